"""Records that look alike, and what becomes of them."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Revision

from events.models import EventPage
from network import merging
from network.duplicates import candidates, decide
from network.merging import merge
from network.models import FormerAddress, Organisation, ProjectPage, Service, TerritoryKind, Verdict
from search.models import OutboxEntry
from tests.support.french import french

from .factories import OrganisationFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


def pairs() -> list[tuple[str, ...]]:
    return [tuple(str(likeness.label) for likeness in pair.likenesses) for pair in candidates()]


def test_what_they_share_is_told() -> None:
    commune = TerritoryFactory(kind=TerritoryKind.COMMUNE)
    OrganisationFactory(name="ESAT du Port", kind="esat", commune=commune, finess="440000001", siret="73282932000074")
    OrganisationFactory(name="Esat du port", kind="esat", commune=commune, finess="440000001", siret="73282932000074")
    assert pairs() == [("même numéro FINESS", "même SIRET, même genre", "même nom, même commune")]


@pytest.mark.parametrize(
    "other",
    [
        {"siret": "73282932000074", "kind": "savs"},  # one SIRET may carry two kinds
        {"name": "ESAT du Port"},  # a name without a commune
        {"phone": "+33240000002"},
    ],
)
def test_a_missed_duplicate_is_better_than_a_false_one(other: dict[str, str]) -> None:
    OrganisationFactory(name="ESAT du Port", kind="esat", siret="73282932000074", phone="+33240000001")
    OrganisationFactory(**({"kind": "esat"} | other))
    assert not pairs()


def test_the_telephone_of_a_switchboard_says_nothing() -> None:
    OrganisationFactory.create_batch(4, kind="esat", phone="+33240000001")
    assert len(pairs()) == 6
    OrganisationFactory(kind="esat", phone="+33240000001")
    assert not pairs()


def test_closed_records_are_left_alone() -> None:
    OrganisationFactory.create_batch(2, finess="440000001", closed_on="2020-01-01")
    assert not pairs()


def test_decisions_are_remembered() -> None:
    one, other = OrganisationFactory.create_batch(2, finess="440000001")
    decide(other, one, Verdict.UNCERTAIN, None)
    assert [pair.uncertain for pair in candidates()] == [True]
    decide(one, other, Verdict.DISTINCT, None)
    assert not candidates()


def test_candidates_cost_the_same_whatever_the_size(django_assert_num_queries) -> None:
    for number in range(30):
        OrganisationFactory.create_batch(2, finess=f"44{number:07}")
    with django_assert_num_queries(9):
        assert len(candidates()) == 30


def test_everything_is_attached_to_the_one_that_stays(founding: None) -> None:
    kept = OrganisationFactory(name="Agefiph bis", slug="agefiph-bis", phone="+33240000001")
    gone = Organisation.objects.get(slug="agefiph")
    projects = set(ProjectPage.objects.with_organisation(gone.pk).values_list("pk", flat=True))
    child = OrganisationFactory(parent=gone)
    Service.objects.create(organisation=gone, name="Aide", description="Une aide.")
    event = EventPage.objects.first()
    event.organisers.add(gone)
    event.save()
    OutboxEntry.objects.all().delete()

    merged = merge(kept, gone)

    assert projects
    assert set(ProjectPage.objects.with_organisation(merged.pk).values_list("pk", flat=True)) == projects
    assert Organisation.objects.get(pk=child.pk).parent_id == merged.pk
    assert [service.name for service in merged.services.all()] == ["Aide"]
    assert merged in EventPage.objects.get(pk=event.pk).organisers.all()
    assert merged.phone == "+33240000001" and merged.description == gone.description
    assert not Organisation.objects.filter(slug="agefiph").exists()
    waiting = set(OutboxEntry.objects.values_list("object_key", flat=True))
    assert {f"network.organisation:{gone.pk}", f"network.organisation:{merged.pk}"} <= waiting
    assert {f"network.projectpage:{pk}" for pk in projects} <= waiting


def test_what_it_already_says_is_not_overwritten() -> None:
    kept = OrganisationFactory(phone="+33240000001", latitude=0.0, longitude=0.0, publics=["jeunes"])
    gone = OrganisationFactory(
        phone="+33240000002", email="a@example.org", latitude=1.0, longitude=1.0, publics=["seniors", "jeunes"]
    )
    merged = merge(kept, gone)
    assert (merged.phone, merged.email) == ("+33240000001", "a@example.org")
    assert (merged.latitude, merged.longitude) == (0.0, 0.0)
    assert merged.publics == ["jeunes", "seniors"]


def test_one_role_held_by_both_is_held_once(founding: None) -> None:
    link = french(ProjectPage, slug="ceaispj").partners.first()
    other = OrganisationFactory()
    link.page.partners.create(organisation=other, relation=link.relation, sort_order=99, locale=link.locale)
    merge(link.organisation, other)
    assert list(link.page.partners.filter(relation=link.relation, organisation=link.organisation)) == [link]


def drafted(founding: None) -> tuple[ProjectPage, Organisation]:
    page = french(ProjectPage, slug="ceaispj")
    page.title = "Un titre en attente"
    page.save_revision()
    return page, page.partners.first().organisation


def test_a_draft_published_later_still_names_it(founding: None) -> None:
    page, partner = drafted(founding)
    merged = merge(OrganisationFactory(), partner)
    Revision.objects.get(pk=ProjectPage.objects.get(pk=page.pk).latest_revision_id).publish()
    page = ProjectPage.objects.get(pk=page.pk)
    assert page.title == "Un titre en attente"
    assert merged.pk in page.partners.values_list("organisation", flat=True)


def test_without_care_for_drafts_the_page_could_not_be_opened_again(
    founding: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "repoint", lambda *args: 0)
    page, partner = drafted(founding)
    merge(OrganisationFactory(), partner)
    revision = Revision.objects.get(pk=ProjectPage.objects.get(pk=page.pk).latest_revision_id)
    with pytest.raises(Exception, match="on_delete"):
        revision.publish()


def test_the_old_address_leads_to_the_new_one_and_the_record_is_kept(client: Client, founding: None) -> None:
    kept, gone = OrganisationFactory(slug="garde"), OrganisationFactory(slug="partie", name="Partie")
    merge(kept, gone)
    response = client.get("/annuaire/partie/")
    assert (response.status_code, response["Location"]) == (301, "/annuaire/garde/")
    assert FormerAddress.objects.get(slug="partie").record["name"] == "Partie"


def test_merging_twice_keeps_the_oldest_address(client: Client, founding: None) -> None:
    first, second, third = (OrganisationFactory(slug=slug) for slug in ("un", "deux", "trois"))
    merge(merge(second, first), third)
    merge(OrganisationFactory(slug="quatre"), second)
    assert {client.get(f"/annuaire/{slug}/")["Location"] for slug in ("un", "deux", "trois")} == {"/annuaire/quatre/"}


def test_rows_are_moved_whatever_their_numbers() -> None:
    kept = OrganisationFactory()
    gone = OrganisationFactory()
    # A row of another table may bear the number of the record that stays.
    Service.objects.create(pk=kept.pk, organisation_id=gone.pk, name="Aide", description="Une aide.")
    assert [service.name for service in merge(kept, gone).services.all()] == ["Aide"]


def test_an_address_that_changes_leads_to_the_new_one(client: Client, founding: None) -> None:
    def move(slug: str) -> None:
        organisation = Organisation.objects.get(name__startswith="Association de gestion du fonds")
        organisation.slug = slug
        organisation.save()

    move("fonds")
    assert client.get("/annuaire/agefiph/")["Location"] == "/annuaire/fonds/"
    move("agefiph")
    assert client.get("/annuaire/agefiph/").status_code == 200
    assert client.get("/annuaire/fonds/")["Location"] == "/annuaire/agefiph/"


def test_a_waiting_draft_forbids_the_merge() -> None:
    gone = OrganisationFactory()
    kept = Organisation.objects.create(name="Gardée", slug="gardee", kind="esat")
    kept.name = "Gardée, bientôt"
    kept.save_revision()
    with pytest.raises(ValidationError, match="brouillon en attente"):
        merge(kept, gone)
    assert Organisation.objects.filter(pk=gone.pk).exists()


def test_one_record_is_no_pair() -> None:
    one = OrganisationFactory()
    with pytest.raises(ValidationError, match="différentes"):
        merge(one, one)
    assert Organisation.objects.filter(pk=one.pk).exists()


def test_parents_never_turn_in_circles() -> None:
    gone = OrganisationFactory()
    kept = OrganisationFactory(parent=gone)
    assert merge(kept, gone).parent is None


# In the admin


def test_an_administrator_decides(admin_client: Client, founding: None) -> None:
    kept, gone = OrganisationFactory.create_batch(2, finess="440000001")
    listing = admin_client.get("/admin/annuaire/doublons/")
    address = f"/admin/annuaire/doublons/{kept.pk}/{gone.pk}/"
    assert address in listing.content.decode() and "même numéro FINESS" in listing.content.decode()
    assert admin_client.get(address).status_code == 200
    refused = admin_client.post(address, {"decision": "n’importe quoi"})
    assert "Choisissez ce qu’il faut faire" in refused.content.decode()
    assert admin_client.post(address, {"decision": str(kept.pk)}, follow=True).status_code == 200
    assert not Organisation.objects.filter(pk=gone.pk).exists()
    assert admin_client.get(address).status_code == 404


def test_telling_them_apart_ends_the_question(admin_client: Client, founding: None) -> None:
    one, other = OrganisationFactory.create_batch(2, finess="440000001")
    admin_client.post(f"/admin/annuaire/doublons/{one.pk}/{other.pk}/", {"decision": "distinctes"})
    assert "Aucune fiche ne ressemble" in admin_client.get("/admin/annuaire/doublons/").content.decode()


ALL_THREE = ["change_organisation", "publish_organisation", "delete_organisation"]


@pytest.mark.parametrize("permissions", [[], *(ALL_THREE[:end] + ALL_THREE[end + 1 :] for end in range(3)), ALL_THREE])
def test_only_those_who_may_change_publish_and_delete_may_merge(
    client: Client, django_user_model, founding: None, permissions: list[str]
) -> None:
    user = django_user_model.objects.create_user("camille", password=None)
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *permissions]))
    client.force_login(user)
    one, other = OrganisationFactory.create_batch(2, finess="440000001")
    client.post(f"/admin/annuaire/doublons/{one.pk}/{other.pk}/", {"decision": str(one.pk)})
    assert Organisation.objects.filter(pk=other.pk).exists() == (permissions != ALL_THREE)
