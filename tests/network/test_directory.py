"""The directory's page: the search's list, where its results are, and its files."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from network.models import Territory
from tests.support.sql import recorded_sql

from .factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client, founding: None, index_organisations: Callable[[], None]) -> Callable[[str], BeautifulSoup]:
    """Call it with a query string: the page once every organisation is indexed."""
    for departement, number in (("44", 3), ("29", 1)):
        place = Territory.objects.get(kind="departement", code=departement)
        OrganisationFactory.create_batch(number, territory=place, kind="gem")
    index_organisations()

    def read(query: str = "") -> BeautifulSoup:
        response = client.get(f"/annuaire/{query}")
        assert response.status_code == 200
        assert "Accept" in response["Vary"]
        return BeautifulSoup(response.content, "html.parser")

    return read


def test_the_map_leads_to_the_results_of_each_departement(page: Callable[[str], BeautifulSoup], client: Client) -> None:
    areas = {area.title.string: area["href"] for area in page("?organisme=gem&page=1").select(".map a")}
    assert areas == {
        "Finistère (29) : 1": "/annuaire/?organisme=gem&territoire=departement-29",
        "Loire-Atlantique (44) : 3": "/annuaire/?organisme=gem&territoire=departement-44",
    }
    there = client.get(areas["Loire-Atlantique (44) : 3"]).content.decode()
    assert "3 résultats" in there


def test_its_files_hold_the_same_list(page: Callable[[str], BeautifulSoup], client: Client) -> None:
    links = [link["href"] for link in page("?organisme=gem").select(".page-tools a") if "/export." in link["href"]]
    assert [link.partition("?")[0].rpartition(".")[2] for link in links] == ["csv", "xlsx", "json", "geojson"]
    rows = b"".join(client.get(links[0]).streaming_content).decode().strip().splitlines()
    assert len(rows) == 1 + 4


def test_no_comment_of_a_template_shows(page: Callable[[str], BeautifulSoup]) -> None:
    assert "{#" not in page("").get_text()


@pytest.mark.parametrize(
    ("accept", "kind"), [("text/csv", "text/csv"), ("application/json", "application/json"), ("*/*", "text/html")]
)
def test_programs_ask_for_a_file_at_the_same_address(client: Client, founding: None, accept: str, kind: str) -> None:
    response = client.get("/annuaire/", headers={"accept": accept})
    assert response["Content-Type"].startswith(kind)
    assert "Accept" in response["Vary"]


def test_a_filtered_page_costs_twelve_statements_at_most(client: Client, founding: None) -> None:
    for _time in range(2):  # What a process reads once in its life is read here.
        client.get("/annuaire/?organisme=geiq&territoire=region-28")
    with recorded_sql() as statements:
        client.get("/annuaire/?organisme=geiq&territoire=region-28")
    assert len(statements) <= 12, statements
