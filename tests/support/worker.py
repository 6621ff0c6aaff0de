"""The portal's worker, in this process."""

from django.core.management import call_command
from django_tasks_db.models import DBTaskResult


def work() -> None:
    """Everything that is due now, one task after another; fails when one of them does."""
    call_command("db_worker", "--batch", "--no-startup-delay", "--no-reload", "--interval=0", verbosity=0)
    failed = DBTaskResult.objects.failed().values_list("task_path", "traceback")
    assert not failed, list(failed)
