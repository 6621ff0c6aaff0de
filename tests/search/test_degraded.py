"""The index is away: the database answers, says so, and reveals no more."""

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django.fixtures import Settings
from wagtail.models import Page, PageViewRestriction, Site

from cms.models import ContentPage, GlossaryPage, GlossaryTerm
from search import degraded
from search.answer import answer
from search.query import SearchQuery, Sort

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_index(settings: Settings, tmp_path: Path) -> Path:
    settings.SEARCH_INDEX_DIR = tmp_path / "nothing"
    return tmp_path / "nothing"


@pytest.fixture
def home() -> Page:
    root = Site.objects.get(is_default_site=True).root_page
    root.add_child(instance=GlossaryPage(title="Glossaire"))
    for name in ("RQTH", "RSDAE", "ESAT"):
        GlossaryTerm.objects.create(term=name, slug=name.lower(), expansion=f"Le sens de {name}")
    return root


def titles(**query: object) -> list[str]:
    return [hit.title for hit in answer(SearchQuery(sort=Sort.TITLE, **query)).hits]


def test_titles_are_found_and_the_answer_says_it_is_degraded(home: Page) -> None:
    page = answer(SearchQuery(text="sens rqth"))
    assert page.degraded
    assert [hit.title for hit in page.hits] == ["RQTH : Le sens de RQTH"]
    assert page.facets["kind"] == {"term": 1}
    assert titles(text="introuvable") == []


def test_filters_facets_orders_and_pages_are_those_of_the_index(home: Page) -> None:
    home.add_child(instance=ContentPage(title="<b>Rien</b> sur RQTH"))
    page = answer(SearchQuery(text="rqth", filters={"kind": frozenset({"page"})}))
    assert [hit.title_html for hit in page.hits] == ["&lt;b&gt;Rien&lt;/b&gt; sur RQTH"]
    assert page.facets["kind"] == {"page": 1, "term": 1}
    assert titles(fixed={"kind": frozenset({"term"})}, page_size=2, page=2) == ["RSDAE : Le sens de RSDAE"]
    assert titles(fixed={"kind": frozenset({"page"})}, language="en") == []


def test_what_is_restricted_shows_nowhere(home: Page) -> None:
    secret = home.add_child(instance=ContentPage(title="Secret du conseil"))
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    page = answer(SearchQuery(text="secret"))
    assert (page.total, page.facets["kind"]) == (0, {})
    assert answer(SearchQuery(text="secret", audience=("signed-in",))).total == 1


def test_candidates_are_bounded_and_it_is_told(home: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(degraded, "_CANDIDATES", 2)
    page = answer(SearchQuery(fixed={"kind": frozenset({"term"})}))
    assert (page.total, page.truncated) == (2, True)


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", '"', "é" * 200, "a " * 100, "(((", "--", "\U0001f600"])
def test_no_text_breaks_the_database(home: Page, text: str) -> None:
    assert answer(SearchQuery(text=text)).degraded


def test_the_search_page_says_so_and_works(home: Page, client: Client, no_index: Path) -> None:
    response = client.get("/recherche/", {"q": "rqth"})
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    assert "au ralenti" in soup.get_text()
    assert "RQTH : Le sens de RQTH" in soup.get_text()
    shutil.rmtree(no_index, ignore_errors=True)
    no_index.write_text("a file where the folder should be")
    assert client.get("/recherche/", {"q": "rqth"}).status_code == 200
