"""Scans are kept, each once; whether somebody came follows from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from events.models import HalfDay, Registration, Scan
from events.registration.moving import Act, move
from events.registration.seats import turn
from events.registration.states import PRESENCE, State

_AT_THE_DOOR = PRESENCE | {State.CONFIRMED}


@dataclass(frozen=True)
class Reading:
    """What a device read. `at` is what its clock said; a clock that is wrong changes nothing but the order."""

    nonce: UUID
    registration: int
    present: bool
    at: datetime


class NotExpected(Exception):
    """This person has no seat; the message is for who is at the door."""


def record(half_day: HalfDay, readings: Sequence[Reading], act: Act) -> dict[UUID, str]:
    """Keep what a device read, in one turn of the event. Returns what was refused, and why; the rest is kept.

    Sent twice, it counts once.
    """
    refused: dict[UUID, str] = {}
    with turn(half_day.desk_id) as desk:
        known = set(Scan.objects.filter(nonce__in=[each.nonce for each in readings]).values_list("nonce", flat=True))
        people = desk.registrations.in_bulk([each.registration for each in readings])
        for reading in readings:
            if reading.nonce in known:
                continue
            known.add(reading.nonce)
            try:
                _keep(half_day, people.get(reading.registration), reading, act.user)
            except NotExpected as refusal:
                refused[reading.nonce] = str(refusal)
        for person in people.values():
            _settle(person, act)
    return refused


def _keep(half_day: HalfDay, person: Registration | None, reading: Reading, user: User | None) -> None:
    if person is None:
        raise NotExpected(_("Ce code n’est pas de cet événement."))
    if person.state not in _AT_THE_DOOR:
        raise NotExpected(
            _("%(name)s n’a pas de place : %(state)s.") % {"name": person.name, "state": person.get_state_display()}
        )
    Scan.objects.create(
        half_day=half_day,
        registration=person,
        nonce=reading.nonce,
        present=reading.present,
        at=reading.at,
        user=user,
    )


def attended(registration: Registration) -> list[HalfDay]:
    """The half-days of which the last word is that they were there."""
    last = {scan.half_day_id: scan.present for scan in registration.scans.order_by("at", "pk")}
    return [half_day for half_day in registration.desk.half_days.all() if last.get(half_day.pk)]


def present_at(half_day: HalfDay) -> set[int]:
    """The numbers of the registrations that are there. One query."""
    last = dict(half_day.scans.order_by("at", "pk").values_list("registration", "present"))
    return {pk for pk, present in last.items() if present}


def close(desk_pk: int, act: Act) -> int:
    """The event is over: who was expected and did not come is absent. Returns how many."""
    with turn(desk_pk) as desk:
        missing = list(desk.registrations.filter(state=State.CONFIRMED))
        for person in missing:
            move(person, State.ABSENT, act)
        return len(missing)


def excuse(registration_pk: int, act: Act) -> Registration:
    """They said that they could not come. Raises NotAllowed."""
    desk_pk = Registration.objects.values_list("desk", flat=True).get(pk=registration_pk)
    with turn(desk_pk) as desk:
        person = desk.registrations.get(pk=registration_pk)
        move(person, State.EXCUSED, act)
        return person


def _settle(person: Registration, act: Act) -> None:
    """The state that the scans of all half-days tell."""
    if person.state not in _AT_THE_DOOR:
        return
    count, there = person.desk.half_days.count(), len(attended(person))
    told = State.ATTENDED if there == count else State.PARTIAL if there else State.CONFIRMED
    came = person.state in (State.ATTENDED, State.PARTIAL)
    if person.state != told and (there or came):
        move(person, told, act)
