"""The entries of the catalogue, made true again: what came, what changed, what left and what is back."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from django.db import transaction
from django.utils import timezone

from resources.models import CatalogueEntry

from .public import catalogued
from .sets import NOWHERE, belongings

_AT_ONCE = 500
_WRITTEN = ["page", "title", "datestamp", "deleted", "sets", "digest"]


@dataclass(frozen=True)
class Refreshed:
    """How many entries were written: of resources that came or are back, that changed, that left."""

    came: int
    changed: int
    left: int


@transaction.atomic
def refresh() -> Refreshed:
    """Compare the catalogue with what everyone may read, and write what differs. Again, it writes nothing.

    A bounded number of queries reads all of it, without making pages: 10,000 resources cost less than a second.
    """
    now = timezone.now().astimezone(UTC).replace(microsecond=0)
    known = {entry.code: entry for entry in CatalogueEntry.objects.select_for_update()}
    came: list[CatalogueEntry] = []
    back: list[CatalogueEntry] = []
    changed: list[CatalogueEntry] = []
    for true in _true(now):
        entry = known.pop(true.code, None)
        if entry is None:
            came.append(true)
        elif entry.deleted or entry.digest != true.digest:
            (back if entry.deleted else changed).append(true)
            true.pk = entry.pk
    left = [entry for entry in known.values() if not entry.deleted]
    for entry in left:
        entry.deleted, entry.datestamp = True, now
    # Another worker may write the same at this instant.
    CatalogueEntry.objects.bulk_create(came, batch_size=_AT_ONCE, ignore_conflicts=True)
    CatalogueEntry.objects.bulk_update([*back, *changed, *left], _WRITTEN, batch_size=_AT_ONCE)
    return Refreshed(len(came) + len(back), len(changed), len(left))


def _true(now: datetime) -> Iterator[CatalogueEntry]:
    """The entries that there should be, in the order in which resources were made."""
    belong = belongings()
    rows = catalogued().order_by("pk").values_list("pk", "code", "title", "last_published_at", "publisher__name")
    for pk, code, title, published, publisher in rows:
        belonging = belong.get(pk, NOWHERE)
        yield CatalogueEntry(
            code=code,
            page_id=pk,
            title=title,
            datestamp=now,
            sets="".join(f"\n{spec}" for spec in belonging.specs) + "\n",
            digest=_digest([pk, title, published, publisher, belonging.specs, belonging.names]),
        )


def _digest(facts: Iterable[Any]) -> str:
    """Of all that a record says: what is published with the page is told by the moment of its publication."""
    return blake2b(json.dumps(facts, default=str).encode(), digest_size=16).hexdigest()
