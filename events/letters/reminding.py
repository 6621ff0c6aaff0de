"""Who comes is reminded a week before, and the day before."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from events.models import EventState, LetterNote, Registration
from events.registration.states import State

from .writing import compose, write

WEEK, EVE = timedelta(days=7), timedelta(hours=30)
_FRESH = timedelta(days=1)  # who was just told needs no reminder


def remind_due(now: datetime) -> int:
    """Write the reminders that are due; how many. Run twice, or killed, it writes none twice."""
    return _remind(_a_week_before(now), now) + _remind(_the_day_before(now), now)


def _a_week_before(now: datetime) -> "QuerySet[Registration]":
    starts = Q(desk__event__starts_at__gt=now + EVE, desk__event__starts_at__lte=now + WEEK)
    return _coming(now).filter(starts, reminded_at=None)


def _the_day_before(now: datetime) -> "QuerySet[Registration]":
    starts = Q(desk__event__starts_at__gt=now, desk__event__starts_at__lte=now + EVE)
    not_yet = Q(reminded_at=None) | Q(reminded_at__lt=F("desk__event__starts_at") - EVE)
    return _coming(now).filter(starts & not_yet)


def _coming(now: datetime) -> "QuerySet[Registration]":
    takes_place = Q(desk__event__live=True) & ~Q(desk__event__state__in=[EventState.CANCELLED, EventState.POSTPONED])
    return Registration.objects.filter(takes_place, state=State.CONFIRMED, moved_at__lte=now - _FRESH)


def _remind(due: "QuerySet[Registration]", now: datetime) -> int:
    return sum(_remind_one(due, pk, now) for pk in _numbers(due))


def _numbers(due: "QuerySet[Registration]") -> Iterable[int]:
    return list(due.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind_one(due: "QuerySet[Registration]", pk: int, now: datetime) -> bool:
    still = Registration.objects.filter(pk__in=due.filter(pk=pk).values("pk"))
    if not still.update(reminded_at=now):
        return False
    registration = Registration.objects.select_related("desk__event__place", "booking").get(pk=pk)
    return write(registration, compose(registration, _("Rappel"), reminder(), LetterNote.Kind.REMINDER))


def reminder() -> list[str]:
    """What a reminder says."""
    return [
        _("L’événement approche, et vous y êtes attendu."),
        _("Vous ne pouvez plus venir ? Dites-le sur votre page : votre place servira à une autre personne."),
    ]
