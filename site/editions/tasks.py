"""What the worker does for editions."""

from datetime import timedelta

from django_tasks import task

from planning import run_within

from .memory import tidy


@task()
def tidy_changes() -> int:
    """Once a day: one row for all the changes of the day. Returns how many there were."""
    run_within(tidy_changes, timedelta(days=1))
    return tidy()
