from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.exceptions import ValidationError

from network.models import Territory, TerritoryKind
from network.territory_facets import facet_keys, facet_labels, surroundings
from search.facets import Surroundings
from tests.network.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> dict[str, Territory]:
    region = TerritoryFactory(kind=TerritoryKind.REGION, code="R52")
    departement = TerritoryFactory(code="D44", parent=region)
    commune = TerritoryFactory(kind=TerritoryKind.COMMUNE, code="C184", parent=departement)
    other = TerritoryFactory(kind=TerritoryKind.COMMUNE, code="C109", parent=departement)
    sector = TerritoryFactory(kind=TerritoryKind.SECTEUR, code="estuaire", parent=departement)
    sector.members.add(commune)
    TerritoryFactory(code="D71")
    return {"region": region, "departement": departement, "commune": commune, "other": other, "sector": sector}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("region", {"R52", "D44", "C184", "C109", "estuaire"}),
        ("departement", {"D44", "C184", "C109", "estuaire"}),
        ("commune", {"C184", "estuaire"}),
        ("other", {"C109"}),
        ("sector", {"estuaire"}),
    ],
)
def test_within_goes_down_and_into_the_named_areas(place: dict, name: str, expected: set[str]) -> None:
    assert set(Territory.objects.within(place[name]).values_list("code", flat=True)) == expected


def test_ancestors_are_read_with_the_row(place: dict, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        commune = Territory.objects.with_ancestors().get(code="C184")
        assert [t.code for t in commune.ancestors()] == ["R52", "D44"]
        assert facet_keys([commune]) == ("france", "region-r52", "departement-d44", "commune-c184")


def test_labels_tell_a_region_from_a_departement_of_the_same_code(django_assert_num_queries) -> None:
    TerritoryFactory(kind=TerritoryKind.REGION, code="52", name="Pays de la Loire", slug="52-r")
    TerritoryFactory(kind=TerritoryKind.DEPARTEMENT, code="52", name="Haute-Marne", slug="52-d")
    with django_assert_num_queries(1):
        labels = facet_labels(["region-52", "departement-52", "france", "region-nulle"])
    assert labels == {
        "france": "France",
        "region-52": "Pays de la Loire (région)",
        "departement-52": "Haute-Marne (52)",
    }


def test_the_address_is_made_from_code_and_name() -> None:
    territory = Territory(kind=TerritoryKind.DEPARTEMENT, code="44", name="Loire-Atlantique")
    territory.full_clean()
    territory.save()
    assert territory.get_absolute_url() == "/territoires/departement/44-loire-atlantique/"


def test_a_time_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValidationError, match="fuseau horaire n’existe pas"):
        Territory(kind=TerritoryKind.COLLECTIVITE, code="9", name="Ailleurs", time_zone="Mars/Olympus").full_clean()


def test_a_territory_is_inside_a_wider_one(place: dict[str, Territory]) -> None:
    region, departement, commune = place["region"], place["departement"], place["commune"]
    commune.full_clean()
    for inside, around in ((departement, departement), (region, commune), (region, departement)):
        inside.parent = around
        with pytest.raises(ValidationError, match="fait partie d’un plus grand"):
            inside.full_clean()


def test_what_is_around_a_territory_comes_nearest_first(
    place: dict[str, Territory], django_assert_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    TerritoryFactory(kind=TerritoryKind.REGION, code="R27")
    with django_assert_num_queries(2):
        around = surroundings([place["commune"].key])
    siblings, departements, regions = map(set, around.rings)
    assert siblings == {place["other"].key, place["sector"].key}
    assert departements == set()
    assert regions == {"region-r27"}
    assert around.wider == (place["departement"].key, place["region"].key, "france")


def test_france_and_unknown_places_have_nothing_around(db: None) -> None:
    for keys in (["france", "commune-rien"], []):
        assert surroundings(keys) == Surroundings((), ())
