"""Which territories search proposes: wide ones, and the communes where there is something, as soon as there is."""

import pytest
from django.test import Client

from network.models import Organisation, ProjectTerritory, Territory
from network.sitemaps import TerritorySitemap
from search.models import OutboxEntry
from tests.network.factories import OrganisationFactory

pytestmark = pytest.mark.usefixtures("founding")


def place(code: str) -> Territory:
    return Territory.objects.get(kind__in=("commune", "epci"), code=code)


def found() -> set[str]:
    return set(Territory.objects.worth_finding().filter(kind__in=("commune", "epci")).values_list("code", flat=True))


def waiting() -> set[str]:
    keys = set(OutboxEntry.objects.values_list("object_key", flat=True))
    OutboxEntry.objects.all().delete()
    return keys


def key(code: str) -> str:
    return f"network.territory:{place(code).pk}"


def test_wide_territories_are_always_found_and_communes_where_there_is_something() -> None:
    wide = Territory.objects.exclude(kind__in=("commune", "epci"))
    assert set(wide) <= set(Territory.objects.worth_finding())
    # Saint-Nazaire is in an area that has a project; with it, its intercommunalité.
    assert {"44184", "244400644", "97209"} <= found()
    assert "44109" not in found() and len(found()) < 50


def test_an_organisation_that_comes_moves_and_leaves_is_followed() -> None:
    waiting()
    organisation = OrganisationFactory(territory=place("44109"))
    assert {"44109", "244400404"} <= found() and {key("44109"), key("244400404")} <= waiting()
    organisation.territory = place("72181")
    organisation.save()
    # What it leaves is told as well: the index would keep an empty commune.
    assert {key("44109"), key("244400404"), key("72181")} <= waiting()
    assert "44109" not in found() and "72181" in found()
    organisation.delete()
    assert key("72181") in waiting() and "72181" not in found()


def test_what_is_not_published_is_nothing() -> None:
    organisation = OrganisationFactory(commune=place("44109"))
    assert "44109" in found()
    Organisation.objects.filter(pk=organisation.pk).update(live=False)
    assert "44109" not in found()


def test_a_project_that_leaves_a_commune_is_followed() -> None:
    link = ProjectTerritory.objects.filter(territory__code="97209").first()
    waiting()
    link.delete()
    assert key("97209") in waiting()


def test_the_sitemap_tells_them_alone(client: Client) -> None:
    told = {territory.code for territory in TerritorySitemap().items()}
    assert "44184" in told and "44109" not in told
    assert len(told) < 100
