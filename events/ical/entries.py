"""Keeping what calendars compare: an identity that stays, a number that grows with what people should know."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import Signal
from django.utils import timezone, translation
from icalendar import Event
from wagtail.models import Page
from wagtail.signals import page_slug_changed, post_page_move

from events.models import CalendarEntry, EventPage
from events.models.event import EventQuerySet

from .vevents import vevent

# Sent in the transaction, with `event`: its date, place or state is another one.
changed = Signal()

_MATTERS = ("DTSTART", "DTEND", "LOCATION", "STATUS")


def connect() -> None:
    """Called once, when Django is ready."""
    post_save.connect(_saved, sender=EventPage, dispatch_uid="events.ical")
    page_slug_changed.connect(_moved, dispatch_uid="events.ical")
    post_page_move.connect(_moved, dispatch_uid="events.ical")


@transaction.atomic
def renew(event: EventPage, now: datetime) -> CalendarEntry:
    """The entry of a published event, which changes only when what it says does. `text` is empty without a date."""
    entry, made = CalendarEntry.objects.select_for_update().get_or_create(event=event, defaults={"stamped_at": now})
    text = _text(event, entry)
    if text == entry.text:
        return entry
    matters = not made and _what_matters(text) != _what_matters(entry.text)
    entry.sequence += matters
    entry.stamped_at = now
    entry.text = _text(event, entry)
    entry.save()
    if matters:
        changed.send(EventPage, event=event)
    return entry


def _text(event: EventPage, entry: CalendarEntry) -> str:
    if event.starts_at is None:
        return ""
    with translation.override(event.locale.language_code):
        return vevent(event, entry).to_ical().decode()


def _what_matters(text: str) -> list[str]:
    said = Event.from_ical(text) if text else Event()
    return [repr(said.get(name) and said[name].to_ical()) for name in _MATTERS]


def _saved(instance: EventPage, **_kwargs: Any) -> None:
    """What is saved may hold a draft in memory: only what the database has is published."""
    if event := _published().filter(pk=instance.pk).first():
        renew(event, timezone.now())


def _moved(instance: Page, **_kwargs: Any) -> None:
    """The addresses of a page and of all that is below it."""
    for event in _published().descendant_of(instance, inclusive=True):
        renew(event, timezone.now())


def _published() -> EventQuerySet:
    return EventPage.objects.live().select_related("place", "locale")
