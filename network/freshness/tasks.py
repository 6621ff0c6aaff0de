"""Once a day: reminders leave, what is old is forgotten."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from planning import run_within

from .reminding import forget, remind_due

_DAILY = timedelta(days=1)


@task(priority=-10)
def follow_records() -> dict[str, int]:
    """The worker's daily round."""
    run_within(follow_records, _DAILY)
    now = timezone.now()
    forget(now)
    return {"reminded": remind_due(timezone.localdate(now))}
