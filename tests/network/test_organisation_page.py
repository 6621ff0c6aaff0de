"""The card of an organisation."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from network.models import FollowUp, Organisation, OrganisationSource, Service, Territory, TerritoryKind
from network.opening_hours import NBSP
from search.indexing import describe
from search.registry import object_key

from .factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(founding: None) -> Organisation:
    commune = Territory.objects.create(
        kind=TerritoryKind.COMMUNE,
        code="44999",
        name="Port-Fictif",
        slug="44999-port-fictif",
        postcodes="44990",
        latitude=47.3,
        longitude=-2.2,
    )
    made = Organisation.objects.create(
        name="Maison d’essai", kind="esat", slug="maison-essai", address="1 rue du Port", postcode="44990",
        commune=commune, phone="+33240000001", email="accueil@example.org", opening_hours="Mo-Fr 09:00-12:00; PH off",
        siret="73282932000074", finess="440000001", publics=["jeunes"], networks=["geiq"], places=20,
        latitude=47.31, longitude=-2.21,
        accessibility_url="https://acceslibre.example/1",
    )  # fmt: skip
    Service.objects.create(
        organisation=made, name="Atelier", description="Un atelier d’essai.", type="atelier", publics=["seniors"],
        fee="gratuit", mobilised_by=["usagers"], mobilisation_modes=["telephoner"], mobilisation_url="https://example.org/x",
    )  # fmt: skip
    return made


def page(client: Client, organisation: Organisation) -> BeautifulSoup:
    response = client.get(organisation.get_absolute_url())
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_everything_known_is_said_in_plain_words(client: Client, organisation: Organisation) -> None:
    text = page(client, organisation).main.get_text(" ", strip=True).replace(NBSP, " ")
    for said in (
        "1 rue du Port", "44990 Port-Fictif", "02 40 00 00 01", "Du lundi au vendredi, de 9 h à 12 h",
        "Fermé les jours fériés.", "732 829 320 00074", "440000001", "Jeunes", "GEIQ", "20", "Acceslibre",
        "Atelier", "Un atelier d’essai.", "Séniors", "Gratuit", "Téléphoner", "https://example.org/x",
    ):  # fmt: skip
        assert said in text, said


def test_it_says_where_its_facts_come_from(client: Client, organisation: Organisation) -> None:
    OrganisationSource.objects.create(
        organisation=organisation, source="finess", external_id="440000001", source_date=date(2026, 8, 13),
        read_at=datetime(2026, 9, 1, tzinfo=UTC),
    )  # fmt: skip
    FollowUp.objects.create(organisation=organisation, verified_on=date(2026, 10, 2))
    text = page(client, organisation).main.get_text(" ", strip=True)
    assert "Données de FINESS" in text and "mises à jour le 13 août 2026." in text
    assert "Fiche vérifiée le 2 octobre 2026." in text


def test_machines_read_the_same(client: Client, organisation: Organisation) -> None:
    data = json.loads(page(client, organisation).find("script", type="application/ld+json").string)
    assert data["address"]["addressLocality"] == "Port-Fictif"
    assert data["telephone"] == "+33240000001"
    assert data["location"]["geo"] == {"@type": "GeoCoordinates", "latitude": 47.31, "longitude": -2.21}
    assert [number["propertyID"] for number in data["identifier"]] == ["SIRET", "FINESS"]


def test_partners_are_listed_beside_the_picture(client: Client, founding: None) -> None:
    soup = page(client, Organisation.objects.get(slug="urass"))
    section = soup.find("section", attrs={"aria-labelledby": "reseau"})
    assert section.svg["aria-hidden"] == "true"
    named = {link.get_text(strip=True) for link in section.find("dl").find_all("a")}
    assert named
    # Each name of the picture is in the list: nothing is told to the eye alone.
    partners = [text.get_text() for text in section.svg.find_all("text") if not text.get("font-weight")]
    assert len(partners) == len(named)


def test_neighbours_are_the_nearest(
    client: Client, organisation: Organisation, index_organisations: Callable[[], None]
) -> None:
    near = OrganisationFactory(name="Voisine", latitude=47.32, longitude=-2.21)
    OrganisationFactory(name="Lointaine", latitude=43.3, longitude=5.4)
    index_organisations()
    section = page(client, organisation).find("section", attrs={"aria-labelledby": "voisins"})
    links = [link["href"] for link in section.find_all("a")]
    assert near.get_absolute_url() in links
    assert organisation.get_absolute_url() not in links
    assert "Lointaine" not in section.get_text()
    assert "/annuaire/?autour=commune-44999" in links


def test_it_is_found_by_its_numbers_its_services_and_its_publics(organisation: Organisation) -> None:
    [document] = describe([object_key(Organisation, organisation.pk)]).documents
    assert {"73282932000074", "440000001"} <= set(document.codes)
    assert "Un atelier d’essai." in str(document.body)
    assert document.publics == ("jeunes", "seniors")
    assert document.point == (47.31, -2.21)
    assert "commune-44999" in document.territories
