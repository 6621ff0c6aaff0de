"""What every test gets: strict templates and querysets, no network, the founding content, SQL snapshots."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest
from django.conf import settings
from django.utils import translation
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker
from syrupy.assertion import SnapshotAssertion

from resources.serving import downloads
from search import query_log
from search.tally import Tally
from tests.support import founding as founding_content
from tests.support import loopback, strict_querysets, strict_templates
from tests.support.mailbox import Mailbox, listening
from tests.support.portal import prepared_folder
from tests.support.sql import forget_what_was_read, recorded_sql

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def pytest_configure(config: pytest.Config) -> None:
    loopback.install()
    strict_templates.install()
    strict_querysets.install()


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(settings.VAR, ignore_errors=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """An empty portal first, then the founding content, then the browser; the order stays random inside each.

    The browser's driver keeps an event loop in its thread, where Django refuses to read the database: it comes last.
    """
    items.sort(key=lambda item: (bool(item.get_closest_marker("browser")), founding_content.wants_content(item)))


@pytest.fixture(autouse=True)
def _language_of_the_portal() -> None:
    """The last request of a test leaves its language to the thread: each begins in that of the portal."""
    translation.deactivate()


@pytest.fixture(scope="session")
def _founding_content(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[founding_content.FoundingContent]:
    content = founding_content.FoundingContent(django_db_blocker)
    yield content
    content.remove()


# Wider than a test, so that the content is there before the test's own transaction begins.
@pytest.fixture(scope="module")
def _founding_loaded(_founding_content: founding_content.FoundingContent) -> founding_content.FoundingContent:
    _founding_content.load()
    return _founding_content


@pytest.fixture
def founding(_founding_loaded: founding_content.FoundingContent, db: None) -> Iterator[None]:
    """The founding content and its search index are there; what the test changes is undone after it."""
    yield
    _founding_loaded.restore_index()


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    forget_what_was_read()


@pytest.fixture(autouse=True)
def _counted_on_demand(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No thread writes behind a test; what a test did is forgotten after it. `tally.write()` writes it."""
    monkeypatch.setattr(Tally, "_write_later", lambda tally: None)
    yield
    for tally in (query_log.tally, downloads.tally):
        tally.forget()


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    """A real SMTP server, that the portal now sends through."""
    with listening(settings) as mailbox:
        yield mailbox


@pytest.fixture
def assert_sql_snapshot(snapshot: SnapshotAssertion) -> Callable[..., object]:
    """`assert_sql_snapshot(client.get, "/projets/")` calls, compares the SQL it cost with the snapshot kept beside the
    test, and returns what the call returned. `pytest --snapshot-update` records a new cost: read its diff.
    """

    def check(call: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        call(*args, **kwargs)  # What a process reads once in its life, or once an edition of the portal, is read here.
        with recorded_sql() as statements:
            result = call(*args, **kwargs)
        assert [f"{len(statements)} statements", *statements] == snapshot
        return result

    return check


@pytest.fixture(scope="session")
def prepared_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder ready to serve, shared by the whole run: copy it, never serve it."""
    base = tmp_path_factory.getbasetemp()
    return prepared_folder(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)
