"""Records kept true by the partners themselves."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone
from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

from mail.delivery import deliver
from mail.models import Message
from mail.signals import refused_for_good
from network.freshness import links, reminding
from network.freshness.answering import propose
from network.freshness.tasks import follow_records
from network.models import FollowUp, Organisation, OrganisationRequest, OrganisationSource, PartnerAnswer
from planning import begin

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
TODAY = date(2026, 11, 25)
REFERENT = "camille@example.org"


@pytest.fixture
def organisation(founding: None) -> Organisation:
    return Organisation.objects.create(
        name="Maison d’essai", slug="maison-essai", kind="esat", email="accueil@example.org", phone="+33240000001"
    )


@pytest.fixture
def follow_up(organisation: Organisation) -> FollowUp:
    return FollowUp.objects.create(organisation=organisation, referent=REFERENT, verified_on=date(2026, 5, 1))


@pytest.fixture
def link(follow_up: FollowUp) -> str:
    """The path of the link of the referent."""
    return path_of(links.record_address(follow_up.organisation, REFERENT))


def path_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def sent_links(mailoutbox: list[EmailMultiAlternatives]) -> list[str]:
    deliver(NOW)
    found = [re.search(r"http\S+/annuaire/(?:ma-fiche|proposer)/\S+", str(message.body)) for message in mailoutbox]
    return [path_of(match[0]) for match in found if match]


def filled(organisation: Organisation, **changed: Any) -> dict[str, Any]:
    """What the form sends, as it stands."""
    fields = ("name", "acronym", "description", "address", "postcode", "phone", "email", "website", "accessibility_url")
    stands = {name: getattr(organisation, name) for name in fields} | {"publics": organisation.publics, "places": ""}
    return stands | {"rhythm": "6", "message": "", "action": "propose"} | changed


# A partner answers


def test_opening_a_link_changes_nothing(client: Client, link: str, follow_up: FollowUp) -> None:
    response = client.get(link)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"] and response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    follow_up.refresh_from_db()
    assert follow_up.verified_on == date(2026, 5, 1) and not PartnerAnswer.objects.exists()


def test_one_button_says_that_all_is_exact(client: Client, link: str, follow_up: FollowUp) -> None:
    FollowUp.objects.update(reminders=2, reminded_on=date(2026, 11, 1))
    assert client.post(link, {"action": "exact"}).status_code == 303
    follow_up.refresh_from_db()
    assert (follow_up.verified_on, follow_up.reminders, follow_up.reminded_on) == (timezone.localdate(), 0, None)
    text = client.get("/annuaire/maison-essai/").content.decode()
    assert "Fiche vérifiée le" in text and REFERENT not in text


def test_corrections_wait_for_an_editor(client: Client, link: str, organisation: Organisation) -> None:
    sent = filled(organisation, phone="02 40 00 00 99", message="Nous avons déménagé.")
    assert client.post(link, sent).status_code == 303
    organisation.refresh_from_db()
    assert organisation.phone == "+33240000001" and organisation.has_unpublished_changes
    answer = PartnerAnswer.objects.get()
    assert answer.message == "Nous avons déménagé." and answer.handled_at is None
    assert "02 40 00 00 01" in client.get("/annuaire/maison-essai/").content.decode()

    organisation.latest_revision.publish()

    organisation.refresh_from_db()
    assert organisation.phone == "+33240000099"
    assert PartnerAnswer.objects.get().handled_at
    assert FollowUp.objects.get().verified_on == timezone.localdate()


def test_corrections_go_through_the_workflow_where_there_is_one(
    client: Client, link: str, organisation: Organisation
) -> None:
    from wagtail.models import GroupApprovalTask

    workflow = Workflow.objects.create(name="Relecture")
    WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Relire"), sort_order=1)
    content_type = organisation.get_base_content_type()
    WorkflowContentType.objects.update_or_create(content_type=content_type, defaults={"workflow": workflow})
    client.post(link, filled(organisation, phone="02 40 00 00 99"))
    organisation.refresh_from_db()
    assert organisation.workflow_in_progress


def test_corrections_are_laid_on_the_draft_of_an_editor(organisation: Organisation) -> None:
    organisation.description = "En cours d’écriture."
    organisation.save_revision()
    propose(Organisation.objects.get(pk=organisation.pk), {"phone": "+33240000099"}, "", NOW)
    draft = Organisation.objects.get(pk=organisation.pk).get_latest_revision_as_object()
    assert (draft.description, draft.phone) == ("En cours d’écriture.", "+33240000099")


def test_a_form_sent_as_it_stands_confirms(client: Client, link: str, organisation: Organisation) -> None:
    client.post(link, filled(organisation, rhythm="12"))
    follow_up = FollowUp.objects.get()
    assert (follow_up.verified_on, follow_up.rhythm) == (timezone.localdate(), 12)
    organisation.refresh_from_db()
    assert not organisation.has_unpublished_changes


def test_what_is_wrong_is_said_and_what_was_written_is_kept(
    client: Client, link: str, organisation: Organisation
) -> None:
    sent = filled(organisation, name="", phone="zéro deux", description="Un texte long.", places="-4", rhythm="99")
    response = client.post(link, sent)
    text = response.content.decode()
    assert response.status_code == 400
    assert "4 champs sont à corriger" in text and "Un texte long." in text and "zéro deux" in text
    assert not PartnerAnswer.objects.exists()


@pytest.mark.parametrize("field", ["slug", "kind", "siret", "live", "commune", "closed_on"])
def test_partners_correct_only_what_is_theirs(
    client: Client, link: str, organisation: Organisation, field: str
) -> None:
    before = getattr(organisation, field)
    client.post(link, filled(organisation, phone="02 40 00 00 99", **{field: "73282932000074"}))
    organisation.refresh_from_db()
    draft = organisation.get_latest_revision_as_object()
    assert getattr(draft, field) == before and draft.phone == "+33240000099"
    with pytest.raises(ValueError, match=field):
        propose(organisation, {field: "73282932000074"}, "", NOW)


# Links


@pytest.mark.parametrize("token", ["", "x", "a" * 5000, "é", "WzEsIngiXQ:1abc:zzz"])
def test_a_forged_link_does_nothing(client: Client, follow_up: FollowUp, token: str) -> None:
    response = client.post(f"/annuaire/ma-fiche/{token}/", {"action": "exact"})
    assert response.status_code in (400, 404, 405)
    follow_up.refresh_from_db()
    assert follow_up.verified_on == date(2026, 5, 1)


def test_a_link_dies_when_somebody_else_answers_for_the_record(client: Client, link: str, follow_up: FollowUp) -> None:
    assert client.get(link).status_code == 200
    follow_up.referent = "dominique@example.org"
    follow_up.save()
    response = client.get(link)
    assert response.status_code == 400 and "ne correspond plus" in response.content.decode()


def test_a_link_dies_of_age(client: Client, link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get(link).status_code == 200
    monkeypatch.setitem(links.AGES, "record", timedelta(seconds=-1))
    response = client.get(link)
    assert response.status_code == 400 and "expiré" in response.content.decode()


def test_a_link_to_a_request_does_not_open_a_record(client: Client, follow_up: FollowUp) -> None:
    wish = OrganisationRequest.objects.create(name="X", commune="Y", message="Z", email=REFERENT, asked_at=NOW)
    token = links.request_address(wish).rstrip("/").rsplit("/", 1)[1]
    assert client.get(f"/annuaire/proposer/{token}/").status_code == 200
    assert client.get(f"/annuaire/ma-fiche/{token}/").status_code == 400


@pytest.mark.parametrize(("asked", "number"), [("ACCUEIL@example.org", 1), ("autre@example.org", 0)])
def test_only_the_published_address_receives_the_link(
    client: Client, organisation: Organisation, mailoutbox: list, asked: str, number: int
) -> None:
    answers = [client.post("/annuaire/maison-essai/mettre-a-jour/", {"courriel": asked}) for _time in range(2)]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (303, "/annuaire/ma-fiche/message-envoye/")
    }
    assert Message.objects.count() == number  # once a day
    for address in sent_links(mailoutbox):
        assert client.get(address).status_code == 200


def test_the_referent_takes_the_place_of_the_published_address(
    client: Client, follow_up: FollowUp, mailoutbox: list
) -> None:
    client.post("/annuaire/maison-essai/mettre-a-jour/", {"courriel": "accueil@example.org"})
    assert not Message.objects.exists()
    client.post("/annuaire/maison-essai/mettre-a-jour/", {"courriel": REFERENT})
    assert [message.to for message in Message.objects.all()] == [REFERENT]


def test_who_answers_becomes_the_referent(client: Client, organisation: Organisation, mailoutbox: list) -> None:
    client.post("/annuaire/maison-essai/mettre-a-jour/", {"courriel": "accueil@example.org"})
    assert FollowUp.objects.get().referent == ""
    [address] = sent_links(mailoutbox)
    client.post(address, {"action": "exact"})
    assert FollowUp.objects.get().referent == "accueil@example.org"


# Reminders


@pytest.mark.parametrize(
    ("values", "due"),
    [
        ({}, True),  # six months after the 1st of May
        ({"verified_on": date(2026, 5, 26)}, False),
        ({"verified_on": date(2026, 5, 25)}, True),
        ({"rhythm": 12}, False),
        ({"referent": ""}, False),
        ({"reminders": 1, "reminded_on": date(2026, 10, 27)}, False),
        ({"reminders": 1, "reminded_on": date(2026, 10, 26)}, True),
        ({"reminders": 3, "reminded_on": date(2026, 8, 1)}, False),
    ],
)
def test_who_is_reminded(follow_up: FollowUp, mailoutbox: list, values: dict[str, Any], due: bool) -> None:
    FollowUp.objects.update(**values)
    assert reminding.remind_due(TODAY) == due
    assert reminding.remind_due(TODAY) == 0
    assert Message.objects.count() == due


@pytest.mark.parametrize("values", [{"live": False}, {"closed_on": date(2026, 1, 1)}])
def test_hidden_and_closed_records_are_left_in_peace(follow_up: FollowUp, values: dict[str, Any]) -> None:
    Organisation.objects.filter(pk=follow_up.organisation_id).update(**values)
    assert reminding.remind_due(TODAY) == 0


def test_a_reminder_holds_a_link_that_works(client: Client, follow_up: FollowUp, mailoutbox: list) -> None:
    reminding.remind_due(TODAY)
    [address] = sent_links(mailoutbox)
    assert "Maison d’essai" in client.get(address).content.decode()
    [html] = [body for body, kind in mailoutbox[0].alternatives]
    assert address in html


def test_a_reminder_does_not_outlive_its_record(follow_up: FollowUp, mailoutbox: list) -> None:
    reminding.remind_due(TODAY)
    assert Message.objects.count() == 1
    Organisation.objects.get(pk=follow_up.organisation_id).delete()
    assert not Message.objects.exists()


@pytest.mark.parametrize(("to", "left"), [(REFERENT, ""), ("another@example.org", REFERENT)])
def test_an_address_that_is_no_longer_answers_for_nothing(follow_up: FollowUp, to: str, left: str) -> None:
    refused_for_good.send(sender=Message, about=f"network.followup:{follow_up.pk}", to=to)
    refused_for_good.send(sender=Message, about=f"search.savedsearch:{follow_up.pk}", to=REFERENT)
    follow_up.refresh_from_db()
    assert follow_up.referent == left


def test_the_last_day_of_a_short_month() -> None:
    follow_up = FollowUp(verified_on=date(2026, 8, 31), rhythm=6)
    assert reminding.next_check(follow_up) == date(2027, 2, 28)


def test_the_daily_round_plans_the_next(follow_up: FollowUp, mailoutbox: list) -> None:
    from django_tasks_db.models import DBTaskResult

    begin(follow_records)
    begin(follow_records)
    assert DBTaskResult.objects.filter(task_path=follow_records.module_path).count() == 1


def test_records_that_nobody_answers_for_are_listed(organisation: Organisation) -> None:
    long_ago = datetime(2025, 1, 1, tzinfo=UTC)

    def listed() -> bool:
        return organisation in reminding.orphans(TODAY)

    assert listed()
    follow_up = FollowUp.objects.create(organisation=organisation, referent=REFERENT)
    assert not listed()
    FollowUp.objects.update(reminders=3)
    assert listed()
    FollowUp.objects.update(reminders=0, referent="", verified_on=date(2026, 5, 1))
    assert not listed()
    follow_up.delete()
    source = OrganisationSource.objects.create(organisation=organisation, source="finess", external_id="1", read_at=NOW)
    assert not listed()
    source.read_at = long_ago
    source.save()
    assert listed()


# A place in the directory

WISH = {"name": "Une structure", "commune": "Nantes", "message": "Elle accompagne.", "email": REFERENT, "website": ""}


def test_a_place_is_asked_confirmed_and_made(
    client: Client, admin_client: Client, founding: None, mailoutbox: list
) -> None:
    assert client.post("/annuaire/proposer/", WISH).status_code == 303
    assert "Une structure" not in admin_client.get("/admin/annuaire/suivi/").content.decode()
    [address] = sent_links(mailoutbox)
    assert "Une structure" not in mailoutbox[0].body  # nobody has the portal carry his words
    assert client.get(address).status_code == 200
    assert not OrganisationRequest.objects.get().confirmed_at
    assert client.post(address).status_code == 303
    assert "Une structure" in admin_client.get("/admin/annuaire/suivi/").content.decode()

    wish = OrganisationRequest.objects.get()
    response = admin_client.post(f"/admin/annuaire/suivi/demandes/{wish.pk}/", {"action": "create"})

    draft = Organisation.objects.get(name="Une structure")
    assert (draft.live, draft.slug, draft.follow_up.referent) == (False, "une-structure-nantes", REFERENT)
    assert admin_client.get(response["Location"]).status_code == 200
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_robots_and_hurried_people_leave_one_wish(client: Client, founding: None, mailoutbox: list) -> None:
    assert client.post("/annuaire/proposer/", WISH | {"site": "https://spam.example"}).status_code == 303
    assert not OrganisationRequest.objects.exists()
    for _time in range(3):
        client.post("/annuaire/proposer/", WISH)
    assert OrganisationRequest.objects.count() == Message.objects.count() == 1


def test_a_flood_is_stopped(client: Client, founding: None, settings: Any, mailoutbox: list) -> None:
    settings.DIRECTORY_REQUESTS_PER_HOUR = 2
    answers = [client.post("/annuaire/proposer/", WISH | {"email": f"a{n}@example.org"}).status_code for n in range(3)]
    assert answers == [303, 303, 503] and Message.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"email": "camille"},
        {"message": "x" * 2001},
        {"website": "javascript:alert(1)"},
    ],
)
def test_a_wrong_wish_is_explained(client: Client, founding: None, wrong: dict[str, str]) -> None:
    response = client.post("/annuaire/proposer/", WISH | wrong)
    assert response.status_code == 400 and "Un champ est à corriger" in response.content.decode()
    assert not OrganisationRequest.objects.exists()


def test_what_nobody_confirms_is_forgotten() -> None:
    def wish(**values: Any) -> OrganisationRequest:
        return OrganisationRequest.objects.create(**WISH, **values)

    gone = wish(asked_at=NOW - timedelta(days=8))
    handled = wish(asked_at=NOW - timedelta(days=500), confirmed_at=NOW, handled_at=NOW - timedelta(days=400))
    kept = [wish(asked_at=NOW - timedelta(days=6)), wish(asked_at=NOW - timedelta(days=8), confirmed_at=NOW)]
    reminding.forget(NOW)
    left = list(OrganisationRequest.objects.order_by("pk"))
    assert left == kept and gone not in left and handled not in left


# In the admin


def test_an_editor_follows_a_record(admin_client: Client, organisation: Organisation, mailoutbox: list) -> None:
    address = f"/admin/annuaire/suivi/{organisation.pk}/"
    assert admin_client.get(address).status_code == 200
    admin_client.post(address, {"referent": REFERENT, "rhythm": "3", "action": "link"})
    assert FollowUp.objects.get().rhythm == 3 and [message.to for message in Message.objects.all()] == [REFERENT]
    admin_client.post(address, {"referent": REFERENT, "rhythm": "3", "action": "verified"})
    assert FollowUp.objects.get().verified_on == timezone.localdate()
    assert admin_client.post(address, {"referent": "x", "rhythm": "3"}).status_code == 200


def test_an_answer_is_put_away(admin_client: Client, organisation: Organisation) -> None:
    answer = PartnerAnswer.objects.create(organisation=organisation, message="Bonjour à vous", answered_at=NOW)
    assert "Bonjour à vous" in admin_client.get("/admin/annuaire/suivi/").content.decode()
    admin_client.post(f"/admin/annuaire/suivi/reponses/{answer.pk}/")
    assert "Bonjour à vous" not in admin_client.get("/admin/annuaire/suivi/").content.decode()


@pytest.mark.parametrize("allowed", [False, True])
def test_only_those_who_may_change_records_see_addresses(
    client: Client, django_user_model: Any, follow_up: FollowUp, allowed: bool
) -> None:
    user = django_user_model.objects.create_user("camille", password=None)
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["access_admin", *["change_organisation"] * allowed])
    )
    client.force_login(user)
    response = client.get(f"/admin/annuaire/suivi/{follow_up.organisation_id}/")
    assert (REFERENT in response.content.decode()) is allowed
    assert client.get("/admin/annuaire/suivi/").status_code == (200 if allowed else 302)
