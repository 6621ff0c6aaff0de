"""How far a role reaches: everywhere, or only what its people are entrusted with.

`cms` knows no domain: an app says in its own `reaches.py` what is theirs, kind by kind; these modules are found by
name, as Django's admin does.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from wagtail.models import Page

# (user) -> the objects of one kind that are theirs, as they are in the database: never as drafted.
Theirs = Callable[[Any], QuerySet[Any]]
# (user, valid form of one object) -> whether what it says would still be theirs.
Keeps = Callable[[Any, Any], bool]


@dataclass(frozen=True)
class Held:
    """What somebody may touch of one kind. `field` is that of the form which says whose it is; `refusal`, why not."""

    theirs: Theirs
    keeps: Keeps
    field: str
    refusal: str | Promise


@dataclass
class Reach:
    """One way of entrusting things to people. `entrusted`: whether this person has any."""

    name: str
    label: str | Promise
    entrusted: Callable[[Any], bool]
    held: dict[type[Model], Held] = field(default_factory=dict)

    def theirs(self, user: Any, model: type[Model]) -> QuerySet[Any]:
        """Nothing for a kind that this reach does not know."""
        held = self.held.get(model)
        return held.theirs(user) if held else model._default_manager.none()

    def their_pages(self, user: Any) -> Q:
        """A condition on `Page`. A page of a kind that nobody can hold (a reading list) is its author's."""
        kinds: list[Any] = [model for model in self.held if issubclass(model, Page)]
        known = [each.pk for each in ContentType.objects.get_for_models(*kinds).values()]
        pages = Q(owner=user.pk) & ~Q(content_type__in=known)
        for model in kinds:
            pages |= Q(pk__in=self.theirs(user, model).order_by().values("pk"))
        return pages


_reaches: dict[str, Reach] = {}


def register(reach: Reach) -> Reach:
    _reaches[reach.name] = reach
    return reach


def reach_named(name: str) -> Reach | None:
    return _reaches.get(name)


def all_reaches() -> list[Reach]:
    """In the order they were declared in."""
    return list(_reaches.values())
