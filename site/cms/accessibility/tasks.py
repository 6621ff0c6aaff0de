"""Once a day: what is too old goes."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from planning import run_within

from .difficulties import purge

_DAILY = timedelta(days=1)


@task(priority=-10)
def forget_difficulties() -> dict[str, int]:
    """The worker's daily round."""
    run_within(forget_difficulties, _DAILY)
    return {"forgotten": purge(timezone.now())}
