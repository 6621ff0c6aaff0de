"""Counts of territories, made by the database: the same statements whatever there is to count."""

from collections.abc import Callable

import pytest
from wagtail.models import Page

from network.models import OrganisationKind, ProjectPage, ProjectTerritory, Territory, TerritoryKind
from network.models.territory import NARROW, TerritoryQuerySet
from network.territory_counts import busy_regions, counts_of, organisations_in, territory_counts
from network.territory_places import inner_places
from tests.network.factories import OrganisationFactory, ProjectPageFactory, TerritoryFactory
from tests.support.sql import recorded_sql

pytestmark = pytest.mark.django_db

Place = dict[str, Territory]


@pytest.fixture
def place() -> Place:
    region = TerritoryFactory(kind=TerritoryKind.REGION, code="R1", name="Région")
    departement = TerritoryFactory(code="D1", parent=region)
    other = TerritoryFactory(code="D2", parent=region)
    epci = TerritoryFactory(kind=TerritoryKind.EPCI, code="E1", parent=departement)
    commune = TerritoryFactory(kind=TerritoryKind.COMMUNE, code="C1", parent=departement, epci=epci)
    far = TerritoryFactory(kind=TerritoryKind.COMMUNE, code="C2", parent=other)
    sector = TerritoryFactory(kind=TerritoryKind.SECTEUR, code="S1", parent=departement)
    return {
        "region": region, "departement": departement, "other": other, "commune": commune, "far": far, "sector": sector,
    }  # fmt: skip


def project_in(*territories: Territory, **fields: object) -> ProjectPage:
    page = ProjectPageFactory(parent=Page.objects.get(depth=1), **fields)
    for territory in territories:
        ProjectTerritory.objects.create(page=page, territory=territory, locale=page.locale)
    return page


def told(place: Place) -> dict[str, tuple[int, int]]:
    """{name: (projects, organisations)} of what is counted."""
    counts = territory_counts()
    return {
        name: (counts[one.pk].projects, counts[one.pk].organisations) for name, one in place.items() if one.pk in counts
    }


def test_a_thing_counts_once_in_all_that_holds_it(place: Place) -> None:
    OrganisationFactory(territory=place["commune"])
    project_in(place["sector"])
    assert told(place) == {"region": (1, 1), "departement": (1, 1), "sector": (1, 0)}


def test_a_commune_may_be_inside_an_intercommunality(place: Place) -> None:
    epci = TerritoryFactory(kind=TerritoryKind.EPCI, parent=place["departement"])
    OrganisationFactory(commune=TerritoryFactory(kind=TerritoryKind.COMMUNE, parent=epci))
    assert told(place) == {"region": (0, 1), "departement": (0, 1)}
    assert counts_of(Territory.objects.filter(pk=epci.pk), TerritoryKind.EPCI)[epci.pk].organisations == 1


def test_where_it_acts_and_where_it_is_count_once(place: Place) -> None:
    OrganisationFactory(territory=place["departement"], commune=place["commune"])
    assert told(place) == {"region": (0, 1), "departement": (0, 1)}
    OrganisationFactory(territory=place["departement"], commune=place["far"])
    assert told(place) == {"region": (0, 2), "departement": (0, 2), "other": (0, 1)}


def test_a_project_in_two_places_counts_once_around_both(place: Place) -> None:
    project_in(place["departement"], place["other"], place["commune"])
    assert told(place) == {"region": (1, 0), "departement": (1, 0), "other": (1, 0)}


def test_what_concerns_a_region_does_not_count_in_its_departements(place: Place) -> None:
    OrganisationFactory(territory=place["region"])
    assert told(place) == {"region": (0, 1)}


def test_what_visitors_do_not_find_is_not_counted(place: Place) -> None:
    OrganisationFactory(territory=place["commune"], live=False)
    OrganisationFactory()
    project_in(place["commune"], live=False)
    assert territory_counts() == {}


def test_the_kinds_of_organisations_are_told(place: Place) -> None:
    for kind in (OrganisationKind.ESAT, OrganisationKind.ESAT, OrganisationKind.MDPH):
        OrganisationFactory(commune=place["commune"], kind=kind)
    assert territory_counts(by_kind=True)[place["region"].pk].partners == {"esat": 2, "mdph": 1}


@pytest.mark.parametrize("kind", [kind for kind in TerritoryKind if kind not in ("collectivite", "secteur")])
def test_counts_are_those_of_the_pages(place: Place, kind: TerritoryKind) -> None:
    OrganisationFactory(territory=place["departement"], commune=place["far"])
    OrganisationFactory(commune=place["commune"])
    OrganisationFactory(territory=place["region"])
    OrganisationFactory(territory=place["commune"], commune=place["far"])
    places = Territory.objects.filter(kind=kind)
    counts = counts_of(places, kind)
    wide = territory_counts()
    for one in places.order_by("pk"):
        found = organisations_in(one).count()
        assert counts[one.pk].organisations == found
        assert kind in NARROW or wide[one.pk].organisations == found


def test_several_kinds_are_counted_together_as_each_alone(place: Place) -> None:
    OrganisationFactory(territory=place["departement"], commune=place["commune"])
    OrganisationFactory(commune=place["commune"])
    project_in(place["commune"], place["sector"])
    inside = Territory.objects.filter(pk__in=[place["region"].pk, place["sector"].pk])
    kinds = (TerritoryKind.DEPARTEMENT, TerritoryKind.COMMUNE, TerritoryKind.SECTEUR)
    alone = [counts_of(inside, kind) for kind in kinds]
    assert counts_of(inside, *kinds) == {pk: count for counts in alone for pk, count in counts.items()}
    assert all(alone)
    with recorded_sql() as of_one:
        counts_of(inside, TerritoryKind.COMMUNE)
    with recorded_sql() as of_all:
        counts_of(inside, *kinds)
    assert len(of_all) == len(of_one)


def test_a_place_elsewhere_is_not_listed(place: Place) -> None:
    """What acts here may be there: it counts in both, and there is no place of here."""
    OrganisationFactory(territory=place["commune"], commune=place["far"])
    groups = {group["anchor"]: group["items"] for group in inner_places(place["departement"])}
    assert [item["name"] for item in groups["communes"]] == [place["commune"].name]


def test_regions_come_in_the_order_of_a_dictionary(place: Place) -> None:
    for name in ("Île", "Ici"):
        OrganisationFactory(territory=TerritoryFactory(kind=TerritoryKind.REGION, name=name))
    OrganisationFactory(territory=place["commune"])
    assert [region.name for region, _count in busy_regions()] == ["Ici", "Île", "Région"]


def everywhere() -> TerritoryQuerySet:
    return Territory.objects.filter(kind=TerritoryKind.COMMUNE)


@pytest.mark.parametrize(
    ("count", "most"),
    [(territory_counts, 4), (lambda: counts_of(everywhere(), TerritoryKind.COMMUNE), 4)],
    ids=["wide", "narrow"],
)
def test_it_costs_the_same_whatever_there_is(place: Place, count: Callable[[], object], most: int) -> None:
    """Neither more statements, nor more rows for more organisations in the same places."""

    def statements() -> list[str]:
        count()
        with recorded_sql() as sent:
            count()
        return sent

    for one in (place["commune"], place["far"]):
        OrganisationFactory(commune=one)
        project_in(one, title=one.code)
    few = statements()
    for number in range(20):
        OrganisationFactory(commune=TerritoryFactory(kind=TerritoryKind.COMMUNE, parent=place["departement"]))
        project_in(TerritoryFactory(parent=place["region"]), title=f"Autre {number}")
    assert statements() == few
    assert len(few) <= most
    assert not [sql for sql in few if '"network_organisation"."name"' in sql]
    assert [sql for sql in few if "GROUP BY" in sql]
