"""Public feeds: what anyone may read, whoever asks."""

import hashlib

from django.db.models import QuerySet
from icalendar import Parameters
from icalendar.parser import Contentline

from events.models import CalendarEntry
from events.models.event import PARIS, EventQuerySet

from .calendars import calendar

_REFRESH = "PT12H"  # RFC 7986: how often programs come back; X-PUBLISHED-TTL is what older ones read


def tag(events: EventQuerySet) -> str:
    """An entity tag, without reading a text: it changes with what is in the feed, and with each of them."""
    held = _entries(events).values_list("uid", "stamped_at")
    return f'"{hashlib.sha256(repr(list(held)).encode()).hexdigest()[:32]}"'


def feed(events: EventQuerySet, name: str) -> bytes:
    """The calendar of `events`, which everyone may read; those without a date are left out."""
    rows = list(_entries(events).values_list("text", "event__place__time_zone"))
    return calendar(
        "PUBLISH",
        (text for text, _zone in rows),
        (zone or PARIS for _text, zone in rows),
        f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH}",
        f"X-PUBLISHED-TTL:{_REFRESH}",
        *(Contentline.from_parts(key, Parameters(), name).to_ical().decode() for key in ("NAME", "X-WR-CALNAME")),
    )


def _entries(events: EventQuerySet) -> QuerySet[CalendarEntry]:
    return CalendarEntry.objects.filter(event__in=events).exclude(text="").order_by("event__starts_at", "pk")
