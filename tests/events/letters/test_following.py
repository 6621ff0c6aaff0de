"""What the organiser does to the event reaches those who come, and reaches each once."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from events.letters import announcing, following, moves, reminding, tasks
from events.models import Announcement, EventPage, EventState, Registration, RegistrationDesk
from events.registration import changing
from events.registration.booking import book
from events.registration.moving import Act
from events.registration.states import State
from mail.models import Message
from mail.signals import refused_for_good
from tests.events.factories import NOW, STARTS, asking, desk_with, person
from tests.events.private_links import leads_to

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def camille() -> Registration:
    """Confirmed, and told so; another waits."""
    desk = desk_with(capacity=1)
    desk.event.save_revision().publish()
    first = book(desk.pk, asking(person("Camille")), NOW).registrations.get()
    book(desk.pk, asking(person("Alix")), NOW)
    moves.write_due()
    Message.objects.all().delete()
    return first


def publish(event: EventPage, **changes: object) -> None:
    page = EventPage.objects.get(pk=event.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


def written() -> list[tuple[str, str]]:
    announcing.write_due(NOW)
    messages = [(message.to.partition("@")[0], message.subject.partition(" :")[0]) for message in Message.objects.all()]
    Message.objects.all().delete()
    return messages


def test_another_date_is_told_with_the_new_invitation(camille: Registration) -> None:
    event = camille.desk.event
    publish(event, starts_at=STARTS + timedelta(days=7), ends_at=STARTS + timedelta(days=7, hours=2))
    announcing.write_due(NOW)
    first, second = Message.objects.order_by("pk")
    assert (first.to, second.to) == ("camille@exemple.test", "alix@exemple.test")
    assert "17 juin 2027" in first.text and "votre inscription reste la même" in first.text
    assert "SEQUENCE:1" in first.calendar and "METHOD:REQUEST" in first.calendar and not second.calendar
    Message.objects.all().delete()
    assert written() == []


def test_a_corrected_text_is_told_to_nobody(camille: Registration) -> None:
    publish(camille.desk.event, summary="Une autre présentation.")
    assert written() == []


def test_two_changes_in_a_row_are_told_once(camille: Registration) -> None:
    for days in (7, 14):
        publish(camille.desk.event, starts_at=STARTS + timedelta(days=days), ends_at=None)
    assert written() == [("camille", "Changement"), ("alix", "Changement")]


def test_a_draft_is_told_to_nobody(camille: Registration) -> None:
    page = EventPage.objects.get(pk=camille.desk.event.pk)
    page.starts_at = STARTS - timedelta(days=7)
    page.save_revision()
    assert written() == []


def test_a_cancelled_event_ends_registrations_and_is_told_once(camille: Registration) -> None:
    publish(camille.desk.event, state=EventState.CANCELLED)
    assert written() == [], "a cancellation is no mere change"
    for _time in range(2):
        tasks.write_letters.func()
    assert sorted(Message.objects.values_list("to", flat=True)) == ["alix@exemple.test", "camille@exemple.test"]
    assert {each.state for each in Registration.objects.all()} == {"evenement-annule"}
    assert following.call_off_cancelled(NOW) == 0


def test_a_message_of_the_organiser_reaches_those_it_is_for(camille: Registration) -> None:
    for recipients, names in (("inscrits", ["camille"]), ("attente", ["alix"]), ("tous", ["camille", "alix"])):
        Announcement.objects.create(
            desk=camille.desk, recipients=recipients, subject="Accès", text="Entrée\npar la cour.", made_at=NOW
        )
        assert written() == [(name, "Accès") for name in names]
    assert set(Announcement.objects.values_list("count", flat=True)) == {1, 2}


def test_killed_in_the_middle_it_goes_on_after_the_last(camille: Registration, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcing, "_AT_ONCE", 1)
    Announcement.objects.create(desk=camille.desk, recipients="tous", subject="Accès", text="x", made_at=NOW)
    write, calls = announcing.write, []

    def killed_at_the_second(*args: Any) -> bool:
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return write(*args)

    with monkeypatch.context() as killing:
        killing.setattr(announcing, "write", killed_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            announcing.write_due(NOW)
    assert written() == [("camille", "Accès"), ("alix", "Accès")]


def reminded(now_: object) -> list[str]:
    reminding.remind_due(now_)
    to = sorted(Message.objects.values_list("to", flat=True))
    Message.objects.all().delete()
    return to


def test_who_comes_is_reminded_twice_and_who_waits_never(camille: Registration) -> None:
    assert reminded(STARTS - timedelta(days=8)) == []
    assert reminded(STARTS - timedelta(days=7)) == [camille.email]
    assert reminded(STARTS - timedelta(days=6)) == []
    assert reminded(STARTS - timedelta(hours=30)) == [camille.email]
    assert reminded(STARTS - timedelta(hours=2)) == []


def test_who_was_just_told_is_not_reminded(camille: Registration) -> None:
    Registration.objects.update(moved_at=STARTS - timedelta(days=7))
    assert reminded(STARTS - timedelta(days=7) + timedelta(hours=1)) == []


@pytest.mark.parametrize("state", [EventState.CANCELLED, EventState.POSTPONED])
def test_nobody_is_reminded_of_what_does_not_take_place(camille: Registration, state: str) -> None:
    EventPage.objects.filter(pk=camille.desk.event.pk).update(state=state)
    assert reminded(STARTS - timedelta(days=7)) == []


def test_who_gave_up_is_not_reminded(camille: Registration) -> None:
    changing.give_up(camille.pk, Act(NOW))
    assert reminded(STARTS - timedelta(days=7)) == []


def test_who_was_offered_a_seat_is_reminded_before_it_goes_and_still_of_the_event(camille: Registration) -> None:
    changing.give_up(camille.pk, Act(NOW))
    offered = Registration.objects.get(state=State.OFFERED)
    assert offered.offered_until == NOW + timedelta(hours=48)
    assert reminded(NOW + timedelta(hours=35)) == []
    reminding.remind_due(NOW + timedelta(hours=37))
    letter = Message.objects.get()
    assert letter.to == offered.email and "nous n’avons pas votre réponse" in letter.text
    Message.objects.all().delete()
    assert reminded(NOW + timedelta(hours=40)) == []
    changing.accept(offered.pk, Act(NOW + timedelta(hours=41)))
    assert reminded(STARTS - timedelta(days=7)) == [offered.email]


def test_who_has_little_time_to_answer_is_not_reminded_at_once(camille: Registration) -> None:
    RegistrationDesk.objects.update(offer_hours=12)
    changing.give_up(camille.pk, Act(NOW))
    assert reminded(NOW + timedelta(hours=1)) == []


def test_an_address_refused_for_good_is_noted(camille: Registration) -> None:
    for about in ("events.registration:999999", "search.alert:1", f"events.registration:{camille.pk}"):
        refused_for_good.send(Message, about=about, to="x@exemple.test")
    camille.refresh_from_db()
    assert camille.mail_refused_at == NOW
    assert Registration.objects.exclude(mail_refused_at=None).count() == 1


def test_the_round_ends_offers_and_plans_the_next_one(camille: Registration, monkeypatch: pytest.MonkeyPatch) -> None:
    changing.give_up(camille.pk, Act(NOW))
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(hours=49))
    assert tasks.follow_registrations.func() == {"expired": 1, "reminded": 0}


def test_an_address_that_cannot_be_written_to_holds_nobody(camille: Registration) -> None:
    Registration.objects.filter(pk=camille.pk).update(email="nulle part")
    Announcement.objects.create(desk=camille.desk, recipients="tous", subject="Accès\nX-Bcc: x", text="x", made_at=NOW)
    assert written() == [("alix", "Accès X-Bcc: x")]
    assert Announcement.objects.get().count == 1
    assert reminding.remind_due(STARTS - timedelta(days=7)) == 0


def test_who_came_is_led_to_the_certificate(camille: Registration) -> None:
    Registration.objects.filter(pk=camille.pk).update(state="presente")
    Announcement.objects.create(desk=camille.desk, recipients="presents", subject="Merci", text="x", made_at=NOW)
    announcing.write_due(NOW)
    message = Message.objects.get()
    assert leads_to(message.text) == {camille} and "attestation de présence" in message.html
    assert "céder votre place" not in message.text
