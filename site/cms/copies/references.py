"""What pages refer to, by keys that mean the same thing in two portals.

An app declares those of its models in its own `natural_references.py`; they are found by name, as the founding files
are. What is of no declared model does not travel.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from django.db import models
from django.utils.module_loading import autodiscover_modules

Key = dict[str, str]


@dataclass(frozen=True)
class NaturalReference:
    """`find` gives the object that a key names here, None without one. A key may be anything a stranger wrote."""

    model: type[models.Model]
    key_of: Callable[[Any], Key]
    find: Callable[[Key], models.Model | None]

    @property
    def kind(self) -> str:
        return self.model._meta.label_lower


_declared: dict[type[models.Model], NaturalReference] = {}
_left_behind: dict[type[models.Model], frozenset[str]] = {}


def register(reference: NaturalReference) -> None:
    _declared[reference.model] = reference


def leave_behind(model: type[models.Model], *fields: str) -> None:
    """Declare fields of a page that are of this portal alone, or that its page does not show to everyone."""
    _left_behind[model] = frozenset(fields)


def left_behind(model: type[models.Model]) -> frozenset[str]:
    _discover()
    return _left_behind.get(model, frozenset())


def reference_of(model: type[models.Model]) -> NaturalReference | None:
    _discover()
    return _declared.get(model)


def reference_named(kind: str) -> NaturalReference | None:
    _discover()
    return next((each for each in _declared.values() if each.kind == kind), None)


@cache
def _discover() -> None:
    import_module("cms.copies.builtin")
    autodiscover_modules("natural_references")
