"""The founding content for tests, loaded once per process.

Tests that ask for the `founding` fixture run together, inside one transaction that holds the content; each has its own
savepoint in it. Those that do not ask for it run before, on an empty portal (`tests/conftest.py` orders them).
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from resources.catalogue import refresh
from tests.support.sql import forget_what_was_read

FIXTURE = "founding"


def wants_content(item: pytest.Item) -> bool:
    """Whether the test asks for the founding content, itself or through another fixture."""
    return FIXTURE in getattr(item, "fixturenames", ())


class FoundingContent:
    """The content's presence in this process's test database."""

    def __init__(self, blocker: DjangoDbBlocker) -> None:
        self._blocker = blocker
        self._undo: ExitStack | None = None
        self._index = Path(settings.SEARCH_INDEX_DIR)
        self._pristine = self._index.with_name("search-pristine")

    def load(self) -> None:
        """Loads the content, its index and its catalogue if they are not there. No transaction may be open yet."""
        if self._undo is not None:
            return
        with self._blocker.unblock(), ExitStack() as undo:
            undo.callback(forget_what_was_read)
            for folder in (self._index, self._pristine):
                undo.callback(shutil.rmtree, folder, ignore_errors=True)
            undo.enter_context(rolled_back())
            call_command("load_founding_content", verbosity=0)
            call_command("search_rebuild", verbosity=0)
            shutil.copytree(self._index, self._pristine)
            refresh()
            self._undo = undo.pop_all()

    def restore_index(self) -> None:
        """What a test had written to the index leaves it: no transaction undoes that."""
        if _commits(self._index) != _commits(self._pristine):
            shutil.rmtree(self._index)
            shutil.copytree(self._pristine, self._index)

    def remove(self) -> None:
        """Leaves the database and the index as they were before `load`."""
        if self._undo is not None:
            undo, self._undo = self._undo, None
            with self._blocker.unblock():
                undo.close()


def _commits(folder: Path) -> dict[Path, bytes]:
    """The generations of an index, each with what its last commit says."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.glob("generations/*/meta.json")}


@contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction that always ends by being undone."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
