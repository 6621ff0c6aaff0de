"""How complete and fresh records are."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from network.models import FollowUp, Organisation, OrganisationSource, Service, Territory, TerritoryKind
from network.quality import by_departement, quality_of

from .factories import OrganisationFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)


def commune(departement: str) -> Territory:
    parent = Territory.objects.create(
        kind=TerritoryKind.DEPARTEMENT, code=departement, name=departement, slug=departement
    )
    code = f"{departement}001"
    return Territory.objects.create(kind=TerritoryKind.COMMUNE, code=code, name=code, slug=code, parent=parent)


def complete() -> dict[str, Any]:
    return {
        "description": "x" * 50, "address": "1 rue du Port", "commune": commune("44"),
        "latitude": 0.0, "longitude": 0.0,
        "phone": "+33240000001", "website": "https://example.org", "opening_hours": "24/7", "siret": "73282932000074",
        "publics": ["jeunes"],
    }  # fmt: skip


def test_a_complete_and_fresh_record_is_worth_one() -> None:
    organisation: Any = OrganisationFactory(**complete())
    Service.objects.create(organisation=organisation, name="Aide", description="Une aide.")
    FollowUp.objects.create(organisation=organisation, verified_on=date(2026, 10, 1))
    assert quality_of(organisation, TODAY).score == pytest.approx(1)
    assert quality_of(organisation, TODAY).missing == ()


def test_what_is_missing_is_named() -> None:
    organisation: Any = OrganisationFactory(**complete() | {"phone": "", "latitude": None, "longitude": None})
    quality = quality_of(organisation, TODAY)
    assert quality.missing == (
        "un point sur la carte", "un téléphone ou une adresse électronique", "au moins un service décrit",
        "une vérification récente",
    )  # fmt: skip
    assert quality.score == pytest.approx(6 / 10)


def test_what_does_not_apply_is_not_counted() -> None:
    group = OrganisationFactory(is_group=True, description="x" * 50, phone="+33240000001", publics=["jeunes"])
    # Four criteria and freshness; no site, never verified.
    assert quality_of(group, TODAY).score == pytest.approx(3 / 5)


@pytest.mark.parametrize(
    ("verified", "worth"),
    [(date(2026, 6, 1), 1), (date(2026, 5, 1), 2 / 3), (date(2025, 11, 1), 1 / 3), (date(2024, 11, 1), 0)],
)
def test_freshness_fades(verified: date, worth: float) -> None:
    organisation: Any = OrganisationFactory(is_group=True)
    FollowUp.objects.create(organisation=organisation, verified_on=verified)
    assert quality_of(organisation, TODAY).score == pytest.approx(worth / 5)


def test_several_sources_count_once() -> None:
    organisation: Any = OrganisationFactory(is_group=True)
    for number in range(3):
        OrganisationSource.objects.create(
            organisation=organisation, source="finess", external_id=str(number), source_date=TODAY,
            read_at=datetime(2026, 11, 25, tzinfo=UTC),
        )  # fmt: skip
    assert quality_of(organisation, TODAY).score == pytest.approx(1 / 5)


def test_departements_are_compared_the_weakest_first(django_assert_num_queries) -> None:
    for kept in (complete(), {"commune": commune("85")}, {"commune": None}):
        OrganisationFactory.create_batch(3, **kept)
    OrganisationFactory(live=False, commune=Territory.objects.get(code="85001"), phone="+33240000001")
    with django_assert_num_queries(2):
        found = by_departement(TODAY)
    assert [(row.territory and row.territory.code, row.records) for row in found] == [(None, 3), ("85", 3), ("44", 3)]
    assert [row.score for row in found] == sorted(row.score for row in found)


def test_editors_see_it(admin_client: Client, founding: None) -> None:
    organisation = Organisation.objects.get(slug="agefiph")
    page = admin_client.get(f"/admin/annuaire/suivi/{organisation.pk}/").content.decode()
    assert "Qualité de la fiche" in page and "un téléphone ou une adresse électronique" in page
    report = admin_client.get("/admin/annuaire/qualite/").content.decode()
    assert "Agefiph" in report and "Sans commune connue" in report
    assert admin_client.get("/admin/annuaire/qualite/?p=9999").status_code == 200


def test_records_without_a_presentation_are_listed(client: Client) -> None:
    silent = OrganisationFactory(description="")
    telling = OrganisationFactory(description="Elle accompagne des personnes.")
    address = reverse("network_reports:sans-presentation")
    client.force_login(User.objects.create_user("inconnue"))
    assert client.get(address).status_code == 302
    client.force_login(User.objects.create_superuser("administratrice"))
    listed = {row.pk for row in client.get(address).context["object_list"]}
    assert silent.pk in listed and telling.pk not in listed
    assert str(silent.name) in client.get(address, {"export": "csv"}).getvalue().decode()
    assert silent.pk in {row.pk for row in client.get(address, {"kind": silent.kind}).context["object_list"]}
