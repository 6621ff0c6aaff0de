"""Who gets in, and in which order.

Nobody takes a seat that somebody before them could still use. A newcomer gets in when the seats left would be enough
even if all who wait took theirs. When seats come back, requests are served in the order of their turns; a group that
wants to come together keeps its seats from those behind it until there are enough, unless the organiser lets these
fill in. People wait for the event and their way of coming; workshops are chosen once they are in.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Q

from events.models import Quota, Registration, RegistrationDesk

from .moving import Act, move
from .states import State

DIRECT = timedelta(hours=24)  # before the event, there is no time left to wait for an answer: people get in


def seated(
    desk: RegistrationDesk, quotas: Iterable[Quota], people: Sequence[Sequence[Quota]], *, together: bool
) -> list[bool]:
    """Which of a newly come group get in now, given the places that each one asks for, inside `seats.turn`.

    `quotas`: all those of the desk, read in this turn.
    """
    left = _Left(quotas)
    if not desk.fills_in:
        for quota in {quota for places in people for quota in places if left.scarce(quota)}:
            left.keep(quota, quota.registrations.filter(state=State.WAITING).count())
    if together:
        return [left.take([place for places in people for place in places])] * len(people)
    return [left.take(places) for places in people]


def promote(desk: RegistrationDesk, act: Act) -> list[Registration]:
    """Give what seats are left to those who wait for an event ahead, inside `seats.turn`. Returns those who moved.

    What `act` says to whoever left is not for them.
    """
    if not desk.is_ahead(act.at):
        return []
    left = _Left(desk.quotas.all())
    promoted: list[Registration] = []
    waiting = desk.registrations.in_line().select_related("booking").prefetch_related("places")
    for _booking, group in groupby(waiting.iterator(chunk_size=100), lambda registration: registration.booking_id):
        if left.nothing:
            break
        members = list(group)
        if members[0].booking.together:
            served = members if left.take([place for member in members for place in member.places.all()]) else []
        else:
            served = [member for member in members if left.take(member.places.all())]
        if not desk.fills_in:
            for member in members:
                if member not in served:
                    for place in member.places.all():
                        left.keep(place, 1)
        promoted += served
    until = _deadline(desk, act.at)
    for registration in promoted:
        move(registration, State.OFFERED if until else State.CONFIRMED, replace(act, why=""), offered_until=until)
    return promoted


def rank(registration: Registration) -> int:
    """How many wait up to this one, itself included: 1 is next. One that is not saved would come last."""
    if registration.pk is None:
        return registration.desk.registrations.in_line().count() + 1
    before = Q(line__lt=registration.line) | Q(line=registration.line, pk__lte=registration.pk)
    return registration.desk.registrations.filter(before, state=State.WAITING).count()


def _deadline(desk: RegistrationDesk, now: datetime) -> datetime | None:
    """Until when an offer stands; None when there is no time for one."""
    until = now + timedelta(hours=desk.offer_hours)
    starts_at = desk.event.starts_at
    if starts_at is None:
        return until
    return None if starts_at - now <= DIRECT else min(until, starts_at - DIRECT)


class _Left:
    """The places that are left, while some are given and some kept for those before."""

    def __init__(self, quotas: Iterable[Quota]) -> None:
        waited_for = [quota for quota in quotas if quota.is_waited_for]
        self._free = {quota.pk: quota.free for quota in waited_for if quota.free is not None}
        self._event = next(quota.pk for quota in waited_for if quota.kind == Quota.Kind.EVENT)

    @property
    def nothing(self) -> bool:
        """Whether nobody else can get in."""
        return self._free.get(self._event, 1) <= 0 or all(free <= 0 for free in self._free.values())

    def scarce(self, quota: Quota) -> bool:
        """Whether it has a limit, and something left."""
        return self._free.get(quota.pk, 0) > 0

    def keep(self, quota: Quota, count: int) -> None:
        if quota.pk in self._free:
            self._free[quota.pk] -= count

    def take(self, quotas: Iterable[Quota]) -> bool:
        """Take them all, or none."""
        asked = Counter(quota.pk for quota in quotas)
        if any(self._free.get(pk, count) < count for pk, count in asked.items()):
            return False
        for pk, count in asked.items():
            if pk in self._free:
                self._free[pk] -= count
        return True
