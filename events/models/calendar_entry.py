"""An event as calendars know it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from .event import EventPage


class CalendarEntry(models.Model):
    """What calendars that hold an event compare: which one it is, and whether theirs is the latest (RFC 5545, 3.8.7).

    Made and renewed by `events.ical.entries`, each time the published page is saved.
    """

    event = models.OneToOneField(EventPage, on_delete=models.CASCADE, related_name="calendar_entry")
    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    # Raised with the date, the place or the state: what people who come should know.
    sequence = models.PositiveIntegerField(default=0)
    stamped_at = models.DateTimeField(_("dernière modification"))
    # The VEVENT of the public feeds: written once, served to every subscriber.
    text = models.TextField()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"CalendarEntry {self.pk}"
