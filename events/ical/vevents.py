"""A VEVENT of an event, for everybody: what it is, when and where, never who comes."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils.text import capfirst
from icalendar import Event

from events.models import CalendarEntry, EventPage, EventState

from .zones import definition

_STATUS = {EventState.ANNOUNCED: "TENTATIVE", EventState.POSTPONED: "TENTATIVE", EventState.CANCELLED: "CANCELLED"}


def vevent(event: EventPage, entry: CalendarEntry) -> Event:
    """`event` has a start."""
    said = Event()
    said.add("uid", str(entry.uid))
    said.add("sequence", entry.sequence)
    said.add("dtstamp", entry.stamped_at)
    said.add("last-modified", entry.stamped_at)
    said.add("summary", event.title)
    said.add("dtstart", _on_its_clocks(event, event.starts_at))
    if event.ends_at:
        said.add("dtend", _on_its_clocks(event, event.ends_at))
    said.add("status", _STATUS.get(EventState(event.state), "CONFIRMED"))
    said.add("categories", [capfirst(event.get_kind_display())])
    if event.summary:
        said.add("description", event.summary)
    if event.where:
        said.add("location", event.where)
    if address := event.full_url:
        said.add("url", address)
    return said


def _on_its_clocks(event: EventPage, moment: datetime | None) -> datetime:
    assert moment is not None
    zone = event.zone
    return moment.astimezone(ZoneInfo(zone) if definition(zone) else UTC)
