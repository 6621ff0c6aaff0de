"""What goes into the calendar of one person."""

from datetime import timedelta

import pytest
import vobject

from events.ical import invitations
from events.models import CalendarEntry, Registration
from events.registration import changing
from events.registration.booking import Person, book
from events.registration.moving import Act
from tests.events.factories import NOW, asking, desk_with, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration() -> Registration:
    desk = desk_with()
    return book(desk.pk, asking(person("camille"), person("alix")), NOW).registrations.get(given_name="Camille")


def read(content: bytes | None) -> vobject.base.Component:
    assert content
    return vobject.readOne(content.decode())


def test_an_invitation_is_for_one_person(registration: Registration) -> None:
    said = read(invitations.request(registration))
    assert said.method.value == "REQUEST" and said.vevent.uid.value == str(CalendarEntry.objects.get().uid)
    [attendee] = said.vevent.attendee_list
    assert attendee.value == "mailto:camille@exemple.test" and attendee.params["PARTSTAT"] == ["ACCEPTED"]
    assert said.vevent.organizer.value.startswith("mailto:")


def test_no_private_address_is_in_it(registration: Registration) -> None:
    """People show their calendars to others."""
    assert str(registration.token).encode() not in (invitations.request(registration) or b"")
    assert b"inscriptions" not in (invitations.request(registration) or b"")


def test_giving_up_takes_it_out(registration: Registration) -> None:
    invited = read(invitations.request(registration))
    given_up = changing.give_up(registration.pk, Act(NOW + timedelta(days=365)))
    said = read(invitations.cancel(given_up))
    assert said.method.value == "CANCEL" and said.vevent.status.value == "CANCELLED"
    assert said.vevent.uid.value == invited.vevent.uid.value
    assert said.vevent.dtstamp.value > invited.vevent.dtstamp.value


def test_the_same_facts_give_the_same_bytes(registration: Registration) -> None:
    assert invitations.request(registration) == invitations.request(registration)


def test_no_date_no_invitation(registration: Registration) -> None:
    event = registration.desk.event
    event.starts_at = event.ends_at = None
    event.save()
    assert invitations.request(registration) is None


@pytest.mark.parametrize("name", ['Camille"X', "Camille\r\nX-EVIL:1", "Camille;X=1:,"])
def test_a_name_adds_no_line(name: str) -> None:
    desk = desk_with()
    somebody = Person(given_name=name, family_name="Essai", email="camille@exemple.test")
    registration = book(desk.pk, asking(somebody), NOW).registrations.get()
    content = invitations.request(registration)
    assert read(content).vevent.attendee.value == "mailto:camille@exemple.test"
    assert content and b"\nX-EVIL" not in content
