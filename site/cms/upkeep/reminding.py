"""Writing to those who answer for pages: a letter when a reading is due, another a month later, then to the others."""

import logging
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models.signals import post_delete
from django.utils import timezone
from wagtail.models import Page

from cms.models import Upkeep
from cms.roles.pages import page_policy
from mail.outbox import post, withdraw

from .due import due, followed
from .writing import reminder

OWN_LETTERS = 2
REMIND_AGAIN = timedelta(days=30)

log = logging.getLogger(__name__)


@transaction.atomic
def remind(now: datetime) -> int:
    """Write about the pages to be read again that nobody was written to about for a month; how many letters.

    One letter a person. Twice to who answers for a page; then, or at once where nobody does, every month to those who
    may publish it, who are its moderators, and where there are none, to the administrators. To be called every day.
    """
    today = timezone.localdate(now)
    waiting = _waiting(today)
    letters: dict[int, list[Any]] = defaultdict(list)
    others: dict[int, list[Any]] = defaultdict(list)
    told = []
    for page, upkeep in waiting:
        readers, place = _readers_of(page, upkeep), letters
        if upkeep.reminders >= OWN_LETTERS or not readers:
            readers, place = _moderators_of(page), others
        for number in readers:
            place[number].append(page)
        if readers:
            told.append(upkeep.pk)
    sent = sum(
        _written(person, letters[person.pk], others[person.pk])
        for person in get_user_model().objects.filter(pk__in={*letters, *others}).order_by("pk")
    )
    for pk, reminders in Upkeep.objects.filter(pk__in=told).values_list("pk", "reminders"):
        Upkeep.objects.filter(pk=pk).update(reminded_on=today, reminders=min(reminders + 1, OWN_LETTERS + 1))
    return sent


def _waiting(today: date) -> list[tuple[Any, Upkeep]]:
    """The pages due and their upkeep, which another worker cannot take meanwhile."""
    pages = due(followed(Page.objects.all()), today).order_by("due_month", "title", "pk")
    late = {page.pk: page for page in pages}
    Upkeep.objects.bulk_create([Upkeep(page_id=pk) for pk in late], ignore_conflicts=True)
    rows = Upkeep.objects.select_for_update().filter(page__in=list(late)).order_by("pk")
    known = {row.page_id: row for row in rows if row.reminded_on is None or row.reminded_on <= today - REMIND_AGAIN}
    return [(page, known[pk]) for pk, page in late.items() if pk in known]


def _readers_of(page: Page, upkeep: Upkeep) -> list[int]:
    """Who answers for `page`, if they can still do something about it."""
    people = page_policy.users_with_permission_for_instance("change", page)
    return list(people.filter(pk=upkeep.keeper_id).exclude(email="").values_list("pk", flat=True))


def _moderators_of(page: Page) -> list[int]:
    people = page_policy.users_with_any_permission_for_instance({"publish"}, page, include_superusers=False)
    found = list(people.exclude(email="").values_list("pk", flat=True))
    administrators = get_user_model().objects.filter(is_superuser=True, is_active=True).exclude(email="")
    return found or list(administrators.values_list("pk", flat=True))


def _written(person: Any, own: list[Any], others: list[Any]) -> bool:
    try:
        post(to=person.email, about=_key(person.pk), **reminder(own, others))
    except ValueError:
        log.warning("user %d has no address that can be written to", person.pk)
        return False
    return True


def connect() -> None:
    """What is for somebody who is gone does not leave."""
    post_delete.connect(_gone, get_user_model(), dispatch_uid="cms.upkeep")


def _gone(sender: Any, instance: Any, **kwargs: Any) -> None:
    withdraw(_key(instance.pk))


def _key(number: int) -> str:
    return f"cms.upkeep.keeper:{number}"
