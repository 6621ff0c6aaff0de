"""The files of the directory: who is in them, in which order, and how they are read elsewhere."""

import csv
import io
import json

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import resolve
from openpyxl import load_workbook
from pytest_django.fixtures import Settings

from accounts.models import User
from network.exports import selection
from network.exports.formats import FORMATS, export_for
from network.models import Organisation
from network.models.organisation import OrganisationQuerySet
from search.exports import Export, every_hit
from tests.network.directory import from_source, maison_essai, port_fictif
from tests.network.factories import OrganisationFactory
from tests.support.sql import recorded_sql

ADDRESSES = [
    *(f"/annuaire/export.{extension}" for extension in FORMATS),
    "/annuaire/donnees/structures.json",
    "/annuaire/donnees/services.json",
]
every_file = pytest.mark.parametrize("address", ADDRESSES)


def content(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200
    return bytes(answer.getvalue())


def table(client: Client, address: str = "/annuaire/export.csv") -> list[dict[str, str]]:
    text = content(client, address).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def said_in(body: bytes) -> str:
    if body.startswith(b"PK"):
        sheet = load_workbook(io.BytesIO(body)).active
        return repr(list(sheet.values))
    return body.decode()


@every_file
def test_a_draft_is_in_no_file(client: Client, db: None, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    maison_essai(live=False)
    assert "maison-essai" not in said_in(content(client, address))
    monkeypatch.setattr(OrganisationQuerySet, "public", lambda self: self)
    assert "maison-essai" in said_in(content(client, address))


@every_file
def test_who_keeps_a_record_true_is_in_no_file(client: Client, db: None, address: str) -> None:
    maison_essai()
    said = said_in(content(client, address))
    assert "referent.example" not in said and "accueil@example.org" in said


@every_file
def test_a_file_is_open_to_every_program_and_writes_nothing(client: Client, founding: None, address: str) -> None:
    client.force_login(User.objects.create_superuser("editrice"))
    answer = client.get(address)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert not answer.cookies
    assert len(answer.getvalue()) > 0


@pytest.mark.parametrize(
    "question", ["q=formation", "territoire=region-02", "organisme=formation&tri=titre", "autour=carbet"]
)
def test_a_file_holds_what_the_list_finds_in_its_order(client: Client, founding: None, question: str) -> None:
    listing = client.get(f"/annuaire/?{question}").context["listing"]
    exported = [
        row["url"].removeprefix("http://testserver") for row in table(client, f"/annuaire/export.csv?{question}")
    ]
    assert 0 < len(exported) == listing.page.total < Organisation.objects.public().count()
    assert exported[: len(listing.page.hits)] == [hit.url for hit in listing.page.hits]


@pytest.mark.parametrize("address", ["", "?page=3", "?tri=titre", "?q="])
def test_without_a_question_it_is_the_whole_directory(client: Client, founding: None, address: str) -> None:
    numbers = [int(row["id"]) for row in table(client, f"/annuaire/export.csv{address}")]
    assert numbers == list(Organisation.objects.public().order_by("pk").values_list("pk", flat=True))


def test_the_whole_directory_does_not_need_the_index(
    client: Client, founding: None, settings: Settings, tmp_path
) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "nothing"
    assert len(table(client)) == Organisation.objects.public().count()


@pytest.mark.parametrize(("extension", "told"), [("json", "complet"), ("geojson", "complet")])
def test_a_file_cut_short_says_so(
    client: Client, founding: None, monkeypatch: pytest.MonkeyPatch, extension: str, told: str
) -> None:
    whole = client.get(f"/annuaire/export.{extension}?q=formation")
    assert json.loads(whole.getvalue())[told] is True and f"annuaire.{extension}" in whole["Content-Disposition"]
    monkeypatch.setattr(selection, "every_hit", lambda query, most: Export(every_hit(query).hits[:1], complete=False))
    cut = client.get(f"/annuaire/export.{extension}?q=formation")
    assert json.loads(cut.getvalue())[told] is False
    assert f"annuaire-incomplet.{extension}" in cut["Content-Disposition"]


def test_the_table_opens_in_a_french_spreadsheet(client: Client, db: None) -> None:
    organisation = maison_essai()
    from_source(organisation)
    assert content(client, "/annuaire/export.csv").startswith(b"\xef\xbb\xbf")
    [row] = table(client)
    assert row | {
        "id": str(organisation.pk), "url": "http://testserver/annuaire/maison-essai/", "nom": "Maison d’essai",
        "adresse": "Bâtiment B\n1 rue du Port", "code_insee": "44999", "commune": "Port-Fictif",
        "telephone": "02 40 00 00 01", "latitude": "47.31", "longitude": "-2.21", "position": "lieu",
        "publics": "jeunes", "services": "1", "sources": "finess",
        "modifiee_le": "2026-08-13", "verifiee_le": "2026-05-01",
    } == row  # fmt: skip


def test_no_cell_is_run_by_a_spreadsheet(client: Client, db: None) -> None:
    maison_essai(name="=HYPERLINK(1)", description="\x02=1+1", acronym="#N/A")
    [row] = table(client)
    assert row["nom"] == "'=HYPERLINK(1)"
    sheet = load_workbook(io.BytesIO(content(client, "/annuaire/export.xlsx"))).active
    cells = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (cells["nom"].value, cells["nom"].data_type) == ("=HYPERLINK(1)", "s")
    assert cells["sigle"].data_type == "s"
    assert cells["presentation"].value == " =1+1"
    assert cells["longitude"].value == -2.21


def test_a_point_has_its_longitude_first_and_says_how_exact_it_is(client: Client, db: None) -> None:
    commune = port_fictif()
    exact = maison_essai(commune=commune)
    near = OrganisationFactory(commune=commune)
    OrganisationFactory()
    map_ = json.loads(content(client, "/annuaire/export.geojson"))
    assert (map_["type"], map_["sans_position"]) == ("FeatureCollection", 1)
    points = {one["id"]: (one["geometry"]["coordinates"], one["properties"]["position"]) for one in map_["features"]}
    assert points == {exact.pk: ([-2.21, 47.31], "lieu"), near.pk: ([-2.2, 47.3], "approximative")}


def test_the_json_says_what_the_portal_knows(client: Client, db: None) -> None:
    organisation = maison_essai(parent=OrganisationFactory(live=False))
    from_source(organisation)
    told = json.loads(content(client, "/annuaire/export.json"))
    assert (told["total"], told["complet"]) == (1, True)
    [record] = told["organisations"]
    assert record["telephone"] == "+33240000001"
    assert record["rattachee_a"] is None
    assert record["commune"] == {"cle": "commune-44999", "nom": "Port-Fictif"}
    assert record["sources"] == [{"source": "finess", "identifiant": "440000001", "mise_a_jour": "2026-08-13"}]


@every_file
def test_a_file_is_read_while_it_is_sent(
    client: Client, db: None, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def statements(each_time: int) -> int:
        monkeypatch.setattr(selection, "_AT_ONCE", each_time)
        with recorded_sql() as sent:
            content(client, address)
        return len(sent)

    for number in range(6):
        maison_essai(slug=f"maison-{number}", commune=None)
    # Four queries bring any number of organisations, and one says that there are no more.
    assert statements(100) == 5
    assert statements(2) == 3 * statements(100) - 2


@every_file
def test_nothing_is_read_for_who_asks_the_head_only(db: None, rf: RequestFactory, address: str) -> None:
    """As a server would call it: Django's client drops the body by itself."""
    maison_essai(commune=None)
    match = resolve(address)
    sent = {}
    for method in ("get", "head"):
        with recorded_sql() as statements:
            body = match.func(getattr(rf, method)(address), **match.kwargs).getvalue()
        sent[method] = (len(body) > 0, len(statements) > 0)
    assert sent == {"get": (True, True), "head": (False, False)}


READERS: list[tuple[str, str | None]] = [
    ("text/html", None),
    ("", None),
    ("*/*", None),
    ("text/html;q=0.8, text/csv", "text/csv"),
    ("text/csv", "text/csv"),
    ("application/json", "application/json"),
    ("application/geo+json", "application/geo+json"),
    ("image/png", None),
]


@pytest.mark.parametrize(("accept", "expected"), READERS)
def test_a_program_says_which_file_it_wants(
    founding: None, rf: RequestFactory, accept: str, expected: str | None
) -> None:
    answer: HttpResponseBase | None = export_for(rf.get("/annuaire/?q=formation", headers={"accept": accept}))
    assert (answer and answer["Content-Type"].partition(";")[0]) == expected


def test_the_page_of_open_data_lists_every_file_and_column(client: Client, founding: None) -> None:
    page = BeautifulSoup(client.get("/donnees-ouvertes/").content, "html.parser")
    links = {link["href"] for link in page.main.find_all("a")}
    assert set(ADDRESSES) <= links
    heads = {cell.get_text(strip=True) for cell in page.main.find_all("th", scope="row")}
    assert set(table(client)[0]) <= heads


def test_the_page_of_open_data_claims_no_licence_for_others(client: Client, founding: None) -> None:
    def row_of(name: str) -> str:
        page = BeautifulSoup(client.get("/donnees-ouvertes/").content, "html.parser")
        rows = [row.get_text(" ", strip=True) for row in page.main.find_all("tr")]
        return next(row for row in rows if row.startswith(name))

    from_source(Organisation.objects.get(slug="agefiph"))
    assert "Licence Ouverte" in row_of("Passerelles")
    assert "Licence Ouverte" not in row_of("FINESS") and "conditions de la source" in row_of("FINESS")
