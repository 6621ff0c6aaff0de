"""Writing to those who keep pages: an announced day has passed, a resource is to be read again."""

import logging
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models.signals import post_delete
from django.utils import timezone

from mail.outbox import post, withdraw
from resources.due import cause_of, due
from resources.models import ResourcePage, ResourceReminder
from resources.reminder_mail import reminder
from resources.reports.rights import changeable

REMIND_AGAIN = timedelta(days=30)
_IN_THE_ADMIN = "wagtailadmin.access_admin"

log = logging.getLogger(__name__)


def remind(now: datetime) -> int:
    """Write to the owner of each page that something is due for; how many messages. To be called every day.

    One message a person, about everything that is due and that nobody was written to about for a month. An owner who
    has no address, or may not change the page any more, is left in peace.
    """
    today = timezone.localdate(now)
    owners = due(ResourcePage.objects.exclude(owner=None), today).order_by().values("owner")
    people = get_user_model().objects.filter(is_active=True, pk__in=owners).exclude(email="")
    return sum(_reminded(number, today) for number in people.order_by("pk").values_list("pk", flat=True))


def due_for(person: Any, today: date) -> list[Any]:
    """The pages of `person` that something is due for, and that were not written about for a month."""
    if not person.has_perm(_IN_THE_ADMIN):
        return []
    pages = due(changeable(person).filter(owner=person), today).order_by("due_month", "title", "pk")
    recent = ResourceReminder.objects.filter(page__owner=person, written_on__gt=today - REMIND_AGAIN)
    written = set(recent.values_list("page", "cause"))
    return [page for page in pages if (page.pk, cause_of(page)) not in written]


@transaction.atomic
def _reminded(number: int, today: date) -> bool:
    # Another worker may be writing to the same person.
    person = get_user_model().objects.select_for_update().get(pk=number)
    pages = due_for(person, today)
    if not pages:
        return False
    try:
        post(to=person.email, about=_key(person.pk), **reminder(pages))
    except ValueError:
        log.warning("user %d has no address that can be written to", number)
        return False
    for page in pages:
        ResourceReminder.objects.update_or_create(page=page, cause=cause_of(page), defaults={"written_on": today})
    return True


def connect() -> None:
    """What is for somebody who is gone does not leave."""
    post_delete.connect(_gone, get_user_model(), dispatch_uid="resources.reminders")


def _gone(sender: Any, instance: Any, **kwargs: Any) -> None:
    withdraw(_key(instance.pk))


def _key(number: int) -> str:
    return f"{get_user_model()._meta.label_lower}:{number}"
