"""Opening hours: kept as OpenStreetMap writes them, said as people say them.

Source of the syntax: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]

NBSP = "\u00a0"  # no line ends inside an hour
_WEEKS = 52
_HOLIDAYS = re.compile(r"\bPH\b.*\b(closed|off)\b")


@dataclass(frozen=True)
class Opening:
    """« du lundi au vendredi » and « de 8 h 30 à 12 h 30 et de 14 h à 17 h »."""

    days: str
    hours: str


@dataclass(frozen=True)
class Week:
    """An ordinary week, closed days left out. `notes` are sentences about what is not ordinary."""

    openings: tuple[Opening, ...]
    notes: tuple[str, ...]


# The openings of a day: minutes since midnight, and a comment.
Pattern = tuple[tuple[int, int, str], ...]


def opening_hours_form(value: str) -> None:
    """Raises ValidationError for what is not in the syntax."""
    if _read(value) is None:
        message = gettext_lazy("Ces horaires ne suivent pas le format. Exemple : Mo-Fr 08:30-12:30; Sa 09:00-12:00.")
        raise ValidationError(message)


def in_words(value: str, today: date) -> Week | None:
    """The ordinary week of these hours, as the coming year shows it; None for what cannot be read or never opens."""
    read = _read(value)
    if read is None:
        return None
    monday = today - timedelta(days=today.weekday())
    weeks = [[_of_day(read, monday + timedelta(days=7 * week + day)) for week in range(_WEEKS)] for day in range(7)]
    usual = [max(set(patterns), key=patterns.count) for patterns in weeks]
    notes = []
    if any(set(patterns) != {pattern} for patterns, pattern in zip(weeks, usual, strict=True)):
        notes.append(_("Ces horaires changent à certaines dates : renseignez-vous avant de vous déplacer."))
    if _HOLIDAYS.search(str(read.normalize())):
        notes.append(_("Fermé les jours fériés."))
    openings = tuple(Opening(_days(first, last), _hours(pattern)) for first, last, pattern in _grouped(usual))
    return Week(openings, tuple(notes)) if openings else None


def _read(value: str) -> OpeningHours | None:
    try:
        return OpeningHours(value)
    except ParserError:
        return None


def _of_day(read: OpeningHours, day: date) -> Pattern:
    midnight = datetime.combine(day, datetime.min.time())
    tomorrow = midnight + timedelta(days=1)
    return tuple(
        (_minutes(start, midnight), _minutes(end, midnight), comment)
        for start, end, state, comment in read.intervals(midnight, tomorrow)
        if state != State.CLOSED
    )


def _minutes(moment: datetime, midnight: datetime) -> int:
    return int((moment - midnight).total_seconds() // 60)


def _grouped(usual: list[Pattern]) -> Iterator[tuple[int, int, Pattern]]:
    """(first day, last day, pattern) of days that follow each other and are alike, closed ones apart."""
    day = 0
    while day < 7:
        last = day
        while last < 6 and usual[last + 1] == usual[day]:
            last += 1
        if usual[day]:
            yield day, last, usual[day]
        day = last + 1


def _days(first: int, last: int) -> str:
    names = {"first": WEEKDAYS[first], "last": WEEKDAYS[last]}
    if first == last:
        return _("le %(first)s") % names
    if (first, last) == (0, 6):
        return _("tous les jours")
    if last == first + 1:
        return _("le %(first)s et le %(last)s") % names
    return _("du %(first)s au %(last)s") % names


def _hours(pattern: Pattern) -> str:
    said = []
    for start, end, comment in pattern:
        hours = _("jour et nuit") if (start, end) == (0, 1440) else _span(start, end)
        said.append(f"{hours} ({comment})" if comment else hours)
    return _(" et ").join(said)


def _span(start: int, end: int) -> str:
    return _("de %(start)s à %(end)s") % {"start": _clock(start), "end": _clock(end)}


def _clock(minutes: int) -> str:
    """« 8 h 30 », « 14 h », « minuit »."""
    hour, minute = divmod(minutes, 60)
    if minutes in (0, 1440):
        return _("minuit")
    return f"{hour}{NBSP}h{NBSP}{minute:02}" if minute else f"{hour}{NBSP}h"
