"""The results of a search as a table and as a feed."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings
from wagtail.models import PageViewRestriction

from network.models import Organisation, ProjectPage
from search import views
from search.documents import SearchDocument
from search.engines import Engine
from search.exports import every_hit
from search.query import SearchQuery
from search.rebuilding import rebuild

pytestmark = pytest.mark.django_db
content = pytest.mark.usefixtures("founding")

Make = Callable[..., SearchDocument]
ATOM = "{http://www.w3.org/2005/Atom}"


def rows(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    content = b"".join(answer)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def entries(client: Client, address: str) -> dict[str, dict[str, str]]:
    """{link: {id, title, updated, summary}} in the order of the feed."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    found = {}
    for entry in ElementTree.fromstring(answer.content).iter(f"{ATOM}entry"):
        link = entry.find(f"{ATOM}link").attrib["href"]
        names = ("id", "title", "updated", "summary")
        found[link] = {name: entry.findtext(f"{ATOM}{name}") or "" for name in names}
    return found


def link_of(client: Client, page: str, selector: str) -> str:
    address = BeautifulSoup(client.get(page).content, "html.parser").select_one(selector)["href"]
    assert isinstance(address, str)
    return address


@content
def test_the_table_holds_what_the_page_found(client: Client) -> None:
    [only] = rows(client, "/recherche/export.csv?q=saint+nazaire&type=project")
    assert only["type"] == "Projet"
    assert only["adresse"] == "http://testserver/projets/ser-sip/"
    assert "Loire-Atlantique (44)" in only["territoires"].split(" | ")
    assert "Handicap psychique" in only["thèmes"].split(" | ")
    assert only["date"] == "2020-07"


@content
@pytest.mark.parametrize(
    "page",
    [
        "/recherche/?q=formation&theme=jeunes",
        "/recherche/?vue=par-type",
        "/recherche/?tri=date",
        "/annuaire/?territoire=region-28",
        "/annuaire/?page=2",
        "/ressources/",
    ],
)
def test_every_list_leads_to_its_own_table_and_feed(client: Client, page: str) -> None:
    shown = client.get(page).context["listing"].page.total
    exported = rows(client, link_of(client, page, ".page-tools a[href*='export.csv']"))
    assert len(exported) == shown > 0
    feed = entries(client, link_of(client, page, "link[rel=alternate][type='application/atom+xml']"))
    # The directory's own table holds postal addresses too.
    addresses = {row.get("url", row["adresse"]) for row in exported}
    assert 0 < len(feed) <= shown and set(feed) <= addresses


@content
def test_the_table_goes_on_past_the_first_page(client: Client) -> None:
    exported = rows(client, "/recherche/export.csv?page=2&type=territory&type=organisation")
    assert len({row["adresse"] for row in exported}) == len(exported) > 100
    assert (
        len([row for row in exported if row["type"] == "Organisation"])
        == Organisation.objects.filter(live=True).count()
    )


def test_a_table_cut_short_says_so_in_its_name(
    portal_engine: Engine, document: Make, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal_engine.write(document(number, title=f"Lieu {number}") for number in range(250))
    assert every_hit(SearchQuery()).complete
    cut = every_hit(SearchQuery(), 120)
    assert (len(cut.hits), cut.complete) == (120, False)
    assert 'filename="recherche.csv"' in client.get("/recherche/export.csv")["Content-Disposition"]
    monkeypatch.setattr(views, "every_hit", partial(every_hit, most=120))
    assert 'filename="recherche-incomplete.csv"' in client.get("/recherche/export.csv")["Content-Disposition"]


def test_no_cell_is_a_formula(portal_engine: Engine, document: Make, client: Client) -> None:
    portal_engine.write([document(title="=HYPERLINK(1)", summary="+33")])
    assert (
        rows(client, "/recherche/export.csv")[0] | {"titre": "'=HYPERLINK(1)", "résumé": "'+33"}
        == rows(client, "/recherche/export.csv")[0]
    )


@content
def test_exports_answer_while_the_index_is_away(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "nothing"
    assert [row["adresse"] for row in rows(client, "/recherche/export.csv?q=colloque")] == [
        "http://testserver/agenda/colloque-echange-pratiques/"
    ]
    assert len(entries(client, "/recherche/flux.atom?q=colloque")) == 1
    assert 'filename="recherche-incomplete.csv"' in client.get("/recherche/export.csv")["Content-Disposition"]


def test_the_feed_begins_with_the_latest_and_leaves_out_what_has_no_date(
    portal_engine: Engine, document: Make, client: Client
) -> None:
    for day in (3, 1, 2):
        portal_engine.write([document(day, title=f"Lieu {day}", updated=datetime(2026, 1, day, tzinfo=UTC))])
    portal_engine.write([document(9, title="Ancien, sans date")])
    assert [entry["title"] for entry in entries(client, "/recherche/flux.atom").values()] == [
        "Lieu 3",
        "Lieu 2",
        "Lieu 1",
    ]
    hits = client.get("/recherche/?tri=mise-a-jour").context["listing"].page.hits
    assert [hit.title for hit in hits] == ["Lieu 3", "Lieu 2", "Lieu 1", "Ancien, sans date"]


def test_an_entry_keeps_its_identifier_when_its_title_and_address_change(
    portal_engine: Engine, document: Make, client: Client
) -> None:
    updated = datetime(2026, 1, 1, tzinfo=UTC)
    portal_engine.write([document(1, title="Avant", url="/avant/", updated=updated)])
    [before] = entries(client, "/recherche/flux.atom").values()
    portal_engine.write([document(1, title="Après", url="/apres/", updated=updated)])
    [after] = entries(client, "/recherche/flux.atom?q=apr%C3%A8s").values()
    assert before["id"] == after["id"] == "tag:testserver,2026:tests.thing:1"
    assert before["title"] != after["title"]


def test_texts_are_escaped_and_can_be_read_by_any_parser(portal_engine: Engine, document: Make, client: Client) -> None:
    updated = datetime(2026, 1, 1, tzinfo=UTC)
    portal_engine.write([document(title="<b>A & B</b> \x0b\ufffe", summary="<i>", updated=updated)])
    [entry] = entries(client, "/recherche/flux.atom").values()
    assert entry["title"].strip() == "<b>A & B</b>"
    assert entry["summary"] == "&lt;i&gt;"  # the element holds HTML


def test_a_reader_is_not_sent_what_it_has(portal_engine: Engine, document: Make, client: Client) -> None:
    portal_engine.write([document(title="Un", updated=datetime(2026, 1, 1, tzinfo=UTC))])
    address = "/recherche/flux.atom"
    first = client.get(address)
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.get(address, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    portal_engine.write([document(title="Deux", updated=datetime(2026, 1, 2, tzinfo=UTC))])
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200
    assert client.get(address, headers={"if-modified-since": first["Last-Modified"]}).status_code == 200


@content
def test_the_feed_says_what_it_follows(client: Client) -> None:
    def title(address: str) -> str:
        return ElementTree.fromstring(client.get(address).content).findtext(f"{ATOM}title") or ""

    followed = title("/recherche/flux.atom?q=formation&territoire=departement-44")
    assert followed == "Passerelles : « formation », Loire-Atlantique (44)"
    assert title("/recherche/flux.atom") == "Passerelles : tout le portail"


def test_an_empty_feed_never_changes(portal_engine: Engine, client: Client) -> None:
    first = client.get("/recherche/flux.atom?q=rien")
    assert first.status_code == 200 and "Last-Modified" not in first
    assert client.get("/recherche/flux.atom?q=rien")["ETag"] == first["ETag"]


@content
@pytest.mark.parametrize("address", ["/recherche/export.csv", "/recherche/flux.atom"])
def test_what_is_not_public_is_in_no_export(client: Client, settings: Settings, tmp_path: Path, address: str) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "own"
    page = ProjectPage.objects.get(slug="pcti", locale__language_code="fr")
    rebuild()
    assert page.get_url() in client.get(f"{address}?q=pcti").content.decode()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    rebuild()
    answer = client.get(f"{address}?q=pcti")
    assert page.get_url() not in answer.content.decode() and not answer.cookies


PARAMETERS = ["q", "type", "territoire", "theme", "annee", "autour", "rayon", "du", "au", "tri", "vue", "page", ""]


@content
@pytest.mark.parametrize("address", ["/recherche/export.csv", "/recherche/flux.atom"])
@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(st.sampled_from(PARAMETERS), st.text(max_size=30)), max_size=6))
def test_any_address_has_an_answer(client: Client, address: str, pairs: list[tuple[str, str]]) -> None:
    readable = [(name, text.encode("utf-8", "replace").decode()) for name, text in pairs]
    answer = client.get(address, query_params=readable)
    assert answer.status_code == 200
    if address.endswith("atom"):
        ElementTree.fromstring(answer.content)
