"""Each person learns what becomes of their registration: once, the truth of the moment, and nothing of others."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from events.letters import moves, summaries
from events.models import Quota, Registration
from events.registration import changing
from events.registration.booking import Request, book
from events.registration.moving import Act, move
from events.registration.seats import turn
from events.registration.states import State
from mail.models import Message
from tests.events.factories import NOW, asking, desk_with, person, quota
from tests.events.private_links import leads_to

pytestmark = pytest.mark.django_db
ACT = Act(NOW)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def booked(*names: str, capacity: int | None = 1, **fields: object) -> list[Registration]:
    """Each asked alone, in this order."""
    desk = desk_with(capacity=capacity, **fields)
    return [book(desk.pk, asking(person(name)), NOW).registrations.get() for name in names]


def told() -> list[Message]:
    """Have what is owed written, and take it away as the mail server does."""
    moves.write_due()
    messages = list(Message.objects.all())
    Message.objects.all().delete()
    return messages


def only() -> Message:
    [message] = told()
    return message


def test_who_is_confirmed_gets_the_facts_the_link_and_the_invitation() -> None:
    [camille] = booked("Camille", contact="colloque@exemple.test")
    camille.desk.event.save_revision().publish()
    message = only()
    assert message.to == "camille@exemple.test"
    assert message.subject.startswith("Inscription confirmée : Colloque")
    for text in (message.text, message.html):
        assert "Votre inscription est confirmée." in text and "10 juin 2027 à 09 h 30" in text
        assert leads_to(text) == {camille} and "colloque@exemple.test" in text
        assert "demandée par" not in text
    assert message.headers["Reply-To"] == "colloque@exemple.test"
    assert "METHOD:REQUEST" in message.calendar and not leads_to(message.calendar)
    assert told() == []


def test_who_waits_learns_the_rank_and_the_rule() -> None:
    booked("Camille", "Alix", "Dominique")
    _camille, _alix, dominique = told()
    assert dominique.subject.startswith("Sur liste d’attente") and "au rang 2" in dominique.text
    assert "dans l’ordre des demandes" in dominique.html and not dominique.calendar


def test_what_is_freed_is_offered_with_its_deadline() -> None:
    camille, alix = booked("Camille", "Alix")
    told()
    changing.give_up(camille.pk, ACT)
    cancelled, offered = told()
    assert (cancelled.to, offered.to) == ("camille@exemple.test", "alix@exemple.test")
    assert cancelled.subject.startswith("Inscription annulée") and camille not in leads_to(cancelled.text)
    assert "3 mars 2027 à 10 h 00" in offered.text and leads_to(offered.text) == {alix}
    changing.accept(alix.pk, ACT)
    assert only().subject.startswith("Inscription confirmée")


def test_an_offer_nobody_took_is_told() -> None:
    camille, _alix = booked("Camille", "Alix")
    changing.give_up(camille.pk, ACT)
    told()
    changing.expire(NOW + timedelta(hours=49))
    assert "n’est plus gardée" in only().subject


def test_a_moderated_request_is_received_then_answered() -> None:
    camille, alix = booked("Camille", "Alix", moderated=True, capacity=5)
    assert {message.subject.partition(" :")[0] for message in told()} == {"Demande reçue"}
    changing.approve(camille.pk, ACT)
    changing.refuse(alix.pk, Act(NOW, why="La journée est réservée aux équipes du territoire."))
    approved, refused = told()
    assert approved.subject.startswith("Inscription confirmée")
    assert "Le mot de l’organisateur : La journée est réservée" in refused.text


def test_a_colleague_gets_their_own_link_and_the_giver_none() -> None:
    [camille] = booked("Camille")
    told()
    changing.hand_over(camille.pk, person("Alix"), ACT)
    given, taken = told()
    alix = Registration.objects.get(replaces=camille)
    assert (given.to, taken.to) == ("camille@exemple.test", "alix@exemple.test")
    assert leads_to(taken.text) == {alix} and alix not in leads_to(given.text + given.html)
    assert "demandée par Camille" in taken.text


def test_a_cancelled_event_leaves_calendars() -> None:
    camille, alix = booked("Camille", "Alix")
    camille.desk.event.save_revision().publish()
    told()
    changing.call_off(camille.desk.pk, ACT)
    first, second = told()
    assert first.subject.startswith("Événement annulé") and "METHOD:CANCEL" in first.calendar
    assert second.to == alix.email and not second.calendar, "it was never in that calendar"


def test_presence_is_told_to_nobody() -> None:
    [camille] = booked("Camille")
    told()
    for state in (State.ATTENDED, State.CONFIRMED):
        with turn(camille.desk.pk) as desk:
            move(desk.registrations.get(), state, ACT)
    assert told() == []


def test_of_several_changes_the_last_alone_is_told() -> None:
    [camille] = booked("Camille")
    moves.write_due()
    changing.give_up(camille.pk, ACT)
    message = only()
    assert message.subject.startswith("Inscription annulée"), "the confirmation had not left"


def test_what_is_rolled_back_was_never_owed() -> None:
    desk = desk_with()
    with transaction.atomic():
        book(desk.pk, asking(person("Camille")), NOW)
        transaction.set_rollback(True)
    assert told() == []


def test_a_kill_between_two_letters_loses_none_and_doubles_none(monkeypatch: pytest.MonkeyPatch) -> None:
    booked("Camille", "Alix")
    write, calls = moves.write, []

    def killed_at_the_second(*args: Any) -> bool:
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return write(*args)

    with monkeypatch.context() as killing:
        killing.setattr(moves, "write", killed_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            moves.write_due()
    assert Message.objects.count() == 1
    moves.write_due()
    assert sorted(Message.objects.values_list("to", flat=True)) == ["alix@exemple.test", "camille@exemple.test"]


def test_an_address_that_cannot_be_written_to_holds_nobody(caplog: pytest.LogCaptureFixture) -> None:
    camille, _alix = booked("Camille", "Alix")
    Registration.objects.filter(pk=camille.pk).update(email="nulle part")
    assert [message.to for message in told()] == ["alix@exemple.test"]
    assert "nulle part" not in caplog.text and f"registration:{camille.pk}" in caplog.text


def test_names_and_titles_are_text() -> None:
    desk = desk_with()
    desk.event.title = "Deux <b>jours</b>\r\nBcc: autre@exemple.test"
    desk.event.save()
    book(desk.pk, asking(person("<i>Camille</i>")), NOW)
    Registration.objects.update(email="camille@exemple.test")
    message = only()
    assert "<i>" not in message.html and "&lt;b&gt;" in message.html
    assert "\n" not in message.subject and "Bcc" not in message.headers


def test_workshops_are_named() -> None:
    desk = desk_with()
    workshop = quota(desk, Quota.Kind.WORKSHOP, 5, label="Tutorat")
    book(desk.pk, asking(person("Camille", places=frozenset({workshop.pk}))), NOW)
    assert "Places : Tutorat" in only().text


LINK = re.compile(r"https?://[^\s\"<>]+")


def test_every_link_of_every_letter_opens(client: Client) -> None:
    camille, _alix = booked("Camille", "Alix", contact="colloque@exemple.test")
    messages = told()
    changing.give_up(camille.pk, ACT)
    messages += told()
    followed = {link for message in messages for text in (message.text, message.html) for link in LINK.findall(text)}
    assert len(followed) >= 3
    for link in followed:
        path = "/" + link.split("/", 3)[3]
        assert client.get(path).status_code == 200, link


@pytest.fixture
def by_a_chief() -> list[Registration]:
    desk = desk_with(capacity=1)
    asked = asking(person("Camille"), person("Alix"))
    booking = book(desk.pk, Request(asked.token, "Sam Chef", "sam@exemple.test", asked.people), NOW)
    return list(booking.registrations.all())


def test_who_registers_others_gets_a_summary_without_their_links(by_a_chief: list[Registration]) -> None:
    for message in told():
        assert "demandée par Sam Chef" in message.text and "tout effacer" in message.text
    summaries.write_due()
    summary = Message.objects.get()
    assert summary.to == "sam@exemple.test"
    assert "Camille Essai : confirmée" in summary.text and "Alix Essai : sur liste d’attente" in summary.html
    assert not leads_to(summary.text + summary.html)
    summaries.write_due()
    assert Message.objects.count() == 1


def test_who_comes_alone_gets_no_summary() -> None:
    booked("Camille")
    assert summaries.write_due() == 0
