"""Erasing for good what the bin has held long enough, or what somebody no longer wants."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.actions.delete_page import DeletePageAction

from cms.models import BinEntry

from .addresses import make_permanent
from .place import locked_root
from .registry import StillNeeded, before_erasing


@dataclass(frozen=True)
class Purged:
    """How many entries and pages were, or would be, erased; how many entries stay because something needs them."""

    entries: int = 0
    pages: int = 0
    needed: int = 0


def kept_for() -> timedelta:
    return timedelta(days=settings.BIN_DAYS)


@transaction.atomic
def erase(number: int, user: Any = None) -> int:
    """Erase the entry of that number and all that it holds; how many pages. Raises StillNeeded.

    Nothing, and no error, where somebody was faster.
    """
    locked_root()
    entry = BinEntry.objects.select_related("page").filter(pk=number).first()
    if entry is None:
        return 0
    before_erasing(entry.page)
    pages = entry.pages.count()
    make_permanent(entry.pages.all())
    # Rights on pages of the bin are not those of Wagtail's tree: the caller asked.
    DeletePageAction(entry.page.specific, user=user).execute(skip_permission_checks=True)
    return pages


def purge(now: datetime, *, pretend: bool = False) -> Purged:
    """Erase what is past its period at `now`, each in its own transaction; `pretend` only counts."""
    entries = pages = needed = 0
    due = BinEntry.objects.filter(deleted_at__lt=now - kept_for()).order_by("pk")
    for number in list(due.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                erased = erase(number)
                transaction.set_rollback(pretend)
        except StillNeeded:
            needed += 1
        else:
            entries, pages = entries + (erased > 0), pages + erased
    return Purged(entries, pages, needed)
