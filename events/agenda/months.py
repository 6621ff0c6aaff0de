"""A month of events, week by week."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from events.models import EventPage

FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)  # months beyond are nobody's


@dataclass(frozen=True)
class Day:
    day: date
    inside: bool  # of the month
    today: bool
    events: "list[EventPage]"


def month_of(said: str, today: date) -> date:
    """The first day of a month written as 2026-11; of this month when it is none, or too far."""
    try:
        year, month = said.split("-")
        first = date(int(year), int(month), 1)
    except ValueError:
        return today.replace(day=1)
    return first if FIRST <= first < LAST else today.replace(day=1)


def bounds(first: date) -> tuple[datetime, datetime]:
    """From the first Monday that the month's page shows to the Monday after its last week, on the clocks of Paris."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    zone = timezone.get_default_timezone()
    start, end = weeks[0][0], weeks[-1][-1] + timedelta(days=1)
    return datetime.combine(start, time.min, zone), datetime.combine(end, time.min, zone)


def weeks(first: date, events: "Iterable[EventPage]", today: date) -> list[list[Day]]:
    """Each event on each of its days."""
    of_day: dict[date, list[Any]] = {}
    for event in events:
        start = timezone.localdate(event.starts_at)
        last = max(start, timezone.localdate(event.ends_at)) if event.ends_at else start
        for number in range(min((last - start).days, 366) + 1):
            of_day.setdefault(start + timedelta(days=number), []).append(event)
    return [
        [Day(day, day.month == first.month, day == today, of_day.get(day, [])) for day in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]


def next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def previous_month(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)
