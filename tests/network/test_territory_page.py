"""The page of a territory: what is there, whom to ask, what is around, at a cost that content does not change."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from network.models import (
    DirectoryPage,
    OrganisationKind,
    ProjectIndexPage,
    ProjectPage,
    ProjectTerritory,
    Territory,
    TerritoryKind,
)
from tests.network.factories import OrganisationFactory, ProjectPageFactory, TerritoryFactory
from tests.support.french import french
from tests.support.sql import forget_what_was_read, recorded_sql

pytestmark = pytest.mark.usefixtures("founding")


@pytest.fixture
def ain() -> Territory:
    return Territory.objects.get(kind=TerritoryKind.DEPARTEMENT, code="01")


@pytest.fixture
def read(client: Client) -> Callable[[Territory], BeautifulSoup]:
    def page(territory: Territory) -> BeautifulSoup:
        answer = client.get(territory.get_absolute_url())
        assert answer.status_code == 200
        return BeautifulSoup(answer.content, "html.parser")

    return page


Read = Callable[[Territory], BeautifulSoup]


def commune(departement: Territory, name: str, point: tuple[float, float] | None = None) -> Territory:
    latitude, longitude = point or (None, None)
    made: Territory = TerritoryFactory.create(
        kind=TerritoryKind.COMMUNE, name=name, parent=departement, latitude=latitude, longitude=longitude
    )
    return made


def project_in(territory: Territory, title: str) -> ProjectPage:
    page = ProjectPageFactory(parent=french(ProjectIndexPage), title=title)
    ProjectTerritory.objects.create(page=page, territory=territory, locale=page.locale)
    return page


def texts(page: BeautifulSoup, anchor: str) -> list[str]:
    """The links of the section under that heading, the heading's own left out."""
    section = page.find("section", attrs={"aria-labelledby": anchor})
    return [a.get_text(" ", strip=True) for a in section.select("ul:not(.meta) a")] if section else []


def names(page: BeautifulSoup, anchor: str) -> list[str]:
    section = page.find("section", attrs={"aria-labelledby": anchor})
    return [a.get_text(strip=True) for a in section.select(".territories a")] if section else []


def test_partners_are_counted_by_kind_and_lead_to_the_directory(ain: Territory, read: Read) -> None:
    for number in range(13):
        OrganisationFactory(name=f"Esat {number:02}", kind=OrganisationKind.ESAT, commune=commune(ain, f"C{number}"))
    OrganisationFactory(kind=OrganisationKind.MDPH, territory=ain)
    page = read(ain)
    section = page.find("section", attrs={"aria-labelledby": "organisations"})
    kinds = {a.get_text(strip=True): a["href"] for a in section.select(".tags a")}
    directory = french(DirectoryPage).url
    assert list(kinds) == ["ESAT : 13", "MDPH : 1"]
    place = {"territoire": "departement-01"}
    assert kinds["ESAT : 13"] == f"{directory}?{urlencode(place | {'organisme': 'esat'})}"
    assert section.select_one("a.more")["href"] == f"{directory}?{urlencode(place)}"
    assert "Toutes les organisations (14)" in section.select_one("a.more").get_text()
    assert len(section.select(".organisation-card")) == 12


def test_contacts_are_those_that_can_be_reached_public_bodies_first(ain: Territory, read: Read) -> None:
    OrganisationFactory(name="Association", territory=ain, email="contact@association.example")
    OrganisationFactory(name="Maison", territory=ain, website="https://maison.example", kind=OrganisationKind.MDPH)
    OrganisationFactory(name="Muette", territory=ain, kind=OrganisationKind.MDPH, address="1 rue du Pont")
    section = read(ain).find("section", attrs={"aria-labelledby": "contacts"})
    assert [a.get_text() for a in section.select("a[href^='/annuaire/']")] == ["Maison", "Association"]
    assert section.select_one("a[href='mailto:contact@association.example']")


def test_what_is_one_level_up_is_told_apart(ain: Territory, read: Read) -> None:
    project_in(ain, "Ici")
    project_in(ain.parent, "Au-dessus")
    page = read(ain)
    assert texts(page, "projets") == ["Ici"]
    assert texts(page, "echelle") == ["Au-dessus"]


def test_many_projects_are_a_dozen_and_the_way_to_the_others(ain: Territory, read: Read) -> None:
    for number in range(14):
        project_in(ain, f"Projet {number:02}")
    section = read(ain).find("section", attrs={"aria-labelledby": "projets"})
    assert len(section.select("article")) == 12
    assert section.select_one("a.more")["href"] == "/recherche/?type=project&territoire=departement-01"


def test_a_departement_lists_its_epci_and_the_communes_where_something_is(ain: Territory, read: Read) -> None:
    TerritoryFactory(kind=TerritoryKind.EPCI, name="Agglomération vide", parent=ain)
    commune(ain, "Vide")
    OrganisationFactory(commune=commune(ain, "Pleine"))
    page = read(ain)
    assert "Agglomération vide" in names(page, "epci")
    assert len(names(page, "epci")) == Territory.objects.filter(kind=TerritoryKind.EPCI, parent=ain).count() > 10
    assert names(page, "communes") == ["Pleine"]


def test_many_communes_are_the_fullest_and_the_way_to_search_the_others(ain: Territory, read: Read) -> None:
    for number in range(30):
        place = commune(ain, f"Commune {number:02}")
        for _each in range(1 + number // 20):
            OrganisationFactory(commune=place)
    page = read(ain)
    assert len(names(page, "communes")) == 24
    assert {f"Commune {number}" for number in range(20, 30)} <= set(names(page, "communes"))
    more = page.find("section", attrs={"aria-labelledby": "communes"}).select_one("a.more")
    assert "6 autres communes" in more.get_text()
    assert more["href"] == "/recherche/?territoire=departement-01"


def test_named_areas_say_their_communes(ain: Territory, read: Read) -> None:
    area = TerritoryFactory(kind=TerritoryKind.SECTEUR, name="Du lac", code="du-lac", parent=ain)
    area.members.set([commune(ain, f"Rive {number}") for number in range(10)])
    section = read(ain).find("section", attrs={"aria-labelledby": "secteurs"})
    assert "Ain : Rive 0, Rive 1" in section.get_text()
    assert "et 2 autres" in section.get_text()
    assert len(names(read(area), "communes")) == 10


def test_where_nothing_is_the_nearest_places_come_first(ain: Territory, read: Read) -> None:
    here = commune(ain, "Ici", (46.0, 5.0))
    OrganisationFactory(commune=commune(ain, "Loin", (46.9, 5.9)))
    OrganisationFactory(commune=commune(ain, "Près", (46.1, 5.0)))
    OrganisationFactory(commune=commune(ain, "Sans point"))
    commune(ain, "Vide", (46.01, 5.0))
    page = read(here)
    assert "Rien ici pour le moment : au plus près" in page.get_text()
    assert names(page, "alentour") == ["Près", "Loin", "Ain", "Auvergne-Rhône-Alpes"]
    assert "commune, à 11 km" in page.get_text()


def test_without_points_neighbours_under_the_same_parent_are_near(ain: Territory, read: Read) -> None:
    sibling = Territory.objects.filter(parent=ain.parent).exclude(pk=ain.pk).by_name()[0]
    OrganisationFactory(territory=sibling)
    page = read(ain)
    assert "au plus près" in page.get_text()
    assert names(page, "alentour") == [sibling.name, "Auvergne-Rhône-Alpes"]


def test_what_is_far_is_not_called_near(ain: Territory, read: Read) -> None:
    page = read(ain)
    assert "au plus près" not in page.get_text()
    assert "Ailleurs en France" in page.get_text()
    assert "Martinique" in names(page, "alentour")


def test_one_can_search_there_and_be_told_what_is_new(ain: Territory, read: Read, client: Client) -> None:
    page = read(commune(ain, "Ici", (46.0, 5.0)))
    links = {a.get_text(strip=True): a["href"] for a in page.select(".page-tools a")}
    assert list(links) == [
        "Chercher dans ce territoire", "Chercher autour, à 20 km", "Me prévenir des nouveautés",
        "Suivre les nouveautés (flux Atom)",
    ]  # fmt: skip
    for address in links.values():
        assert client.get(address).status_code == 200
    assert page.find("link", type="application/atom+xml")["href"] == links["Suivre les nouveautés (flux Atom)"]
    assert "Chercher autour, à 20 km" not in read(ain).get_text()


@pytest.mark.parametrize("kind", [TerritoryKind.REGION, TerritoryKind.DEPARTEMENT, TerritoryKind.COMMUNE])
def test_it_costs_the_same_whatever_is_there(ain: Territory, client: Client, kind: TerritoryKind) -> None:
    place = commune(ain, "Ici", (46.0, 5.0))
    read = {TerritoryKind.REGION: ain.parent, TerritoryKind.DEPARTEMENT: ain, TerritoryKind.COMMUNE: place}[kind]

    def fill(times: int) -> None:
        for _each in range(times):
            other = commune(ain, "Autre")
            TerritoryFactory(kind=TerritoryKind.EPCI, parent=ain)
            area = TerritoryFactory(kind=TerritoryKind.SECTEUR, parent=ain)
            area.members.add(other, place)
            for where in (other, place):
                OrganisationFactory(commune=where, phone="+33 2 00 00 00 00")
                project_in(where, f"Projet {where.pk} {_each} {times}")
            project_in(ain.parent, f"Au-dessus {_each} {times}")

    def statements() -> int:
        forget_what_was_read()
        with recorded_sql() as sent:
            assert client.get(read.get_absolute_url()).status_code == 200
        return len(sent)

    fill(2)
    statements()  # What a process reads once in its life is read here.
    few = statements()
    fill(20)
    assert statements() == few
