from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.translation import override
from pytest_django.fixtures import Settings
from wagtail.models import Site

from cms.models import ContentPage
from network.models import Organisation
from search import rebuilding
from search.documents import SearchDocument
from search.engines import EngineUnavailable, get_engine
from search.indexing import describe
from search.models import OutboxEntry
from search.query import SearchQuery
from search.registry import object_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(settings: Settings, tmp_path: Path) -> list[ContentPage]:
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    root = Site.objects.get(is_default_site=True).root_page
    made = [root.add_child(instance=ContentPage(title=title)) for title in ("Contact", "Accessibilité")]
    OutboxEntry.objects.all().delete()
    return made


def run(*arguments: str, **options: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("search_rebuild", *arguments, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_it_builds_counts_and_answers(pages: list[ContentPage]) -> None:
    assert run()[0] == "Search index rebuilt: 2 documents (2 page).\n"
    assert get_engine().search(SearchQuery(text="accessibilite")).total == 1
    assert "2/2 objects" in run(verbosity=2)[0]
    assert run(verbosity=0)[0] == ""


def test_if_missing_builds_only_what_is_missing(pages: list[ContentPage]) -> None:
    assert "2 documents" in run("--if-missing")[0]
    pages[0].get_parent().add_child(instance=ContentPage(title="Nouvelle"))
    assert run("--if-missing")[0] == ""
    assert get_engine().health().documents == 2


def test_it_fails_with_a_reason_and_keeps_the_old_index(
    pages: list[ContentPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    run()

    def full(*args: object) -> int:
        raise EngineUnavailable("no space left")

    monkeypatch.setattr(type(get_engine()), "rebuild", full)
    with pytest.raises(CommandError, match="no space left"):
        run()
    assert get_engine().health().documents == 2


def test_an_object_that_cannot_be_described_is_left_out_told_and_kept_for_later(
    pages: list[ContentPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    describe: Callable[..., list[SearchDocument] | None] = rebuilding.documents_of
    monkeypatch.setattr(
        rebuilding, "documents_of", lambda source, page: None if page == pages[0] else describe(source, page)
    )
    with pytest.raises(CommandError, match=f"1 objects could not be described: cms.contentpage:{pages[0].pk}"):
        run()
    assert get_engine().health().documents == 1
    assert [entry.object_key for entry in OutboxEntry.objects.all()] == [f"cms.contentpage:{pages[0].pk}"]
    # Opening the portal does not depend on it.
    (get_engine()._store.folder / "current.json").unlink()
    assert "1 objects could not be described" in run("--if-missing")[1]


def test_whoever_asks_documents_are_in_the_language_of_the_portal(founding: None) -> None:
    """An index made while a request in another language was answered led everybody to pages of that language."""
    keys = [object_key(Organisation, pk) for pk in Organisation.objects.order_by("pk").values_list("pk", flat=True)[:3]]
    expected = describe(keys).documents
    with override("fr-simple"):
        assert reverse("network:organisation", args=["x"]).startswith("/fr-simple/")  # the control
        assert describe(keys).documents == expected
    assert expected and not any(document.url.startswith("/fr-simple/") for document in expected)
