"""Background work of the library."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from planning import run_soon, run_within

from .file_contents import read_unread
from .readers import opinions, waiting
from .reminding import remind

_DAILY = timedelta(days=1)


@task(priority=2)
def read_files() -> dict[str, int]:
    """Read the files that were not read yet."""
    return {"read": read_unread()}


def request_reading() -> None:
    """Have new files read soon. Call it once they are committed: one reading not started yet will see them all."""
    run_soon(read_files)


@task(priority=5)
def tell_waiting() -> dict[str, int]:
    """Write to those who wait for what has just been published."""
    return {"told": waiting.tell()}


@task(priority=-10)
def maintain_library() -> dict[str, int]:
    """Once a day: who is told, what is forgotten, what a killed worker left."""
    run_within(maintain_library, _DAILY)
    now = timezone.now()
    remind(now)
    waiting.purge(now)
    opinions.purge(now)
    return {"told": waiting.tell(), "read": read_unread()}
