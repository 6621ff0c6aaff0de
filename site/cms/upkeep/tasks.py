"""Once a day: who is reminded of what is to be read again."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from planning import run_within

from .reminding import remind

_DAILY = timedelta(days=1)


@task(priority=-10)
def remind_keepers() -> dict[str, int]:
    """The worker's daily round."""
    run_within(remind_keepers, _DAILY)
    return {"letters": remind(timezone.now())}
