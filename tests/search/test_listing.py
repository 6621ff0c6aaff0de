"""A list in a page: what an address asks for, and what it is told."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from search import facets
from search.documents import SearchDocument
from search.engines import Engine
from search.listing import Listing, listing
from search.query import Sort

pytestmark = pytest.mark.django_db

Make = Callable[..., SearchDocument]

THEMES = {"emploi": "Emploi", "stage": "Stage", "vide": "Vide"}
PLACES = {"departement-44": "Loire-Atlantique", "departement-71": "Saône-et-Loire", "france": "France"}


@pytest.fixture
def ask(portal_engine: Engine, document: Make, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Listing]:
    """Lists forty-five documents: 30 projects in the 44, 10 in the 71, and 5 events without a place."""
    monkeypatch.setitem(facets._providers, "theme", lambda values: THEMES)
    monkeypatch.setitem(facets._providers, "territory", lambda values: PLACES)
    nantes, macon = ("departement-44", "france"), ("departement-71", "france")
    portal_engine.write([
        *(document(n, title=f"Projet {n:02}", territories=nantes, themes=("emploi",)) for n in range(30)),
        *(document(n, title=f"Projet {n:02}", territories=macon, themes=("stage",)) for n in range(30, 40)),
        *(document(n, title=f"Rencontre {n}", kind="event", date=f"20{n - 20}") for n in range(40, 45)),
    ])  # fmt: skip

    def ask(query_string: str = "", **options: object) -> Listing:
        return listing(RequestFactory().get(f"/liste/?{query_string}"), **options)

    return ask


def groups(shown: Listing) -> dict[str, dict[str, tuple[int, bool]]]:
    return {
        group["name"]: {choice["value"]: (choice["count"], choice["selected"]) for choice in group["choices"]}
        for group in shown.groups
    }


def test_facets_have_labels_counts_and_what_is_chosen(ask: Callable[..., Listing]) -> None:
    shown = ask("territoire=departement-71")
    assert shown.page.total == 10
    assert groups(shown)["territoire"] == {
        "france": (40, False), "departement-44": (30, False), "departement-71": (10, True),
    }  # fmt: skip
    [group] = [group for group in shown.groups if group["name"] == "territoire"]
    assert group["choices"][1]["label"] == "Loire-Atlantique"
    assert group["open"]


def test_a_filter_is_taken_away_by_its_link(ask: Callable[..., Listing]) -> None:
    shown = ask("q=projet&territoire=departement-71&territoire=departement-44&theme=stage&page=1")
    assert [item["label"] for item in shown.active_filters] == ["Loire-Atlantique", "Saône-et-Loire", "Stage"]
    assert shown.active_filters[0]["url"] == "/liste/?q=projet&territoire=departement-71&theme=stage"
    assert shown.text_url == "/liste/?q=projet"
    assert shown.reset_url == "/liste/"


def test_pages_keep_the_question(ask: Callable[..., Listing]) -> None:
    shown = ask("q=projet&territoire=departement-44&tri=titre&page=2", page_size=10)
    paging = shown.paging
    assert (paging["number"], paging["pages"]) == (2, 3)
    assert paging["previous_url"] == "/liste/?q=projet&territoire=departement-44&tri=titre"
    assert paging["next_url"] == "/liste/?q=projet&territoire=departement-44&tri=titre&page=3"
    assert shown.page.hits[0].title == "Projet 10"


def test_gaps_stand_for_the_pages_not_shown(ask: Callable[..., Listing]) -> None:
    items = ask("page=10", page_size=2).paging["items"]
    assert [item and item["number"] for item in items] == [1, None, 8, 9, 10, 11, 12, None, 23]


def test_a_page_too_far_shows_the_last_one_and_says_so(ask: Callable[..., Listing]) -> None:
    shown = ask("page=50", page_size=10)
    assert shown.paging["number"] == 5
    assert len(shown.page.hits) == 5
    assert "50" in shown.notices[0]


@pytest.mark.parametrize(
    ("query_string", "notices"),
    [
        ("", 0), ("page=1000000000", 1), ("page=-1", 1), ("page=0", 1), ("page=9" * 3, 1), ("page=", 0),
        ("page=" + "9" * 5000, 1), ("page=1&page=deux", 1), ("tri=autre", 1), ("tri=", 0), ("du=31/01/2026", 1),
        ("du=2026-02-30&au=hier", 2), ("du=0001-01-01&au=9999-12-31", 0), ("theme=inconnu", 1),
        ("theme=%3Cscript%3E", 1), ("theme=" + "x" * 500, 1), ("theme=%00", 1), ("theme=emploi&theme=inconnu", 1),
        ("&".join(f"theme=t{n}" for n in range(30)), 1), ("q=" + "mot+" * 300, 1), ("q=%ff%fe", 0), ("q=%00%1b", 0),
        ("annee=12345&annee=2020", 1), ("inconnu=1", 0), ("q[]=1&theme[]=2", 0),
    ],
)  # fmt: skip
def test_what_an_address_has_wrong_is_ignored_and_told(
    ask: Callable[..., Listing], query_string: str, notices: int
) -> None:
    shown = ask(query_string)
    assert len(shown.notices) == notices, shown.notices


def test_known_values_survive_beside_unknown_ones(ask: Callable[..., Listing]) -> None:
    assert ask("theme=stage&theme=inconnu").page.total == 10
    assert ask("theme=inconnu").page.total == 45
    assert ask("theme=vide").page.total == 0


def test_words_are_sorted_by_relevance_and_lists_as_the_page_says(ask: Callable[..., Listing]) -> None:
    assert ask("q=projet", default_sort="title").query.sort == Sort.RELEVANCE
    assert ask("", default_sort="date").query.sort == Sort.DATE
    assert ask("tri=pertinence", default_sort="title").query.sort == Sort.TITLE
    dated = ask("tri=date-croissante", default_sort="title")
    assert [sort["value"] for sort in dated.sorts if sort["selected"]] == ["date-croissante"]
    assert [hit.title for hit in dated.page.hits][:2] == ["Rencontre 40", "Rencontre 41"]
    assert ask("du=2021-06-01&au=2023-01-01").page.total == 3


def test_a_page_imposes_its_kind_and_filters(ask: Callable[..., Listing]) -> None:
    shown = ask("type=event", kinds=("project",), fixed={"territory": ("departement-71",)})
    assert shown.page.total == 10
    assert not {"type", "territoire"} & set(groups(shown))
    both = ask("type=event", kinds=("project", "event"))
    assert both.page.total == 5
    assert groups(ask("", kinds=("project",), facets=("theme",))) == {
        "theme": {"emploi": (30, False), "stage": (10, False)}
    }


def test_the_count_is_a_sentence(ask: Callable[..., Listing]) -> None:
    assert (ask("").count, ask("").count_detail) == ("45 résultats", "")
    assert (ask("q=%2207%22").count, ask("q=rien").count) == ("1 résultat", "Aucun résultat")
    assert ask("q=a<b").count_detail == "pour « a<b »"


def rendered(shown: Listing) -> BeautifulSoup:
    names = ("filters", "results", "paging", "tools")
    parts = (render_to_string(f"search/_{name}.html", {"listing": shown}) for name in names)
    return BeautifulSoup("".join(parts), "html.parser")


def test_the_form_sends_what_is_chosen_without_javascript(ask: Callable[..., Listing]) -> None:
    soup = rendered(ask("q=projet&territoire=departement-71&du=2020-01-01&tri=titre"))
    form = soup.form
    assert form is not None and form["action"] == "/liste/" and form["method"] == "get"
    sent = {(field["name"], field.get("value")) for field in form.select("input[checked], input[type=hidden]")}
    assert sent == {("territoire", "departement-71"), ("du", "2020-01-01")}
    assert form.select_one("input[name=q]")["value"] == "projet"
    assert form.select_one("select[name=tri] option[selected]")["value"] == "titre"
    assert soup.select_one("[role=status]") is not None


def test_what_a_visitor_types_is_never_html(ask: Callable[..., Listing]) -> None:
    soup = rendered(ask("q=%3Cscript%3Ealert(1)%3C/script%3E&theme=%3Cb%3E&territoire=departement-71"))
    assert soup.script is None and soup.b is None
    assert not soup.select("[style], [onclick]")


def test_nothing_found_says_what_to_try(ask: Callable[..., Listing]) -> None:
    soup = rendered(ask("q=introuvable&territoire=departement-71"))
    links = [link["href"] for link in soup.select(".empty a")]
    assert links == ["/liste/?territoire=departement-71", "/liste/"]
    assert "(10 résultats)" in soup.select_one(".empty").get_text()
    assert "Rien ne correspond" in soup.get_text()


def test_a_correction_is_proposed(ask: Callable[..., Listing]) -> None:
    soup = rendered(ask("q=rencotnre"))
    assert "Vouliez-vous dire" in soup.get_text()
    assert soup.select_one('a[href="/liste/?q=rencontre"]') is not None


def test_the_search_page_answers_with_its_list(ask: Callable[..., Listing], client: Client) -> None:
    response = client.get("/recherche/", {"q": "projet", "territoire": "departement-71"})
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    assert "10 résultats" in soup.select_one("[role=status]").get_text()
    assert soup.select_one('meta[name=robots][content="noindex"]') is not None
    assert not response.cookies
    assert client.post("/recherche/").status_code in (403, 405)
