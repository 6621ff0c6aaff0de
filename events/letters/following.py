"""An event that changes is told to those who come; one that is cancelled ends their registrations."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.ical.entries import changed
from events.models import Announcement, EventPage, EventState, Registration, RegistrationDesk
from events.registration.changing import call_off
from events.registration.moving import Act, moved
from events.registration.states import UNSETTLED
from mail.signals import refused_for_good


def connect() -> None:
    """Called once, when Django is ready."""
    moved.connect(_has_moved, dispatch_uid="events.letters")
    changed.connect(_has_changed, dispatch_uid="events.letters")
    refused_for_good.connect(_is_refused, dispatch_uid="events.letters")


def call_off_cancelled(now: datetime) -> int:
    """End the registrations of cancelled events; how many. Done twice, it does no more."""
    called_off = RegistrationDesk.objects.filter(
        event__live=True, event__state=EventState.CANCELLED, registrations__state__in=UNSETTLED
    )
    return sum(call_off(desk.pk, Act(now)) for desk in called_off.distinct())


def _has_moved(registration: Registration, **_kwargs: Any) -> None:
    _soon()


def _has_changed(event: EventPage, **_kwargs: Any) -> None:
    desk = RegistrationDesk.objects.filter(event=event).first()
    if desk is None or not desk.registrations.filter(state__in=UNSETTLED).exists():
        return
    if event.state != EventState.CANCELLED:
        change = {"kind": Announcement.Kind.CHANGE, "recipients": Announcement.Recipients.EVERYBODY}
        # One that has not begun will tell what is true by then.
        if not desk.announcements.filter(**change, written_to=0, done_at=None).exists():
            desk.announcements.create(**change, made_at=timezone.now())
    _soon()


def _is_refused(about: str, **_kwargs: Any) -> None:
    """The organiser sees that this person was not reached."""
    kind, _sep, pk = about.partition(":")
    if kind == "events.registration" and pk.isdecimal():
        Registration.objects.filter(pk=int(pk)).update(mail_refused_at=timezone.now())


def _soon() -> None:
    from .tasks import request_letters

    transaction.on_commit(request_letters, robust=True)
