"""What says that there is no room left, and what does not. The errors are those that the system and databases raise."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.db.utils import ConnectionHandler

from cms.full_disk import is_full


def a_file(tmp_path: Path) -> None:
    with open("/dev/full", "wb", buffering=0) as file:
        file.write(b"x")


def sqlite(tmp_path: Path) -> None:
    """Through Django, by a file that may grow no more."""
    engine = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "full.sqlite3"}
    database = ConnectionHandler({"default": engine})["default"]
    try:
        with database.cursor() as cursor:
            cursor.execute("CREATE TABLE letters (text)")
            cursor.execute("PRAGMA max_page_count = 3")
            cursor.execute("INSERT INTO letters VALUES (?)", ["x" * 100_000])
    finally:
        database.close()


def postgresql(tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$")


def while_undoing(tmp_path: Path) -> None:
    try:
        sqlite(tmp_path)
    except DatabaseError:
        raise RuntimeError("could not be undone")  # noqa: B904


def error_of(fail: Callable[[Path], None], tmp_path: Path) -> Exception:
    with pytest.raises((OSError, DatabaseError, RuntimeError)) as caught:
        fail(tmp_path)
    return caught.value


@pytest.mark.parametrize("fail", [a_file, sqlite, while_undoing])
def test_a_lack_of_room_is_known(db: None, fail: Callable[[Path], None], tmp_path: Path) -> None:
    assert is_full(error_of(fail, tmp_path))


def test_that_of_the_database_is_known(db: None, tmp_path: Path) -> None:
    assert is_full(error_of({"sqlite": sqlite, "postgresql": postgresql}[connection.vendor], tmp_path))


@pytest.mark.parametrize(
    "error",
    [None, PermissionError(13, "no"), DatabaseError("disk"), sqlite3.OperationalError("locked"), RuntimeError("full")],
    ids=["nothing", "permission", "database", "locked", "program"],
)
def test_nothing_else_is_taken_for_it(error: BaseException | None) -> None:
    assert not is_full(error)


def test_errors_that_come_from_each_other_are_read_once() -> None:
    first, second = RuntimeError(), RuntimeError()
    first.__context__, second.__context__ = second, first
    assert not is_full(first)
