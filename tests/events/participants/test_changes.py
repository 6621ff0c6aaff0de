"""What a person does with their own registration: only by a button, and only while it may still change anything."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from events.models import Needs, Quota, Registration
from events.participants import links
from events.registration.booking import Request, book
from events.registration.drift import drifts
from mail.models import Message
from tests.events.factories import NOW, asking, desk_with, person, quota
from tests.events.private_links import leads_to

pytestmark = pytest.mark.django_db


def booked(*names: str, capacity: int = 1, **fields: Any) -> list[Registration]:
    """Each asked alone, in this order."""
    desk = desk_with(capacity=capacity, **fields)
    return [book(desk.pk, asking(person(name)), NOW).registrations.get() for name in names]


def url(registration: Registration, act: str = "") -> str:
    return links.address(registration) + (f"{act}/" if act else "")


def state(registration: Registration) -> str:
    return Registration.objects.get(pk=registration.pk).state


def test_giving_up_asks_first_and_the_seat_is_offered_to_the_next(client: Client) -> None:
    camille, alix = booked("Camille", "Alix")
    assert "Renoncer" in client.get(url(camille, "renoncer")).content.decode()
    assert state(camille) == "confirmee", "programs that read mail follow links"
    assert client.post(url(camille, "renoncer")).status_code == 303
    assert (state(camille), state(alix)) == ("annulee", "proposee")
    again = client.post(url(camille, "renoncer"), follow=True)
    assert again.status_code == 200 and "annulée" in again.content.decode(), "a double click shows what it did"
    assert (state(camille), state(alix)) == ("annulee", "proposee")


def test_who_waits_sees_their_rank_and_may_leave(client: Client) -> None:
    _camille, alix, dominique = booked("Camille", "Alix", "Dominique")
    assert "liste d’attente : 2." in client.get(url(dominique)).content.decode()
    client.post(url(alix, "renoncer"))
    assert state(alix) == "retiree"
    assert "liste d’attente : 1." in client.get(url(dominique)).content.decode()


@pytest.fixture
def offered(client: Client) -> Registration:
    camille, alix = booked("Camille", "Alix")
    client.post(url(camille, "renoncer"))
    return alix


def test_an_offer_is_taken_by_a_button_only(client: Client, offered: Registration) -> None:
    assert "gardée pour vous jusqu’au" in client.get(url(offered)).content.decode()
    client.get(url(offered, "accepter"))
    assert state(offered) == "proposee"
    assert client.post(url(offered, "accepter")).status_code == 303
    assert state(offered) == "confirmee"
    again = client.post(url(offered, "accepter"), follow=True)
    assert again.status_code == 200 and "confirmée" in again.content.decode(), "a double click shows what it did"


def test_an_offer_that_has_ended_is_not_taken(
    client: Client, offered: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(hours=49))
    response = client.post(url(offered, "accepter"))
    assert response.status_code == 409 and state(offered) == "proposee"


def test_an_offer_is_left_to_somebody_else(client: Client, offered: Registration) -> None:
    assert client.post(url(offered, "renoncer")).status_code == 303
    assert state(offered) == "declinee"


def test_name_and_job_are_corrected(client: Client) -> None:
    [camille] = booked("Camille")
    assert client.post(url(camille, "modifier"), {"prenom": "", "nom": "Juste"}).status_code == 400
    said = {"prenom": "Camille", "nom": "Juste", "fonction": "cheffe de service"}
    assert client.post(url(camille, "modifier"), said).status_code == 303
    camille.refresh_from_db()
    assert (camille.name, camille.job) == ("Camille Juste", "cheffe de service")


def test_places_are_changed_and_a_full_one_changes_nothing(client: Client) -> None:
    [camille] = booked("Camille", capacity=5)
    first = quota(camille.desk, Quota.Kind.WORKSHOP, 5, label="Tutorat")
    full = quota(camille.desk, Quota.Kind.WORKSHOP, 0, label="Emploi")
    said: dict[str, Any] = {"prenom": "Camille", "nom": "Essai"}
    assert client.post(url(camille, "modifier"), said | {"ateliers": [first.pk]}).status_code == 303
    assert first in camille.places.all()
    assert "Tutorat" in client.get(url(camille)).content.decode()
    response = client.post(url(camille, "modifier"), said | {"nom": "Autre", "ateliers": [full.pk]})
    assert response.status_code == 400 and "Complet : Emploi." in response.content.decode()
    camille.refresh_from_db()
    assert first in camille.places.all() and camille.family_name == "Essai"


def test_a_seat_is_handed_to_a_colleague(client: Client) -> None:
    camille, alix = booked("Camille", "Alix")
    other = {"prenom": "Dominique", "nom": "Essai", "courriel": "dominique@exemple.test"}
    assert client.post(url(alix, "ceder"), other).status_code == 409, "who waits has no seat to hand over"
    taken = client.post(url(camille, "ceder"), other | {"courriel": "ALIX@exemple.test"})
    assert taken.status_code == 400 and "déjà inscrite" in taken.content.decode()
    assert client.post(url(camille, "ceder"), other).status_code == 303
    assert state(camille) == "remplacee"
    successor = Registration.objects.get(replaces=camille)
    assert (successor.state, successor.name, state(alix)) == ("confirmee", "Dominique Essai", "liste-attente")


@pytest.fixture
def by_a_chief() -> Registration:
    """Registered by somebody else, with answers, needs and a message that waits."""
    desk = desk_with()
    asked = asking(person("Camille"))
    asked = Request(asked.token, "Sam Chef", "sam@exemple.test", asked.people)
    return book(desk.pk, asked, NOW).registrations.get()


def test_who_never_asked_erases_everything(client: Client, by_a_chief: Registration) -> None:
    Needs.objects.create(registration=by_a_chief, accommodations=["lsf"], said_at=NOW)
    assert "Ce n’est pas moi" in client.get(url(by_a_chief)).content.decode()
    client.get(url(by_a_chief, "ce-nest-pas-moi"))
    assert state(by_a_chief) == "confirmee"
    response = client.post(url(by_a_chief, "ce-nest-pas-moi"))
    assert response.status_code == 200 and "Il ne reste rien de vous" in response.content.decode()
    kept = Registration.objects.get(pk=by_a_chief.pk)
    assert (kept.state, kept.name, kept.email, kept.job, kept.of) == ("anonyme", "", "", "", "")
    assert not Needs.objects.exists()
    assert not Message.objects.filter(to="camille@exemple.test").exists()
    assert kept.booking.name == "Sam Chef"
    assert client.get(url(by_a_chief)).status_code == 404
    again = client.post(url(by_a_chief, "ce-nest-pas-moi"))
    assert again.status_code == 200 and "Il ne reste rien de vous" in again.content.decode()
    assert client.get(url(by_a_chief, "ce-nest-pas-moi")).status_code == 404
    assert not drifts()


def test_who_asked_for_themselves_is_not_offered_it(client: Client) -> None:
    [camille] = booked("Camille")
    assert "Ce n’est pas moi" not in client.get(url(camille)).content.decode()
    assert client.post(url(camille, "ce-nest-pas-moi")).status_code == 409


def test_an_event_called_off_leaves_nothing_to_change(client: Client) -> None:
    [camille] = booked("Camille")
    Registration.objects.filter(pk=camille.pk).update(state="evenement-annule")
    for act in ("renoncer", "modifier", "ceder", "amenagements"):
        assert client.get(url(camille, act)).status_code == 409
    assert "renoncer" not in client.get(url(camille)).content.decode()


def test_the_calendar_gets_the_event_and_not_the_link(client: Client) -> None:
    camille, alix = booked("Camille", "Alix")
    camille.desk.event.save_revision().publish()
    response = client.get(f"{links.address(camille)}invitation.ics")
    said = response.content.decode().replace("\r\n ", "")
    assert response["Content-Type"].startswith("text/calendar") and "METHOD:REQUEST" in said
    assert not leads_to(said) and "mailto:camille@exemple.test" in said
    assert client.get(f"{links.address(alix)}invitation.ics").status_code == 404
