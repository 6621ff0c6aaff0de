"""Half-days, and how French says when and how long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import date_format

from cms.partial_dates import display

_NOON, _EVENING = 12, 18  # hours
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_SPACE = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class HalfDay:
    """On the clocks of the place. Raises ValueError when it ends before it starts, or another day."""

    starts: datetime
    ends: datetime

    def __post_init__(self) -> None:
        if not self.duration > timedelta() or self.starts.date() != self.ends.date():
            raise ValueError("a half-day starts, then ends, on one day")

    @property
    def day(self) -> date:
        return self.starts.date()

    @property
    def duration(self) -> timedelta:
        """As it passed, on a night when the clocks change too: two hours of one zone are told apart by their offset."""
        offset = (self.ends.utcoffset() or timedelta()) - (self.starts.utcoffset() or timedelta())
        return self.ends.replace(tzinfo=None) - self.starts.replace(tzinfo=None) - offset

    @property
    def part(self) -> str:
        if self.starts.hour < _NOON:
            return "matin"
        return "après-midi" if self.starts.hour < _EVENING else "soirée"

    @property
    def hours(self) -> str:
        """« 9 h – 12 h 30 »."""
        return f"{_clock(self.starts)} – {_clock(self.ends)}"


def said(day: date) -> str:
    """« 1er mars 2027 »; the active language writes the month."""
    return display(day.isoformat()).replace(" ", _SPACE)


def weekday_said(day: date) -> str:
    """« lundi 1er mars 2027 »."""
    return f"{date_format(day, 'l')} {said(day)}"


def period(half_days: Iterable[HalfDay]) -> str:
    """« le lundi 1er mars 2027 », « du 1er au 3 mars 2027 »: the first day and the last."""
    days = sorted(half_day.day for half_day in half_days)
    first, last = days[0], days[-1]
    if first == last:
        return f"le {weekday_said(first)}"
    words = said(first).split(_SPACE)
    told_by_the_last = 2 if (first.year, first.month) == (last.year, last.month) else first.year == last.year
    return f"du {_SPACE.join(words[: 3 - told_by_the_last])} au {said(last)}"


def total(half_days: Iterable[HalfDay]) -> str:
    """« 6 heures 30 », « 45 minutes »: how long they last together, to the minute."""
    minutes = sum((half_day.duration for half_day in half_days), timedelta()) // _MINUTE
    hours, minutes = divmod(minutes, _HOUR // _MINUTE)
    if not hours:
        return f"{minutes}{_SPACE}minute{'s' if minutes > 1 else ''}"
    return f"{hours}{_SPACE}heure{'s' if hours > 1 else ''}{f'{_SPACE}{minutes:02}' if minutes else ''}"


def _clock(moment: datetime) -> str:
    hour = f"{moment.hour}{_SPACE}h"
    return f"{hour}{_SPACE}{moment.minute:02}" if moment.minute else hour
