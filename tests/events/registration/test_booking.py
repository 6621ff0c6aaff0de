"""Asking to come: who gets a seat, who waits, and what is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from events.models import Booking, EventState, Quota, Registration, RegistrationDesk
from events.registration.booking import AlreadyRegistered, Refused, book
from events.registration.places import WrongPlaces
from events.registration.seats import Full
from events.registration.states import State
from tests.events.factories import NOW, STARTS, asking, desk_with, person, quota
from tests.network.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def states(booking: Booking) -> list[str]:
    return [registration.state for registration in booking.registrations.order_by("pk")]


def held(desk: RegistrationDesk) -> dict[str, int]:
    return dict(desk.quotas.values_list("kind", "held"))


def test_a_seat_is_confirmed_while_there_are_some_then_people_wait() -> None:
    desk = desk_with(capacity=2)
    asked = [book(desk.pk, asking(person()), NOW) for _ in range(4)]
    assert [states(booking) for booking in asked] == [[State.CONFIRMED]] * 2 + [[State.WAITING]] * 2
    assert held(desk) == {"evenement": 2}


def test_an_event_without_limit_takes_everybody_and_counts_them() -> None:
    desk = desk_with(capacity=None)
    assert states(book(desk.pk, asking(*(person() for _ in range(5))), NOW)) == [State.CONFIRMED] * 5
    assert held(desk) == {"evenement": 5}


def test_colleagues_come_together_or_as_many_as_there_are_seats() -> None:
    apart, together = desk_with(capacity=2), desk_with(capacity=2)
    three = [person() for _ in range(3)]
    assert states(book(apart.pk, asking(*three), NOW)) == [State.CONFIRMED, State.CONFIRMED, State.WAITING]
    assert states(book(together.pk, asking(*three, together=True), NOW)) == [State.WAITING] * 3
    assert held(together) == {"evenement": 0}


def test_newcomers_do_not_take_what_a_waiting_group_could_still_use() -> None:
    desk = desk_with(capacity=2)
    book(desk.pk, asking(person(), person(), person(), together=True), NOW)
    assert states(book(desk.pk, asking(person()), NOW)) == [State.WAITING]


def test_they_do_where_the_organiser_lets_them_fill_in() -> None:
    desk = desk_with(capacity=2, fills_in=True)
    book(desk.pk, asking(person(), person(), person(), together=True), NOW)
    assert states(book(desk.pk, asking(person()), NOW)) == [State.CONFIRMED]


def test_the_same_form_sent_twice_gets_the_first_answer() -> None:
    desk = desk_with(capacity=1)
    request = asking(person())
    assert book(desk.pk, request, NOW) == book(desk.pk, request, NOW)
    assert held(desk) == {"evenement": 1}
    # The control: another form of the same person is another request.
    with pytest.raises(AlreadyRegistered) as refusal:
        book(desk.pk, replace(asking(*request.people)), NOW)
    assert [registration.email for registration in refusal.value.registrations] == [request.people[0].email]


def test_an_address_is_the_same_however_it_is_typed() -> None:
    desk = desk_with()
    book(desk.pk, asking(person("Alix")), NOW)
    with pytest.raises(AlreadyRegistered):
        book(desk.pk, asking(replace(person(), email="ALIX@exemple.test")), NOW)


def test_two_people_of_a_request_cannot_share_an_address() -> None:
    desk = desk_with()
    with pytest.raises(Refused, match="même adresse"):
        book(desk.pk, asking(person("Alix"), person("Alix")), NOW)
    assert not Booking.objects.exists()


@pytest.mark.parametrize(
    ("fields", "state", "moment"),
    [
        ({}, EventState.CONFIRMED, NOW - timedelta(days=2)),
        ({"closes_at": NOW}, EventState.CONFIRMED, NOW),
        ({}, EventState.CONFIRMED, STARTS),
        ({}, EventState.CANCELLED, NOW),
        ({}, EventState.POSTPONED, NOW),
    ],
)
def test_nobody_gets_in_outside_the_time_of_registration(fields: dict, state: str, moment: object) -> None:
    desk = desk_with(**fields)
    desk.event.state = state
    desk.event.save()
    with pytest.raises(Refused, match="ne sont pas ouvertes"):
        book(desk.pk, asking(person()), moment)
    assert not Registration.objects.exists()


def test_a_group_has_a_largest_size() -> None:
    desk = desk_with(largest_group=2)
    with pytest.raises(Refused, match="2 personnes"):
        book(desk.pk, asking(person(), person(), person()), NOW)


def test_an_event_for_named_organisations_takes_no_other() -> None:
    desk = desk_with(audience=RegistrationDesk.Audience.ORGANISATIONS)
    invited, other = OrganisationFactory.create(), OrganisationFactory.create()
    desk.organisations.add(invited)
    for organisation in (None, other):
        with pytest.raises(Refused, match="structures nommées"):
            book(desk.pk, asking(person(organisation=organisation)), NOW)
    assert states(book(desk.pk, asking(person(organisation=invited)), NOW)) == [State.CONFIRMED]


def test_a_moderated_request_holds_no_seat() -> None:
    desk = desk_with(capacity=1, moderated=True)
    assert states(book(desk.pk, asking(person()), NOW)) == [State.PENDING]
    assert held(desk) == {"evenement": 0}


def test_workshops_fill_up_on_their_own_and_take_nobody_halfway() -> None:
    desk = desk_with(capacity=10)
    workshop = quota(desk, Quota.Kind.WORKSHOP, 1)
    book(desk.pk, asking(person(places=frozenset({workshop.pk}))), NOW)
    with pytest.raises(Full) as refusal:
        book(desk.pk, asking(person(), person(places=frozenset({workshop.pk}))), NOW)
    assert refusal.value.quota == workshop
    assert held(desk) == {"evenement": 1, "atelier": 1}


def test_who_waits_for_the_event_holds_no_workshop() -> None:
    desk = desk_with(capacity=0)
    workshop = quota(desk, Quota.Kind.WORKSHOP, 1)
    [waiting] = book(desk.pk, asking(person(places=frozenset({workshop.pk}))), NOW).registrations.all()
    assert waiting.state == State.WAITING and workshop not in waiting.places.all()


def test_workshops_at_the_same_time_are_not_for_one_person() -> None:
    desk = desk_with()
    hours = [{"starts_at": STARTS + timedelta(hours=n), "ends_at": STARTS + timedelta(hours=n + 2)} for n in (0, 1, 2)]
    first, second, third = (quota(desk, Quota.Kind.WORKSHOP, 5, label=f"Atelier {n}", **hours[n]) for n in range(3))
    with pytest.raises(WrongPlaces, match="en même temps"):
        book(desk.pk, asking(person(places=frozenset({first.pk, second.pk}))), NOW)
    assert states(book(desk.pk, asking(person(places=frozenset({first.pk, third.pk}))), NOW)) == [State.CONFIRMED]


def test_one_comes_on_site_or_follows_from_afar() -> None:
    desk = desk_with()
    here, afar = quota(desk, Quota.Kind.ON_SITE, 1), quota(desk, Quota.Kind.REMOTE)
    for places in (set(), {here.pk, afar.pk}):
        with pytest.raises(WrongPlaces, match="sur place"):
            book(desk.pk, asking(person(places=frozenset(places))), NOW)
    book(desk.pk, asking(person(places=frozenset({here.pk}))), NOW)
    assert states(book(desk.pk, asking(person(places=frozenset({here.pk}))), NOW)) == [State.WAITING]
    # Waiting to come on site keeps nobody from following.
    assert states(book(desk.pk, asking(person(places=frozenset({afar.pk}))), NOW)) == [State.CONFIRMED]


def test_places_of_another_event_are_none() -> None:
    desk, other = desk_with(), desk_with()
    with pytest.raises(WrongPlaces, match="n’existe plus"):
        book(desk.pk, asking(person(places=frozenset({quota(other, Quota.Kind.WORKSHOP).pk}))), NOW)


def test_every_step_leaves_a_line() -> None:
    [registration] = book(desk_with().pk, asking(person()), NOW).registrations.all()
    assert [(change.before, change.after, change.at) for change in registration.changes.all()] == [
        ("", State.CONFIRMED, NOW)
    ]
