"""Once a day: what is too old goes, and seats are counted again."""

from dataclasses import asdict
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from planning import run_within

from .purging import purge
from .watching import tell_drift

_DAILY = timedelta(days=1)


@task(priority=-10)
def forget_registrations() -> dict[str, int]:
    """The worker's daily round. It plans the next one first."""
    run_within(forget_registrations, _DAILY)
    tell_drift()
    return asdict(purge(timezone.now()))
