"""Background tasks asked for once, however many ask. A run not started yet will see everything committed by then.

A task that comes back plans its next run before anything else: neither a failure nor a kill ends the chain.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet


def unstarted(task: Task[Any, Any]) -> DBTaskResultQuerySet:
    """The runs of `task` that no worker has taken yet."""
    return DBTaskResult.objects.filter(task_path=task.module_path, status=TaskResultStatus.READY)


def run_soon(task: Task[Any, Any]) -> None:
    """Have `task` run now, unless it already will. Call it once what it is to see is committed."""
    if not unstarted(task).ready().exists():
        task.enqueue()


def is_planned(task: Task[Any, Any], delay: timedelta) -> bool:
    """Whether a later run of `task` comes within `delay`."""
    now = timezone.now()
    # A task for now has the last of all dates as `run_after`.
    return bool(unstarted(task).filter(run_after__gt=now, run_after__lte=now + delay).exists())


def run_within(task: Task[Any, Any], delay: timedelta) -> None:
    """Have `task` run after `delay`, unless a later run comes before."""
    if not is_planned(task, delay):
        task.using(run_after=timezone.now() + delay).enqueue()


def begin(task: Task[Any, Any]) -> None:
    """The first run of a task that then comes back by itself; nothing where one waits already."""
    if not unstarted(task).exists():
        task.enqueue()
