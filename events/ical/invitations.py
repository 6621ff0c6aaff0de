"""What a message about one registration carries for the calendar of the person (iTIP, RFC 5546)."""

from datetime import UTC
from email.utils import parseaddr

from django.conf import settings
from icalendar import Event, vCalAddress, vDatetime

from events.models import CalendarEntry, EventPage, Registration

from .calendars import calendar


def request(registration: Registration) -> bytes | None:
    """METHOD:REQUEST: they come, and this is the latest that is known. None for an event without a date.

    The address of the person's page is not in it: people show their calendars to others.
    """
    return _message("REQUEST", registration)


def cancel(registration: Registration) -> bytes | None:
    """METHOD:CANCEL: it leaves their calendar."""
    return _message("CANCEL", registration)


def _message(method: str, registration: Registration) -> bytes | None:
    event: EventPage = registration.desk.event
    entry = CalendarEntry.objects.filter(event=event).exclude(text="").first()
    if entry is None:
        return None
    said = Event.from_ical(entry.text)
    # The number is the event's; between two messages to one person, the later is told by its date.
    said["dtstamp"] = vDatetime(max(entry.stamped_at, registration.moved_at).astimezone(UTC))
    if method == "CANCEL":
        said["status"] = "CANCELLED"
    said.add("organizer", _organiser(registration))
    said.add("attendee", _attendee(registration))
    return calendar(method, [said.to_ical().decode()], [event.zone])


def _organiser(registration: Registration) -> vCalAddress:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organiser = vCalAddress(f"mailto:{registration.desk.contact or address}")
    organiser.params["CN"] = name or settings.WAGTAIL_SITE_NAME
    return organiser


def _attendee(registration: Registration) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{registration.email}")
    attendee.params["CN"] = f"{registration.given_name} {registration.family_name}"
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    attendee.params["PARTSTAT"] = "ACCEPTED"
    attendee.params["RSVP"] = "FALSE"
    return attendee
