"""Events of another calendar become drafts here; what an editor published stays until they publish again."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from events.models import CalendarEntry, EventIndexPage, EventKind, EventPage, ImportedEvent

from .reading import Row

_FIELDS = ("title", "starts_at", "ends_at", "venue", "summary", "state")


@dataclass(frozen=True)
class Difference:
    """`event`: the one it would change, None for a new one. `changed`: names of fields, none when it says the same."""

    row: Row
    event: EventPage | None
    changed: tuple[str, ...]

    @property
    def is_new(self) -> bool:
        return self.event is None


def differences(rows: Sequence[Row]) -> list[Difference]:
    """What taking them would do. Those that came from this portal, or wait in its bin, are left out."""
    ours = {str(uid) for uid in CalendarEntry.objects.values_list("uid", flat=True)}
    deleted = ImportedEvent.objects.exclude(event__in=EventPage.objects.outside_bin())
    ours.update(deleted.values_list("uid", flat=True))
    uids = [row.uid for row in rows]
    known = {each.uid: each.event for each in ImportedEvent.objects.filter(uid__in=uids).select_related("event")}
    return [_difference(row, known.get(row.uid)) for row in rows if row.uid not in ours]


@transaction.atomic
def take(found: Sequence[Difference], parent: EventIndexPage, user: User) -> int:
    """Make drafts of what is new or changed, all or none; how many."""
    taken = 0
    for difference in found:
        if difference.event is None:
            _create(difference.row, parent, user)
        elif difference.changed:
            draft = difference.event.get_latest_revision_as_object()
            for name in difference.changed:
                setattr(draft, name, getattr(difference.row, name))
            draft.save_revision(user=user, clean=False)
        else:
            continue
        taken += 1
    return taken


def _difference(row: Row, event: EventPage | None) -> Difference:
    if event is None:
        return Difference(row, None, _FIELDS)
    draft = event.get_latest_revision_as_object()
    return Difference(row, event, tuple(name for name in _FIELDS if getattr(draft, name) != getattr(row, name)))


def _create(row: Row, parent: EventIndexPage, user: User) -> None:
    event = EventPage(
        **{name: getattr(row, name) for name in _FIELDS},
        kind=EventKind.INFORMATION,
        slug=_free_slug(row.title, parent),
        live=False,
        locale=parent.locale,
        owner=user,
    )
    parent.add_child(instance=event)
    event.save_revision(user=user, clean=False)
    ImportedEvent.objects.create(event=event, uid=row.uid)


def _free_slug(title: str, parent: EventIndexPage) -> str:
    wished = slugify(title)[:200] or "evenement"
    taken = set(parent.get_children().filter(slug__startswith=wished).values_list("slug", flat=True))
    numbered = (f"{wished}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wished, *numbered) if slug not in taken)
