"""Waiting for one's turn on SQLite, in the order of arrival."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


@contextmanager
def queued() -> Iterator[None]:
    """Inside, nobody else of this machine who queues too.

    SQLite has whoever finds it busy sleep and try again, longer and longer, while newcomers pass: in a rush some would
    wait until they are refused. PostgreSQL has a queue of its own. Who already is in a transaction does not queue:
    others of the queue may be waiting for its end.
    """
    path = queue_file()
    if path is None or connection.in_atomic_block:
        yield
        return
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # released when the file closes, or when the process dies
        yield


def queue_file() -> Path | None:
    """Beside the database; None where there is no queue, as on PostgreSQL and in memory."""
    name = str(connection.settings_dict["NAME"])
    return Path(f"{name}-queue") if connection.vendor == "sqlite" and Path(name).is_file() else None
