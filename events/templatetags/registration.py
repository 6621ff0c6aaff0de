"""The registration of an event, on its page in whichever language."""

from typing import Any

from django import template
from django.utils import timezone

from events.models import EventPage, RegistrationDesk
from events.participants.availability import state_of

register = template.Library()


@register.inclusion_tag("events/_registration.html")
def registration_of(event: EventPage) -> dict[str, Any]:
    """What may be asked now, and the way there. Nothing for an event without registration, or that is over."""
    desks = RegistrationDesk.objects.select_related("event").prefetch_related("quotas")
    desk = None if event.is_past else desks.filter(event__translation_key=event.translation_key).first()
    return {"desk": desk, "state": state_of(desk, timezone.now()) if desk else None}
