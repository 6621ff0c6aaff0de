"""Whether something failed because the portal has no room left to write: on its disk, or in its database."""

import errno
import sqlite3
from collections.abc import Iterator
from http import HTTPStatus

import psycopg

STATUS = HTTPStatus.INSUFFICIENT_STORAGE

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
# The second: its shared memory, which lies beside the file, cannot grow.
_NO_ROOM_IN_SQLITE = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE)


def is_full(error: BaseException | None) -> bool:
    """Whether that is what `error` says, or what it comes from: undoing what was begun may fail in turn."""
    return any(_says_so(each) for each in _origins(error))


def _origins(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _says_so(error: BaseException) -> bool:
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", None) in _NO_ROOM_IN_SQLITE
    return isinstance(error, psycopg.errors.DiskFull) or (isinstance(error, OSError) and error.errno in _NO_ROOM)
