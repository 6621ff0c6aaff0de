"""What an organiser does for somebody: registering them, changing their places, giving their seat to a colleague."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.attendance.certifying import pdf_of
from events.letters.moves import write_due
from events.models import Booking, Certificate, HalfDay, Quota, Registration, RegistrationDesk, StateChange
from events.participants import links
from events.registration.booking import book
from events.registration.states import State
from mail.models import Message
from tests.events.factories import NOW, STARTS, asking, desk_with, person, quota

pytestmark = pytest.mark.django_db

_SAYS = {"prenom": "Dominique", "nom": "Essai", "courriel": "dominique@exemple.test"}
DOMINIQUE = _SAYS | {"structure": "ESAT Les Essais"}


def url(name: str, *numbers: int) -> str:
    return reverse(f"event_organising:{name}", args=numbers)


def add(client: Client, desk: RegistrationDesk, **said: Any) -> Any:
    """Opens the form and sends it."""
    form = client.get(url("add", desk.pk)).content.decode()
    token = re.search(r'name="jeton" value="([^"]+)"', form)
    assert token
    return client.post(url("add", desk.pk), {"jeton": token[1], **DOMINIQUE, **said}, follow=True)


def test_somebody_who_telephones_is_registered_and_told_by_whom(organiser: Client) -> None:
    desk = desk_with(capacity=2)
    page = add(organiser, desk).content.decode()
    found = desk.registrations.get()
    assert "Dominique Essai" in page and "confirmée" in page
    assert (found.state, found.organisation_name) == (State.CONFIRMED, "ESAT Les Essais")
    assert StateChange.objects.get(registration=found).user.username == "manage_registrations"
    write_due()
    letter = Message.objects.get()
    assert letter.to == "dominique@exemple.test" and "l’organisateur" in letter.text
    assert "Ce n’est pas moi" in Client().get(links.address(found)).content.decode()


def test_neither_dates_nor_agreement_hold_for_who_agrees(organiser: Client) -> None:
    desk = desk_with(capacity=2, moderated=True, closes_at=NOW)
    add(organiser, desk)
    assert desk.registrations.get().state == State.CONFIRMED


def test_a_full_event_puts_them_on_the_list(organiser: Client, desk: RegistrationDesk) -> None:
    add(organiser, desk)
    assert desk.registrations.get(given_name="Dominique").state == State.WAITING
    assert desk.quotas.get(kind=Quota.Kind.EVENT).held == 1


def test_sent_twice_they_are_registered_once(organiser: Client) -> None:
    desk = desk_with()
    token = "0b0f3e36-54b2-4f1e-8f0a-2d7a3d3f6c11"
    for _time in range(2):
        organiser.post(url("add", desk.pk), {"jeton": token, **DOMINIQUE})
    assert Booking.objects.count() == Registration.objects.count() == 1
    found = Registration.objects.get()
    organiser.post(url("hand_over", found.pk), DOMINIQUE | {"courriel": "alix@exemple.test"})
    again = organiser.post(url("add", desk.pk), {"jeton": token, **DOMINIQUE})
    assert again["Location"] == url("person", found.pk)


def test_who_is_registered_already_is_shown(organiser: Client, desk: RegistrationDesk) -> None:
    page = add(organiser, desk, courriel="Camille@exemple.test").content.decode()
    assert "déjà inscrite" in page and "Camille Essai" in page
    assert desk.registrations.count() == 2


@pytest.mark.parametrize(("said", "words"), [({"nom": ""}, "Écrivez le nom."), ({"courriel": "x"}, "pas complète")])
def test_what_is_wrong_is_said_and_what_was_written_stays(organiser: Client, said: dict[str, str], words: str) -> None:
    desk = desk_with()
    page = add(organiser, desk, **said).content.decode()
    assert words in page and 'value="Dominique"' in page
    assert not Registration.objects.exists()


def test_a_token_that_is_none_registers_nobody(organiser: Client) -> None:
    desk = desk_with()
    page = organiser.post(url("add", desk.pk), {"jeton": "x", **DOMINIQUE}).content.decode()
    assert "n’était pas entier" in page and 'value="Dominique"' in page
    assert not Registration.objects.exists()
    token = re.search(r'name="jeton" value="([^"]+)"', page)
    assert token
    organiser.post(url("add", desk.pk), {"jeton": token[1], **DOMINIQUE})
    assert Registration.objects.count() == 1


@pytest.fixture
def in_a_workshop(db: None) -> Registration:
    desk = desk_with()
    first, _second = (quota(desk, Quota.Kind.WORKSHOP, 1, label=f"Atelier {name}") for name in "AB")
    Quota.objects.update(starts_at=None)
    return book(desk.pk, asking(person("Camille", places=frozenset({first.pk}))), NOW).registrations.get()


def test_places_are_changed_for_somebody(organiser: Client, in_a_workshop: Registration) -> None:
    second = Quota.objects.get(label="Atelier B")
    said = {"prenom": "Camille", "nom": "Autre", "fonction": "", "ateliers": [second.pk]}
    organiser.post(url("change", in_a_workshop.pk), said)
    in_a_workshop.refresh_from_db()
    assert in_a_workshop.family_name == "Autre"
    assert second in in_a_workshop.places.all()
    held = dict(Quota.objects.filter(kind=Quota.Kind.WORKSHOP).values_list("label", "held"))
    assert held == {"Atelier A": 0, "Atelier B": 1}
    assert in_a_workshop.changes.last().user.username == "manage_registrations"
    write_due()
    letter = Message.objects.get()
    assert "L’organisateur a modifié votre inscription" in letter.text and "Atelier B" in letter.text


def test_what_people_change_themselves_is_no_news(client: Client, in_a_workshop: Registration) -> None:
    write_due()
    Message.objects.all().delete()
    client.post(f"{links.address(in_a_workshop)}modifier/", {"prenom": "Camille", "nom": "Autre", "fonction": ""})
    in_a_workshop.refresh_from_db()
    assert in_a_workshop.family_name == "Autre"
    assert write_due() == 0


def test_a_full_workshop_changes_nothing(organiser: Client, in_a_workshop: Registration) -> None:
    second = Quota.objects.get(label="Atelier B")
    book(in_a_workshop.desk_id, asking(person("Alix", places=frozenset({second.pk}))), NOW)
    said = {"prenom": "Autre", "nom": "Autre", "fonction": "", "ateliers": [second.pk]}
    page = organiser.post(url("change", in_a_workshop.pk), said).content.decode()
    assert "n’a plus de place" in page
    in_a_workshop.refresh_from_db()
    assert in_a_workshop.given_name == "Camille"


def test_the_seat_goes_to_a_colleague_signed(organiser: Client, desk: RegistrationDesk) -> None:
    camille = desk.registrations.get(given_name="Camille")
    page = organiser.post(url("hand_over", camille.pk), DOMINIQUE, follow=True).content.decode()
    assert "Dominique Essai" in page
    assert set(desk.registrations.values_list("given_name", "state")) == {
        ("Camille", State.REPLACED),
        ("Dominique", State.CONFIRMED),
        ("Alix", State.WAITING),
    }
    assert camille.changes.last().user.username == "manage_registrations"


def test_a_colleague_who_comes_already_is_said(organiser: Client, desk: RegistrationDesk) -> None:
    camille = desk.registrations.get(given_name="Camille")
    page = organiser.post(url("hand_over", camille.pk), DOMINIQUE | {"courriel": "alix@exemple.test"})
    assert "déjà inscrite" in page.content.decode()
    camille.refresh_from_db()
    assert camille.state == State.CONFIRMED


@pytest.mark.parametrize("name", ["change", "hand_over"])
def test_what_is_over_is_no_longer_changed(organiser: Client, desk: RegistrationDesk, name: str) -> None:
    desk.registrations.update(state=State.CANCELLED)
    assert organiser.get(url(name, desk.registrations.first().pk)).status_code == 404


def test_a_certificate_is_taken_back_and_given_again(organiser: Client, desk: RegistrationDesk) -> None:
    camille = desk.registrations.get(given_name="Camille")
    half_day = HalfDay.objects.create(desk=desk, starts_at=STARTS, ends_at=STARTS.replace(hour=11))
    half_day.scans.create(registration=camille, nonce="0b0f3e36-54b2-4f1e-8f0a-2d7a3d3f6c11", present=True, at=STARTS)
    desk.registrations.filter(pk=camille.pk).update(state=State.ATTENDED)
    camille.refresh_from_db()
    assert pdf_of(camille)
    check = reverse("events:certificate", args=[Certificate.objects.get().code])
    page = organiser.post(url("certificate", camille.pk), {"acte": "retirer"}, follow=True).content.decode()
    assert "Retirée le" in page and "manage_registrations" in page
    assert Client().get(check).status_code == 404 and pdf_of(camille) is None
    assert "attestation.pdf" not in Client().get(links.address(camille)).content.decode()
    organiser.post(url("certificate", camille.pk), {"acte": "rendre"})
    assert Client().get(check).status_code == 200 and pdf_of(camille)
