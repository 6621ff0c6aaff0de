"""Who comes is reminded a week before, and the day before; who was offered a seat, before it goes to another."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.models import EventState, LetterNote, Registration
from events.registration.states import State

from .wording import offer
from .writing import Letter, compose, write

WEEK, EVE = timedelta(days=7), timedelta(hours=30)
LAST_HOURS = timedelta(hours=12)  # of an offer
_FRESH = timedelta(days=1)  # who was just told needs no reminder

_NOT_YET = Q(reminded_at=None) | Q(reminded_at__lt=F("moved_at"))


def remind_due(now: datetime) -> int:
    """Write the reminders that are due; how many. Run twice, or killed, it writes none twice."""
    due = ((_a_week_before(now), of_event), (_the_day_before(now), of_event), (_in_its_last_hours(now), _of_offer))
    return sum(
        _remind(registrations, letter, pk, now) for registrations, letter in due for pk in _numbers(registrations)
    )


def _a_week_before(now: datetime) -> "QuerySet[Registration]":
    starts = Q(desk__event__starts_at__gt=now + EVE, desk__event__starts_at__lte=now + WEEK)
    return _expected().filter(_NOT_YET & starts, state=State.CONFIRMED, moved_at__lte=now - _FRESH)


def _the_day_before(now: datetime) -> "QuerySet[Registration]":
    starts = Q(desk__event__starts_at__gt=now, desk__event__starts_at__lte=now + EVE)
    not_that_day = _NOT_YET | Q(reminded_at__lt=F("desk__event__starts_at") - EVE)
    return _expected().filter(not_that_day & starts, state=State.CONFIRMED, moved_at__lte=now - _FRESH)


def _in_its_last_hours(now: datetime) -> "QuerySet[Registration]":
    ends = Q(offered_until__gt=now, offered_until__lte=now + LAST_HOURS)
    return _expected().filter(_NOT_YET & ends, state=State.OFFERED, moved_at__lte=now - LAST_HOURS)


def _expected() -> "QuerySet[Registration]":
    """Those of events that take place."""
    called_off = Q(desk__event__state__in=[EventState.CANCELLED, EventState.POSTPONED])
    return Registration.objects.filter(~called_off, desk__event__live=True)


def _numbers(due: "QuerySet[Registration]") -> list[int]:
    return list(due.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(due: "QuerySet[Registration]", letter: Callable[[Registration], Letter], pk: int, now: datetime) -> bool:
    still = Registration.objects.filter(pk__in=due.filter(pk=pk).values("pk"))
    if not still.update(reminded_at=now):
        return False
    registration = Registration.objects.select_related("desk__event__place", "booking").get(pk=pk)
    with override(registration.booking.language):
        return write(registration, letter(registration))


def of_event(registration: Registration) -> Letter:
    """The reminder of who comes."""
    paragraphs = [
        _("L’événement approche, et vous y êtes attendu."),
        _("Vous ne pouvez plus venir ? Dites-le sur votre page : votre place servira à une autre personne."),
    ]
    return compose(registration, _("Rappel"), paragraphs, LetterNote.Kind.REMINDER)


def _of_offer(registration: Registration) -> Letter:
    paragraphs = [_("Une place vous est proposée, et nous n’avons pas votre réponse."), *offer(registration)]
    return compose(registration, _("Rappel"), paragraphs, LetterNote.Kind.OFFERED)
