"""Reading once an edition."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.apps import apps
from django.db import transaction
from django.db.models import Manager, Max, Sum

Value = TypeVar("Value")

_MOST_KEPT = 1_000  # keys may hold what a visitor sent, such as the name of a host
_kept: dict[Hashable, tuple[int, Any]] = {}
_asked: ContextVar[list[int] | None] = ContextVar("edition", default=None)  # the mark, once it was asked for


def remembered(key: Hashable, read: Callable[[], Value]) -> Value:
    """What `read` gives, asked once an edition and process. The value is shared: nobody may change it.

    What `read` reads must be watched, all of it (`editions.watching`).
    """
    edition = current()
    known = _kept.get(key)
    if known is not None and known[0] == edition:
        return known[1]
    value = read()  # After the mark: it may be of a later edition, never of one before.
    if len(_kept) >= _MOST_KEPT:
        _kept.clear()
    _kept[key] = (edition, value)
    return value


def current() -> int:
    """The mark of the present edition. One statement, or none when this request asked already."""
    asked = _asked.get()
    if asked:
        return asked[0]
    mark = int(_changes().aggregate(mark=Sum("mark"))["mark"] or 0)
    if asked is not None:
        asked.append(mark)
    return mark


def begin() -> None:
    """A new edition, from the commit of the transaction on, and at once for who asks inside it."""
    _changes().create()
    asked = _asked.get()
    if asked:
        asked.clear()


def _changes() -> Manager:
    return apps.get_model("editions", "Change")._default_manager


@contextmanager
def one_edition() -> Iterator[None]:
    """Inside, the mark is asked for once."""
    before = _asked.set([])
    try:
        yield
    finally:
        _asked.reset(before)


def forget() -> None:
    """Nothing was read yet, as in a process that begins."""
    _kept.clear()


def tidy() -> int:
    """Makes one row of those there are, of a mark that was never seen. Returns how many there were."""
    with transaction.atomic():
        last = _changes().aggregate(last=Max("pk"))["last"]
        if last is None:
            return 0
        begin()
        return _changes().filter(pk__lte=last).delete()[0]
