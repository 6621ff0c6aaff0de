"""Alerts in the background. Each run plans the next: no timetable is needed beside the worker."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from planning import run_soon, run_within

from ..models import SavedSearch
from .sending import purge, write_due

_EVERY = timedelta(hours=1)


@task(priority=5)
def run_alerts() -> dict[str, int]:
    """Write what is due. The next run is planned first, lest a killed one be the last; none when nobody wants any."""
    if SavedSearch.objects.exists():
        run_within(run_alerts, _EVERY)
    now = timezone.now()
    purge(now)
    return {"written": write_due(now)}


def request_run() -> None:
    """Have alerts looked at soon. Call it once what is due is committed."""
    run_soon(run_alerts)
