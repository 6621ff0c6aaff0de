"""Whatever is done to seats, in whatever order, they are counted right, and nobody waits for one that is free."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from events.models import Quota, Registration, RegistrationDesk
from events.registration import changing, moving
from events.registration.booking import Refused, book
from events.registration.drift import drifts
from events.registration.erasing import erase
from events.registration.moving import Act
from events.registration.seats import Full
from events.registration.states import NotAllowed, State
from tests.events.factories import NOW, asking, desk_with, person, quota

pytestmark = pytest.mark.django_db

EXAMPLES = settings(
    max_examples=20,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,  # the same on every machine; the crowd draws at random
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
numbers = st.integers(0, 50)


class Seats(RuleBasedStateMachine):
    """An event of few seats and a workshop. What a rule may not do now is refused, and changes nothing."""

    desk: RegistrationDesk
    now: datetime

    @initialize(capacity=st.integers(0, 4))
    def open(self, capacity: int) -> None:
        """More people than seats, then an organiser who wants to agree to each."""
        self.desk, self.now = desk_with(capacity=capacity), NOW
        self.workshop = quota(self.desk, Quota.Kind.WORKSHOP, 1)
        for people in range(1, 4):
            self.ask(people, workshop=people == 1)
        RegistrationDesk.objects.filter(pk=self.desk.pk).update(moderated=capacity % 2 == 1)

    @rule(people=st.integers(1, 3), workshop=st.booleans())
    def ask(self, people: int, workshop: bool) -> None:
        wanted = frozenset({self.workshop.pk}) if workshop else frozenset()
        before = self.in_state(State.WAITING).count()
        try:
            asked = book(self.desk.pk, asking(*(person(places=wanted) for _each in range(people))), self.now)
        except (Full, Refused):
            return
        if before and asked.registrations.filter(state=State.CONFIRMED).exists():
            raise AssertionError("a newcomer overtook who waited")

    @rule(number=numbers)
    def give_up(self, number: int) -> None:
        self.on(number, changing.give_up, State.CONFIRMED, State.OFFERED, State.WAITING)

    @rule(number=numbers)
    def accept(self, number: int) -> None:
        self.on(number, changing.accept, State.OFFERED)

    @rule(number=numbers)
    def approve(self, number: int) -> None:
        self.on(number, changing.approve, State.PENDING)

    @rule(number=numbers)
    def refuse(self, number: int) -> None:
        self.on(number, changing.refuse, State.PENDING)

    @rule(number=numbers)
    def let_in(self, number: int) -> None:
        self.on(number, changing.let_in, State.WAITING)

    @rule(number=numbers)
    def hand_over(self, number: int) -> None:
        self.on(number, lambda pk, act: changing.hand_over(pk, person(), act), State.CONFIRMED)

    @rule(number=numbers, workshop=st.booleans())
    def change_places(self, number: int, workshop: bool) -> None:
        wanted = {self.workshop.pk} if workshop else set()
        self.on(number, lambda pk, act: changing.change_places(pk, wanted, act), State.CONFIRMED)

    @rule(number=numbers)
    def erase(self, number: int) -> None:
        self.on(number, erase)

    @rule(capacity=st.integers(0, 5))
    def set_capacity(self, capacity: int) -> None:
        try:
            changing.set_capacity(self.desk.quotas.get(kind="evenement").pk, capacity, Act(self.now))
        except Refused:
            pass

    @rule(hours=st.integers(1, 60))
    def time_goes_by(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        changing.expire(self.now)

    @invariant()
    def seats_are_counted_right(self) -> None:
        assert not [drift for drift in drifts() if drift.quota.desk_id == self.desk.pk]
        for each in self.desk.quotas.all():
            assert each.capacity is not None and 0 <= each.held <= each.capacity

    @invariant()
    def nobody_waits_for_a_seat_that_is_free(self) -> None:
        if self.in_state(State.WAITING).exists():
            assert self.desk.quotas.get(kind="evenement").free == 0

    def in_state(self, *states: State) -> Any:
        return self.desk.registrations.filter(state__in=states)

    def on(self, number: int, act: Callable[[int, Act], object], *states: State) -> None:
        """To one of those in these states, or to anybody."""
        chosen = self.in_state(*states) if states else Registration.objects.filter(desk=self.desk)
        people = list(chosen.order_by("pk").values_list("pk", flat=True))
        if people:
            try:
                act(people[number % len(people)], Act(self.now))
            except (NotAllowed, Full, Refused):
                pass


def test_seats_are_right_whatever_is_done() -> None:
    run_state_machine_as_test(Seats, settings=EXAMPLES)


@pytest.mark.parametrize("protection", ["give_back", "take"])
def test_without_counting_them_they_are_not(monkeypatch: pytest.MonkeyPatch, protection: str) -> None:
    """The control of the test above."""
    monkeypatch.setattr(moving, protection, lambda places: None)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Seats, settings=EXAMPLES)


def test_without_giving_them_on_somebody_waits_for_a_free_seat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changing, "promote", lambda desk, act: [])
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Seats, settings=EXAMPLES)
