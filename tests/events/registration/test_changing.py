"""What becomes of registrations, and who gets the seats that come back."""

from datetime import datetime, timedelta

import pytest

from events.models import EventPage, EventState, Quota, Registration, RegistrationDesk
from events.registration import changing
from events.registration.booking import Refused, book
from events.registration.drift import drifts
from events.registration.line import rank
from events.registration.moving import Act, move
from events.registration.seats import Full, turn
from events.registration.states import ALLOWED, HOLDING, NotAllowed, State
from tests.events.factories import NOW, STARTS, asking, desk_with, person, quota

pytestmark = pytest.mark.django_db

ACT = Act(NOW)


def one(desk: RegistrationDesk, **fields: object) -> Registration:
    [registration] = book(desk.pk, asking(person(**fields)), NOW).registrations.all()
    return registration


def state(registration: Registration) -> str:
    registration.refresh_from_db()
    return registration.state


def test_a_seat_given_up_is_offered_to_the_first_who_waits() -> None:
    desk = desk_with(capacity=1)
    first, second, third = one(desk), one(desk), one(desk)
    assert [rank(second), rank(third)] == [1, 2]
    changing.give_up(first.pk, ACT)
    assert [state(each) for each in (first, second, third)] == [State.CANCELLED, State.OFFERED, State.WAITING]
    assert second.offered_until == NOW + timedelta(hours=48)
    assert rank(third) == 1 and not drifts()


def test_an_offered_seat_is_held_until_it_is_answered() -> None:
    desk = desk_with(capacity=1)
    first, second = one(desk), one(desk)
    changing.give_up(first.pk, ACT)
    third = one(desk)
    assert state(third) == State.WAITING
    changing.accept(second.pk, ACT)
    assert (state(second), state(third)) == (State.CONFIRMED, State.WAITING)


def test_an_offer_declined_or_expired_goes_to_the_next() -> None:
    desk = desk_with(capacity=1)
    first, second, third, fourth = one(desk), one(desk), one(desk), one(desk)
    changing.give_up(first.pk, ACT)
    changing.give_up(second.pk, ACT)
    assert (state(second), state(third)) == (State.DECLINED, State.OFFERED)
    assert changing.expire(NOW + timedelta(hours=47)) == 0
    assert changing.expire(NOW + timedelta(hours=48)) == 1
    assert (state(third), state(fourth)) == (State.EXPIRED, State.OFFERED)
    assert not drifts()


def test_an_offer_cannot_be_accepted_after_its_deadline() -> None:
    desk = desk_with(capacity=1)
    first, second = one(desk), one(desk)
    changing.give_up(first.pk, ACT)
    with pytest.raises(NotAllowed):
        changing.accept(second.pk, Act(NOW + timedelta(hours=48)))
    changing.accept(second.pk, Act(NOW + timedelta(hours=48, seconds=-1)))


def test_on_the_eve_people_get_in_without_an_offer() -> None:
    desk = desk_with(capacity=1)
    first, second = one(desk), one(desk)
    changing.give_up(first.pk, Act(STARTS - timedelta(hours=24)))
    assert state(second) == State.CONFIRMED


def test_no_offer_outlasts_the_eve() -> None:
    desk = desk_with(capacity=1)
    first, second = one(desk), one(desk)
    changing.give_up(first.pk, Act(STARTS - timedelta(hours=30)))
    assert state(second) == State.OFFERED and second.offered_until == STARTS - timedelta(hours=24)


def test_a_group_that_comes_together_waits_until_there_are_enough() -> None:
    desk = desk_with(capacity=3)
    there = [one(desk) for _ in range(3)]
    group = book(desk.pk, asking(person(), person(), together=True), NOW).registrations
    behind = one(desk)
    changing.give_up(there[0].pk, ACT)
    assert set(group.values_list("state", flat=True)) == {State.WAITING} and state(behind) == State.WAITING
    changing.give_up(there[1].pk, ACT)
    assert set(group.values_list("state", flat=True)) == {State.OFFERED}
    changing.give_up(there[2].pk, ACT)
    assert state(behind) == State.OFFERED


def test_filling_in_gives_the_seat_to_those_behind_a_group() -> None:
    desk = desk_with(capacity=1, fills_in=True)
    there = one(desk)
    book(desk.pk, asking(person(), person(), together=True), NOW)
    behind = one(desk)
    changing.give_up(there.pk, ACT)
    assert state(behind) == State.OFFERED


def test_what_is_over_is_not_given_up_again() -> None:
    desk = desk_with(capacity=1)
    first = one(desk)
    changing.give_up(first.pk, ACT)
    with pytest.raises(NotAllowed):
        changing.give_up(first.pk, ACT)
    assert desk.quotas.get().held == 0


def test_an_organiser_approves_refuses_or_lets_in() -> None:
    desk = desk_with(capacity=1, moderated=True)
    first, second, third = one(desk), one(desk), one(desk)
    assert state(changing.approve(first.pk, ACT)) == State.CONFIRMED
    assert state(changing.approve(second.pk, ACT)) == State.WAITING
    assert state(changing.refuse(third.pk, ACT)) == State.REFUSED
    with pytest.raises(Full):
        changing.let_in(second.pk, ACT)
    changing.set_capacity(desk.quotas.get().pk, 2, ACT)
    assert state(second) == State.OFFERED and not drifts()


def test_a_workshop_that_filled_up_before_the_approval_is_left_out() -> None:
    desk = desk_with(moderated=True)
    workshop = quota(desk, Quota.Kind.WORKSHOP, 1)
    first, second = (one(desk, places=frozenset({workshop.pk})) for _ in range(2))
    for each in (first, second):
        assert state(changing.approve(each.pk, ACT)) == State.CONFIRMED
    assert workshop in first.places.all() and workshop not in second.places.all()
    assert not drifts()


def test_a_place_is_handed_over_whole_and_once() -> None:
    desk = desk_with(capacity=1)
    workshop = quota(desk, Quota.Kind.WORKSHOP, 1)
    first = one(desk, places=frozenset({workshop.pk}))
    waiting = one(desk)
    successor = changing.hand_over(first.pk, person("Camille"), ACT)
    assert (state(first), state(successor), state(waiting)) == (State.REPLACED, State.CONFIRMED, State.WAITING)
    assert workshop in successor.places.all() and successor.replaces == first and not drifts()
    with pytest.raises(NotAllowed):
        changing.hand_over(first.pk, person(), ACT)


def test_nobody_hands_over_to_somebody_who_comes_already() -> None:
    desk = desk_with()
    first = one(desk)
    book(desk.pk, asking(person("Camille")), NOW)
    with pytest.raises(Refused, match="déjà inscrite"):
        changing.hand_over(first.pk, person("Camille"), ACT)
    assert state(first) == State.CONFIRMED


def test_places_are_changed_all_or_none() -> None:
    desk = desk_with()
    kept, full, free = (quota(desk, Quota.Kind.WORKSHOP, 1, label=label) for label in "abc")
    one(desk, places=frozenset({full.pk}))
    mine = one(desk, places=frozenset({kept.pk}))
    with pytest.raises(Full):
        changing.change_places(mine.pk, {free.pk, full.pk}, ACT)
    assert kept in mine.places.all() and not drifts()
    changing.change_places(mine.pk, {free.pk}, ACT)
    assert set(mine.places.all()) == {desk.quotas.get(kind="evenement"), free} and not drifts()
    kept.refresh_from_db()
    assert kept.held == 0


def test_nobody_changes_to_come_on_site_before_those_who_wait_for_it() -> None:
    desk = desk_with()
    here, afar = quota(desk, Quota.Kind.ON_SITE, 1), quota(desk, Quota.Kind.REMOTE)
    there = one(desk, places=frozenset({here.pk}))
    book(desk.pk, asking(*(person(places=frozenset({here.pk})) for _ in range(2)), together=True), NOW)
    mine = one(desk, places=frozenset({afar.pk}))
    changing.give_up(there.pk, ACT)  # one seat, kept for the two who come together
    with pytest.raises(Full):
        changing.change_places(mine.pk, {here.pk}, ACT)


def test_capacity_never_goes_under_what_is_held() -> None:
    desk = desk_with(capacity=3)
    for _ in range(2):
        one(desk)
    event = desk.quotas.get()
    with pytest.raises(Refused, match="2 places sont déjà prises"):
        changing.set_capacity(event.pk, 1, ACT)
    assert changing.set_capacity(event.pk, 2, ACT).capacity == 2


def test_a_cancelled_event_ends_everything_and_holds_nothing() -> None:
    desk = desk_with(capacity=1)
    everyone = [one(desk), one(desk)]
    assert changing.call_off(desk.pk, ACT) == 2
    assert {state(each) for each in everyone} == {State.EVENT_CANCELLED}
    assert desk.quotas.get().held == 0 and not drifts()
    assert changing.call_off(desk.pk, ACT) == 0


@pytest.mark.parametrize("before", list(State))
def test_only_what_the_table_allows_happens(before: State) -> None:
    desk = desk_with()
    registration = one(desk)
    for after in State:
        Registration.objects.filter(pk=registration.pk).update(state=before)
        desk.quotas.update(held=int(before in HOLDING))
        registration.refresh_from_db()
        with turn(desk.pk):
            if after in ALLOWED[before]:
                move(registration, after, ACT)
                assert state(registration) == after and desk.quotas.get().held == int(after in HOLDING)
            else:
                with pytest.raises(NotAllowed):
                    move(registration, after, ACT)


def test_what_changed_before_its_turn_does_not_move_twice() -> None:
    desk = desk_with()
    registration = one(desk)
    stale = Registration.objects.get(pk=registration.pk)
    changing.give_up(registration.pk, ACT)
    with turn(desk.pk), pytest.raises(NotAllowed):
        move(stale, State.CANCELLED, ACT)
    assert desk.quotas.get().held == 0


def test_a_seat_written_by_hand_is_seen() -> None:
    desk = desk_with()
    one(desk)
    assert not drifts()  # the control
    desk.quotas.update(held=2)
    [drift] = drifts()
    assert (drift.held, drift.counted) == (2, 1)


@pytest.mark.parametrize(
    ("event", "moment"),
    [
        ({}, STARTS),
        ({"state": EventState.CANCELLED}, NOW),
        ({"state": EventState.POSTPONED}, NOW),
        ({"live": False}, NOW),
    ],
)
def test_nobody_gets_a_seat_of_an_event_that_has_begun_or_does_not_take_place(event: dict, moment: datetime) -> None:
    desk = desk_with(capacity=1)
    first, second = one(desk), one(desk)
    EventPage.objects.filter(pk=desk.event_id).update(**event)
    changing.give_up(first.pk, Act(moment))
    assert (state(first), state(second)) == (State.CANCELLED, State.WAITING)


def test_one_place_is_said_in_the_singular() -> None:
    desk = desk_with(capacity=3, largest_group=1)
    one(desk)
    with pytest.raises(Refused, match="1 place est déjà prise"):
        changing.set_capacity(desk.quotas.get().pk, 0, ACT)
    with pytest.raises(Refused, match="1 personne au plus"):
        book(desk.pk, asking(person(), person()), NOW)
