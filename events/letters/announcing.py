"""What is written to all those who come: a few at a time, and each of them once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.ical import invitations
from events.models import Announcement, Registration
from events.registration.states import State

from .writing import compose, write

_AT_ONCE = 50


def write_due(now: datetime) -> int:
    """The letters of the announcements owed; how many. Killed, it goes on after the last person written to."""
    return sum(_write_all(pk, now) for pk in _owed())


def _owed() -> list[int]:
    return list(Announcement.objects.filter(done_at=None).order_by("pk").values_list("pk", flat=True))


def _write_all(pk: int, now: datetime) -> int:
    written = 0
    while (count := _write_some(pk, now)) is not None:
        written += count
    return written


@transaction.atomic
def _write_some(pk: int, now: datetime) -> int | None:
    """None once everybody was written to."""
    announcement = Announcement.objects.select_for_update().get(pk=pk)
    if announcement.done_at:
        return None
    people = Registration.objects.filter(
        desk=announcement.desk_id, state__in=announcement.states, pk__gt=announcement.written_to
    )
    batch = list(people.select_related("desk__event__place", "booking").order_by("pk")[:_AT_ONCE])
    if not batch:
        announcement.done_at = now
    for registration in batch:
        with override(registration.booking.language):
            announcement.count += _write(announcement, registration)
        announcement.written_to = registration.pk
    announcement.save()
    return len(batch) if batch else None


def _write(announcement: Announcement, registration: Registration) -> bool:
    if announcement.kind == Announcement.Kind.CHANGE:
        calendar = invitations.request(registration) if registration.state == State.CONFIRMED else None
        said = [_("L’événement a changé. Voici ce qui vaut maintenant ; votre inscription reste la même.")]
        return write(registration, compose(registration, _("Changement"), said), calendar)
    return write(registration, compose(registration, announcement.subject, announcement.text.splitlines()))
