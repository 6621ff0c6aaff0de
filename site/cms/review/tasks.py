"""What the worker does for what waits: letters once a day, and publishing at the hour that was said."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from django_tasks import task

from planning import run_within

from .reminding import remind

_DAILY, _OFTEN = timedelta(days=1), timedelta(minutes=5)


@task(priority=-10)
def follow_reviews() -> dict[str, int]:
    """The worker's daily round."""
    run_within(follow_reviews, _DAILY)
    return {"letters": remind(timezone.now())}


@task(priority=5)
def publish_scheduled() -> dict[str, int]:
    """Publish and withdraw what is scheduled for a time that has come, as Wagtail's own command does."""
    run_within(publish_scheduled, _OFTEN)
    call_command("publish_scheduled")
    return {}
