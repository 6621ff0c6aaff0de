"""What keeps search sound from day to day."""

from datetime import timedelta

from django.core.management import call_command
from django_tasks import task

from editions.memory import tidy
from planning import run_within

from .drift import Drift, find_drift, repair
from .engines import get_engine
from .rebuilding import rebuild

_DAILY = timedelta(days=1)


def maintain() -> Drift:
    """Build the index if it is missing, enter again what it and the database disagree on, forget old finished tasks
    and the marks of past editions.

    Returns what differed. Raises EngineUnavailable, the rest being forgotten all the same, when the index is away.
    """
    # Each publication leaves finished tasks, kept for ever unless told otherwise.
    call_command("prune_db_task_results", queue_name="*", verbosity=0)
    tidy()
    if get_engine().health().problem:
        rebuild()
    drift = find_drift()
    repair(drift)
    return drift


@task(priority=-10)
def maintain_search() -> dict[str, int]:
    """The worker's daily maintenance."""
    run_within(maintain_search, _DAILY)
    drift = maintain()
    return {"entered_again": len(drift.keys), "failed": len(drift.failed)}
