"""What the apps above know of pages that leave: each says it in its own `deletions.py`, which is found by its name."""

from collections.abc import Callable, Iterable

from wagtail.models import Page
from wagtail.query import PageQuerySet

Warns = Callable[[PageQuerySet], Iterable[str]]
Erases = Callable[[Page], None]

_warns: list[Warns] = []
_erases: list[Erases] = []


class StillNeeded(Exception):
    """A page cannot be erased yet; the text is the sentence that says why."""


def warns(function: Warns) -> Warns:
    """Declare what to tell who is about to delete these pages: one sentence each."""
    _warns.append(function)
    return function


def erases(function: Erases) -> Erases:
    """Declare what to do before a page of the bin, and all that is under it, is erased: it may raise `StillNeeded`."""
    _erases.append(function)
    return function


def warnings_about(pages: PageQuerySet) -> list[str]:
    return [sentence for function in _warns for sentence in function(pages)]


def before_erasing(page: Page) -> None:
    for function in _erases:
        function(page)
