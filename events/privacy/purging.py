"""What is too old goes. Each step is small and does no more when done again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from events.models import Announcement, Answer, Booking, Needs, Question, Registration
from events.registration.erasing import erase
from events.registration.moving import Act
from events.registration.states import PRESENCE, State

from .retention import ATTENDANCE, NEEDS, UNSEATED

_SEATED = PRESENCE | {State.CONFIRMED}


@dataclass(frozen=True)
class Purged:
    """How many of each are, or would be, forgotten."""

    needs: int
    answers: int
    registrations: int
    bookings: int
    announcements: int


def purge(now: datetime, *, pretend: bool = False) -> Purged:
    """Forget what is due at `now`; `pretend` only counts."""
    needs, answers, announcements = _needs(now), _answers(now), _announcements(now)
    registrations = list(_registrations(now).order_by("pk").values_list("pk", flat=True))
    counts = {"needs": needs.count(), "answers": answers.count(), "announcements": announcements.count()}
    if pretend:
        return Purged(**counts, registrations=len(registrations), bookings=_bookings().count())
    needs.delete()
    answers.delete()
    announcements.delete()
    for pk in registrations:
        erase(pk, Act(now))
    bookings = _bookings().update(name="", email="")
    transaction.on_commit(_empty_journal)
    return Purged(**counts, registrations=len(registrations), bookings=bookings)


def _empty_journal() -> None:
    """SQLite's write-ahead log still holds what was erased, today by people too: it is written down, and cut.

    Where somebody reads for longer than the database waits, the next purge does it.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _over(event: str, else_since: str, before: datetime) -> Q:
    """The event ended before; one without a date counts from `else_since`."""
    ended = Q(**{f"{event}__ends_at__lt": before}) | Q(**{f"{event}__ends_at": None, f"{event}__starts_at__lt": before})
    return ended | Q(**{f"{event}__ends_at": None, f"{event}__starts_at": None, f"{else_since}__lt": before})


def _needs(now: datetime) -> "QuerySet[Needs]":
    return Needs.objects.filter(_over("registration__desk__event", "said_at", now - NEEDS))


def _answers(now: datetime) -> "QuerySet[Answer]":
    due = Q(pk__in=[])
    for days in set(Question.objects.values_list("days_kept", flat=True)):
        before = now - timedelta(days=days)
        due |= Q(question__days_kept=days) & _over("registration__desk__event", "registration__moved_at", before)
    return Answer.objects.filter(due)


def _registrations(now: datetime) -> "QuerySet[Registration]":
    seated = Q(state__in=_SEATED) & _over("desk__event", "moved_at", now - ATTENDANCE)
    others = ~Q(state__in=_SEATED | {State.ANONYMISED}) & _over("desk__event", "moved_at", now - UNSEATED)
    return Registration.objects.filter(seated | others)


def _announcements(now: datetime) -> "QuerySet[Announcement]":
    return Announcement.objects.filter(_over("desk__event", "made_at", now - ATTENDANCE))


def _bookings() -> "QuerySet[Booking]":
    """Requests of which nobody is known any more."""
    known = Registration.objects.exclude(state=State.ANONYMISED).values("booking")
    return Booking.objects.exclude(name="", email="").exclude(pk__in=known)
