"""What an organiser adds to letters: seen before anybody receives it, and never in the place of the facts."""

import pytest
from django.test import Client
from django.urls import reverse

from events.letters import moves, reminding
from events.models import LetterNote, Registration, RegistrationDesk
from mail.models import Message
from tests.events.factories import STARTS

pytestmark = pytest.mark.django_db


def save(client: Client, desk: RegistrationDesk, **words: str) -> int:
    return client.post(reverse("event_organising:letters", args=[desk.pk]), words).status_code


def test_words_are_in_the_letters_of_their_kind_alone(organiser: Client, desk: RegistrationDesk) -> None:
    assert save(organiser, desk, confirmee="Entrée <par> la cour.\nÀ bientôt.", rappel="Pensez au badge.") == 302
    moves.write_due()
    confirmed, waiting = Message.objects.order_by("pk")
    assert "Entrée <par> la cour." in confirmed.text and "Entrée &lt;par&gt; la cour." in confirmed.html
    assert "Votre inscription est confirmée." in confirmed.text and "inscriptions/" in confirmed.text
    assert "cour" not in waiting.text
    Message.objects.all().delete()
    Registration.objects.update(moved_at=STARTS.replace(year=2026))
    reminding.remind_due(STARTS)
    reminding.remind_due(STARTS.replace(day=9))
    assert "Pensez au badge." in Message.objects.get().text


@pytest.mark.parametrize("kind", LetterNote.Kind.values)
def test_every_letter_is_seen_whole(organiser: Client, desk: RegistrationDesk, kind: str) -> None:
    save(organiser, desk, **{kind: "Un mot <b> à vous."})
    shown = organiser.get(reverse("event_organising:letter", args=[desk.pk, kind])).content.decode()
    assert "Un mot &lt;b&gt; à vous." in shown and "Prénom Nom" in shown and str(desk.event) in shown
    assert not Message.objects.exists()


def test_empty_words_are_none(organiser: Client, desk: RegistrationDesk) -> None:
    save(organiser, desk, confirmee="x")
    save(organiser, desk, confirmee="  ")
    assert not LetterNote.objects.exists()


def test_what_is_too_long_is_said_and_kept_in_the_form(organiser: Client, desk: RegistrationDesk) -> None:
    address = reverse("event_organising:letters", args=[desk.pk])
    response = organiser.post(address, {"confirmee": "x" * 2001})
    assert response.status_code == 400 and "x" * 2001 in response.content.decode()
    assert not LetterNote.objects.exists()
    assert organiser.get(f"{address}inconnue/").status_code == 404
