"""Where territories are, and what is in them."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from events.models import EventPage
from network.models import Organisation, ProjectPage, Territory, TerritoryKind
from network.names import folded
from network.territory_facets import point_of
from search.distances import Point
from search.models import OutboxEntry
from tests.support.french import french

NANTES, REZE = (47.2316, -1.5483), (47.1792, -1.5499)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Saint-Nazaire", "saint-nazaire"), ("ST NAZAIRE", "saint-nazaire"), ("Ste-Luce", "sainte-luce"),
        ("Le Mans", "mans"), ("L’Hermitage", "hermitage"), ("l'hermitage", "hermitage"), ("Œuilly", "oeuilly"),
        ("Les Sables-d’Olonne", "sables-d-olonne"), ("Lesneven", "lesneven"), ("Laon", "laon"), ("", ""), ("Le", "le"),
    ],
)  # fmt: skip
def test_a_name_is_folded_as_people_type_it(name: str, expected: str) -> None:
    assert folded(name) == expected


def commune(code: str, point: Point) -> Territory:
    latitude, longitude = point
    return Territory.objects.create(
        kind=TerritoryKind.COMMUNE, code=code, name=code, slug=code, latitude=latitude, longitude=longitude
    )


@pytest.fixture
def communes(db: None) -> tuple[Territory, Territory]:
    return commune("44109", NANTES), commune("44143", REZE)


def test_the_folded_name_follows_the_name(communes: tuple[Territory, Territory]) -> None:
    nantes, _reze = communes
    nantes.name = "Saint-Étienne"
    nantes.save()
    Territory.objects.bulk_create([Territory(kind="commune", code="9", name="St Étienne", slug="9")])
    assert Territory.objects.filter(folded_name="saint-etienne").count() == 2


def test_a_thing_is_where_its_only_commune_is(communes: tuple[Territory, Territory]) -> None:
    nantes, reze = communes
    departement = Territory(kind=TerritoryKind.DEPARTEMENT, code="44", latitude=47.3, longitude=-1.7)
    assert point_of([nantes]) == point_of([nantes, nantes, departement]) == NANTES
    assert point_of([]) is point_of([departement]) is point_of([nantes, reze]) is None
    assert point_of([Territory(kind=TerritoryKind.COMMUNE)]) is None


def test_a_thing_without_a_commune_is_where_its_only_named_area_is(communes: tuple[Territory, Territory]) -> None:
    nantes, _reze = communes
    area = Territory(pk=1, kind=TerritoryKind.SECTEUR, latitude=46.0, longitude=-2.0)
    assert point_of([area]) == (46.0, -2.0)
    assert point_of([area, nantes]) == NANTES
    assert point_of([area, Territory(pk=2, kind=TerritoryKind.SECTEUR)]) is None


@pytest.mark.parametrize(
    "values",
    [
        {"latitude": 47.2}, {"longitude": 1.0}, {"latitude": 91, "longitude": 0}, {"latitude": 0, "longitude": 181},
        {"postcodes": "44000,44100"}, {"postcodes": "4400"}, {"population": -1},
    ],
)  # fmt: skip
def test_a_wrong_place_is_refused(db: None, values: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Territory(kind=TerritoryKind.COMMUNE, code="44109", name="Nantes", **values).full_clean()


@pytest.mark.usefixtures("founding")
def test_the_communes_of_projects_and_organisations_have_a_place() -> None:
    communes = Territory.objects.filter(kind=TerritoryKind.COMMUNE).holding_something()
    assert {commune.code for commune in communes} >= {"44184", "97204", "97209"}
    assert all(commune.point and commune.postcodes and commune.population for commune in communes)


@pytest.mark.usefixtures("founding")
def test_nearly_every_commune_has_a_point() -> None:
    """La Poste tells none of the Pacific, and few of what was made since its edition."""
    lost = Territory.objects.filter(kind=TerritoryKind.COMMUNE, latitude=None).exclude(code__startswith="98")
    assert lost.count() < 20
    for city in ("75056", "13055", "69123"):
        assert Territory.objects.get(kind=TerritoryKind.COMMUNE, code=city).point


@pytest.mark.usefixtures("founding")
def test_what_is_in_a_commune_follows_it_in_the_index() -> None:
    fort_de_france = Territory.objects.get(code="97209")
    organisation = Organisation.objects.create(
        name="À Fort-de-France", slug="ici", kind="ime", territory=fort_de_france
    )
    event = EventPage.objects.live().first()
    EventPage.objects.filter(pk=event.pk).update(place=fort_de_france)
    OutboxEntry.objects.all().delete()
    fort_de_france.latitude = 14.6
    fort_de_france.save()
    stale = set(OutboxEntry.objects.values_list("object_key", flat=True))
    project = french(ProjectPage, slug="ceaispj")
    assert stale >= {
        f"network.territory:{fort_de_france.pk}",
        f"network.organisation:{organisation.pk}",
        f"network.projectpage:{project.pk}",
        f"events.eventpage:{event.pk}",
    }


@pytest.mark.usefixtures("founding")
def test_a_postcode_typed_alone_finds_its_commune_first(client: Client) -> None:
    hits = client.get("/recherche/", {"q": "44600"}).context["listing"].page.hits
    assert hits[0].title == "Saint-Nazaire (44184)"
