"""What keeps search sound from day to day."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from .drift import Drift, find_drift, repair
from .engines import get_engine
from .rebuilding import rebuild

_DAILY = timedelta(days=1)


def maintain() -> Drift:
    """Build the index if it is missing, enter again what it and the database disagree on, forget old finished tasks.

    Returns what differed. Raises EngineUnavailable, the tasks being forgotten all the same, when the index is away.
    """
    # Each publication leaves finished tasks, kept for ever unless told otherwise.
    call_command("prune_db_task_results", queue_name="*", verbosity=0)
    if get_engine().health().problem:
        rebuild()
    drift = find_drift()
    repair(drift)
    return drift


@task(priority=-10)
def maintain_search() -> dict[str, int]:
    """The worker's daily maintenance. The next one is planned first: neither a failure nor a kill ends the chain."""
    plan_maintenance(_DAILY)
    drift = maintain()
    return {"entered_again": len(drift.keys), "failed": len(drift.failed)}


def plan_maintenance(delay: timedelta = timedelta()) -> None:
    """Have search maintained after `delay`, then every day, unless that is planned already."""
    planned = DBTaskResult.objects.filter(task_path=maintain_search.module_path, status=TaskResultStatus.READY)
    if not planned.exists():
        maintain_search.using(run_after=timezone.now() + delay).enqueue()
