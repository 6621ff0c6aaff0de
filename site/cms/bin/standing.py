"""Who may do what with the bin: those who have Wagtail's rights where the page was."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from cms.models import BinEntry, BinnedPage

from .place import in_bin


def place_of(entry: BinEntry) -> Page:
    """The nearest page that still stands above where it was; the root of all when nothing does."""
    place = entry.parent
    while place is not None and in_bin(place):
        above = BinnedPage.objects.select_related("entry__parent").filter(page=place).first()
        place = above.entry.parent if above else None
    return place or Page.get_first_root_node()


def may_see(user: Any, entry: BinEntry) -> bool:
    """Who works on pages there, and who deleted it."""
    return entry.deleted_by_id == user.pk or user.is_superuser or bool(_rights(user, place_of(entry)))


def may_restore(user: Any, pages: Iterable[BinnedPage], place: Page) -> bool:
    """As Wagtail asks for moving pages to `place`: adding, and publishing when some of them will be published."""
    needed = {"add", "publish"} if any(page.live for page in pages) else {"add"}
    return user.is_superuser or needed <= _rights(user, place)


def may_erase(user: Any, entry: BinEntry) -> bool:
    """As Wagtail asks for deleting pages that may be published."""
    needed = {"change", "publish"} | ({"bulk_delete"} if entry.page.numchild else set())
    return user.is_superuser or needed <= _rights(user, place_of(entry))


def _rights(user: Any, place: Page) -> set[str]:
    return set() if user.is_superuser or not user.is_active else set(place.permissions_for_user(user).permissions)
