"""An event in the bin takes nobody and writes to nobody; what is known of people still goes in its time."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cms.bin.erasing import erase
from cms.bin.registry import StillNeeded, warnings_about
from cms.bin.restoring import restore
from cms.bin.throwing import put_in_bin
from cms.models import BinEntry
from events.letters import moves, reminding
from events.models import EventPage, Registration, RegistrationDesk
from events.participants import links
from events.privacy.purging import purge
from events.registration import changing
from events.registration.booking import Refused, book
from events.registration.moving import Act
from events.registration.states import State
from mail.models import Message
from tests.events.factories import NOW, STARTS, asking, calendar, desk_with, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def desk() -> RegistrationDesk:
    """One seat: Camille has it, Alix waits; both were told."""
    desk = desk_with(capacity=1)
    for name in ("Camille", "Alix"):
        book(desk.pk, asking(person(name)), NOW)
    moves.write_due()
    Message.objects.all().delete()
    return desk


def throw(desk: RegistrationDesk) -> BinEntry:
    return put_in_bin(desk.event, User.objects.create_superuser("administratrice"), NOW)


def test_who_deletes_learns_that_people_come(desk: RegistrationDesk) -> None:
    (warning,) = warnings_about(EventPage.objects.filter(pk=desk.event_id))
    assert warning.startswith("2 personnes sont inscrites")


def test_it_takes_nobody_and_writes_to_nobody(client: Client, desk: RegistrationDesk) -> None:
    assert client.get(reverse("events:ask", args=[desk.pk])).status_code == 200
    almost = STARTS - timedelta(hours=20)
    throw(desk)
    assert client.get(reverse("events:ask", args=[desk.pk])).status_code == 404
    with pytest.raises(Refused):
        book(desk.pk, asking(person("Dominique")), NOW)
    assert reminding.remind_due(almost) == 0
    changing.give_up(desk.registrations.get(given_name="Camille").pk, Act(NOW))
    assert desk.registrations.get(given_name="Alix").state == State.WAITING
    moves.write_due()
    assert "None" not in "".join(message.text + message.html for message in Message.objects.all())


def test_people_still_find_what_is_kept_of_them(client: Client, desk: RegistrationDesk) -> None:
    throw(desk)
    page = client.get(links.address(desk.registrations.get(given_name="Camille")))
    assert page.status_code == 200
    assert "Colloque" in page.content.decode() and "None" not in page.content.decode()


def test_organisers_no_longer_meet_it(client: Client, desk: RegistrationDesk) -> None:
    throw(desk)
    client.force_login(User.objects.get(username="administratrice"))
    for address in ("event_organising:desks", "event_organising:open"):
        assert desk.event.title not in client.get(reverse(address)).content.decode()


def test_it_is_erased_once_nobody_is_known_any_more(desk: RegistrationDesk) -> None:
    entry = throw(desk)
    with pytest.raises(StillNeeded):
        erase(entry.pk)
    assert Registration.objects.count() == 2
    purge(STARTS + timedelta(days=4 * 365))
    assert set(Registration.objects.values_list("state", flat=True)) == {State.ANONYMISED}
    assert erase(entry.pk) == 1
    assert not Registration.objects.exists() and not RegistrationDesk.objects.exists()


def test_registrations_come_back_with_it(client: Client, desk: RegistrationDesk) -> None:
    slug = desk.event.slug
    entry = throw(desk)
    restore(entry.page, calendar(), slug, entry.deleted_by, NOW)
    assert client.get(reverse("events:ask", args=[desk.pk])).status_code == 200
    assert sorted(desk.registrations.values_list("state", flat=True)) == [State.CONFIRMED, State.WAITING]
