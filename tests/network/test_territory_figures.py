"""What the network is made of, territory by territory."""

import csv
import io
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from network.models import OrganisationKind, Territory, TerritoryKind
from tests.network.factories import OrganisationFactory, TerritoryFactory
from tests.support.sql import forget_what_was_read, recorded_sql

pytestmark = pytest.mark.usefixtures("founding")

FIGURES = "/territoires/chiffres/"


@pytest.fixture
def esats() -> None:
    """Three ESAT in the Ain, one in the Aisne; and an Allier where only a MDPH is."""
    for code, kind, number in (
        ("01", OrganisationKind.ESAT, 3), ("02", OrganisationKind.ESAT, 1), ("03", OrganisationKind.MDPH, 1),
    ):  # fmt: skip
        departement = Territory.objects.get(kind=TerritoryKind.DEPARTEMENT, code=code)
        for _each in range(number):
            commune = TerritoryFactory(kind=TerritoryKind.COMMUNE, parent=departement)
            OrganisationFactory(kind=kind, commune=commune)


def soup(client: Client, address: str = FIGURES) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def rows(page: BeautifulSoup, table: int = 1) -> list[list[str]]:
    """The cells of a table, the second one being that of the départements; notes left out."""
    found = page.select("table")[table].select("tbody tr")
    return [[next(cell.stripped_strings) for cell in row.select("th, td")] for row in found]


def head(page: BeautifulSoup) -> dict[str, Any]:
    return {cell.a.get_text(strip=True): cell for cell in page.select("table")[1].select("thead th")}


def test_it_counts_projects_and_organisations_everywhere(client: Client, esats: None) -> None:
    page = soup(client)
    by_name = {row[0]: row[1:] for row in rows(page)}
    assert len(by_name) == 101
    assert by_name["Ain"] == ["0", "3"]
    assert by_name["Loire-Atlantique"] == ["1", "2"]
    widest = {row[0]: row[1:] for row in rows(page, 0)}
    assert widest["Auvergne-Rhône-Alpes"] == ["0", "4"]
    assert "Wallis et Futuna" in widest


def test_a_kind_is_counted_apart(client: Client, esats: None) -> None:
    page = soup(client, f"{FIGURES}?organisme=esat")
    assert {row[0]: row[3] for row in rows(page)}["Ain"] == "3"
    assert {row[0]: row[3] for row in rows(page)}["Allier"] == "0"
    assert [tag.get_text(" ", strip=True) for tag in page.select(".tags a") if "Retirer" in tag.get_text()] == [
        "Retirer le filtre ESAT : 4"
    ]
    assert "Ain (01) : 3" in page.select_one(".map").get_text()


def test_columns_sort_by_links(client: Client, esats: None) -> None:
    page = soup(client, f"{FIGURES}?organisme=esat")
    assert rows(page)[0][0] == "Ain" and rows(page)[-1][0] == "Mayotte", "by number of the département"
    for column, first in (("ESAT", "Ain"), ("Projets", "Eure"), ("Territoire", "Ain")):
        address = head(page)[column].a["href"]
        sorted_page = soup(client, address)
        assert rows(sorted_page)[0][0] == first
        assert head(sorted_page)[column]["aria-sort"] == ("ascending" if column == "Territoire" else "descending")
    assert rows(soup(client, f"{FIGURES}?tri=nom"))[-1][0] == "Yvelines"


def test_white_zones_are_listed(client: Client, esats: None) -> None:
    zones = {zone.summary.get_text(strip=True): zone for zone in soup(client).select("details")}
    assert list(zones) == ["Sans projet : 96 départements", "Sans organisation : 95 départements"]
    empty = zones["Sans organisation : 95 départements"]
    assert not {"Ain", "Allier"} & {a.get_text() for a in empty.select("a")}
    zones = {
        zone.summary.get_text(strip=True): zone for zone in soup(client, f"{FIGURES}?organisme=esat").select("details")
    }
    assert list(zones)[1] == "Sans « ESAT » : 99 départements"
    assert "Allier" in {a.get_text() for a in zones["Sans « ESAT » : 99 départements"].select("a")}


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("tri=hauteur", "Cet ordre n’existe pas"),
        ("organisme=licorne", "Ce genre d’organisation n’existe pas"),
        ("organisme=%00", "Ce genre d’organisation n’existe pas"),
    ],
)
def test_what_is_wrong_in_the_address_is_told(client: Client, query: str, sentence: str) -> None:
    page = soup(client, f"{FIGURES}?{query}")
    assert sentence in page.select_one(".callout").get_text()
    assert len(rows(page)) == 101


def test_a_kind_to_sort_by_must_be_chosen(client: Client) -> None:
    page = soup(client, f"{FIGURES}?tri=genre")
    assert not page.select("[aria-sort]")


def test_everything_downloads_as_a_table(client: Client, esats: None) -> None:
    answer = client.get("/territoires/chiffres.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="territoires.csv"'
    table = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    by_place = {(row["niveau"], row["code"]): row for row in table}
    assert by_place["département", "01"]["region"] == "Auvergne-Rhône-Alpes"
    assert by_place["département", "01"]["esat"] == "3"
    assert by_place["région", "84"]["organisations"] == "4"
    assert len(table) == 101 + 18 + 8


@pytest.mark.parametrize("address", [FIGURES, f"{FIGURES}?organisme=esat&tri=genre", "/territoires/chiffres.csv"])
def test_it_costs_the_same_whatever_is_there(client: Client, esats: None, address: str) -> None:
    def cost() -> int:
        forget_what_was_read()
        with recorded_sql() as sent:
            client.get(address)
        return len(sent)

    cost()  # What a process reads once in its life is read here.
    few = cost()
    for parent in Territory.objects.filter(kind=TerritoryKind.DEPARTEMENT).order_by("code")[:20]:
        for kind in (OrganisationKind.ESAT, OrganisationKind.SAVS):
            OrganisationFactory(kind=kind, commune=TerritoryFactory(kind=TerritoryKind.COMMUNE, parent=parent))
    assert cost() == few
