"""The index and the database compared: what is found, what is repaired, what runs every day."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings
from wagtail.models import Site

from cms.models import ContentPage
from planning import begin
from search import outbox
from search.documents import SearchDocument
from search.draining import drain
from search.drift import find_drift
from search.engines import Engine, EngineUnavailable, get_engine
from search.maintenance import maintain_search
from search.models import OutboxEntry
from search.query import SearchQuery
from search.registry import object_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(portal_engine: Engine) -> list[ContentPage]:
    """Three pages that the index knows."""
    root = Site.objects.get(is_default_site=True).root_page
    made = [root.add_child(instance=ContentPage(title=title)) for title in ("Contact", "Accueil", "Aide")]
    drain()
    assert not OutboxEntry.objects.exists()
    return made


def spoil(pages: list[ContentPage], engine: Engine) -> None:
    """One page missing from the index, one stale, one that no longer exists: nothing told the outbox."""
    engine.delete([object_key(ContentPage, pages[0].pk)])
    ContentPage.objects.filter(pk=pages[1].pk).update(title="Bienvenue")
    ContentPage.objects.filter(pk=pages[2].pk).update(live=False)


def check(*arguments: str) -> str:
    out = StringIO()
    call_command("search_check", *arguments, stdout=out)
    return out.getvalue()


def test_agreement_is_told(pages: list[ContentPage]) -> None:
    assert "missing from the index: 0, stale: 0, superfluous: 0" in check()


def test_each_kind_of_drift_is_found_and_repaired(pages: list[ContentPage], portal_engine: Engine) -> None:
    spoil(pages, portal_engine)
    drift = find_drift()
    missing, stale, superfluous = (frozenset([object_key(ContentPage, page.pk)]) for page in pages)
    assert (drift.missing, drift.stale, drift.superfluous) == (missing, stale, superfluous)
    with pytest.raises(CommandError, match="--repair"):
        check()
    assert not OutboxEntry.objects.exists()
    assert "missing from the index: 0, stale: 0, superfluous: 0" in check("--repair").splitlines()[-1]
    titles = {hit.title for hit in portal_engine.search(SearchQuery()).hits}
    assert titles == {"Contact", "Bienvenue"}


def test_what_waits_in_the_outbox_is_late_not_adrift(pages: list[ContentPage], portal_engine: Engine) -> None:
    spoil(pages, portal_engine)
    outbox.record(ContentPage, [page.pk for page in pages])
    drift = find_drift()
    assert (drift.keys, drift.waiting) == ([], 3)


def test_an_index_that_is_away_is_an_error_for_who_asks(
    pages: list[ContentPage], portal_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(engine: Engine) -> dict[str, str]:
        raise EngineUnavailable("unplugged")

    monkeypatch.setattr(type(portal_engine), "inventory", gone)
    for command in ("search_check", "search_maintenance"):
        with pytest.raises(CommandError, match="unplugged"):
            call_command(command)


def test_the_daily_task_builds_an_index_that_is_missing(
    pages: list[ContentPage], portal_engine: Engine, settings: Settings, tmp_path: Path
) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "lost"
    settings.ELASTICSEARCH_URL = []
    assert get_engine().health().problem
    maintain_search.call()
    assert get_engine().search(SearchQuery(text="contact")).total == 1


def test_the_daily_task_repairs_forgets_and_plans_the_next(pages: list[ContentPage], portal_engine: Engine) -> None:
    spoil(pages, portal_engine)
    DBTaskResult.objects.all().delete()
    long_ago = timezone.now() - timedelta(days=30)
    begin(maintain_search)
    begin(maintain_search)
    planned = DBTaskResult.objects.get()
    planned.status, planned.finished_at = TaskResultStatus.SUCCESSFUL, long_ago
    planned.save()
    assert maintain_search.call() == {"entered_again": 3, "failed": 0}
    assert OutboxEntry.objects.count() == 3
    following = DBTaskResult.objects.get(task_path=maintain_search.module_path)
    assert timedelta(hours=23) < following.run_after - timezone.now() <= timedelta(days=1)


def test_a_digest_depends_on_what_is_said_alone(document: Callable[..., SearchDocument]) -> None:
    one = document(title="Un", themes=("a", "b"), meta={"x": 1, "y": 2})
    assert one.digest == document(title="Un", themes=("b", "a"), meta={"y": 2, "x": 1}).digest
    others = [document(title="Deux"), document(title="Un", themes=("a",)), document(2, title="Un")]
    assert len({one.digest, *(other.digest for other in others)}) == 4
