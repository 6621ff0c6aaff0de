"""What the files of the content folder mean. Each app declares its kinds in its own `founding.py`."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any, Protocol

from django.conf import settings
from django.db import models
from django.utils.module_loading import autodiscover_modules
from pydantic import BaseModel
from wagtail.models import Page


class Storage(Protocol):
    """Where entries go that are no rows of one model, and the shape they have."""

    @property
    def schema(self) -> type[BaseModel]: ...

    def stored(self) -> dict[str, int]:
        """The primary keys of what is there already, by key."""

    def create(self, values: dict[str, Any]) -> int:
        """Makes what an entry says and returns its primary key. Raises ValidationError for what is wrong."""


@dataclass(frozen=True)
class FileKind:
    """One kind of content, stored in `model`.

    `name`: what problems and counts call it. `pattern`: its files, relative to the content folder ("projects/*.yaml").
    `fields`: the model fields that a file may give, plus the child relations named in `parts` (relation → fields).
    `key`: the fields that name an entry, joined by "-", and by which other files refer to it; empty for a thing that
    exists once. `unknown`: the French words for a reference that leads nowhere ("territoire inconnu"). `parent`: the
    type of the page above, for pages. `defaults`: values that no file says. `promised`: keys
    that a step will have made before files refer to them. `storage`: takes the place of `model` and `fields`. Kinds are
    loaded by rising `order`.
    """

    name: str
    pattern: str
    order: int
    model: type[models.Model]
    fields: Sequence[str]
    key: Sequence[str] = ("slug",)
    parts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unknown: str = ""
    parent: type[Page] | None = None
    defaults: Callable[[], dict[str, Any]] = dict
    promised: Callable[[], Collection[str]] = tuple
    storage: Storage | None = None

    def key_of(self, data: Any) -> str:
        """The key of an entry, from raw data that may be wrong: "" when they don't tell."""
        if not self.key:
            return self.name
        values = [data.get(name) for name in self.key] if isinstance(data, dict) else [None]
        return "-".join(map(str, values)) if all(isinstance(value, str) and value for value in values) else ""

    def stored(self) -> dict[str, int]:
        """The primary keys of what the database already holds, by key. Pages: those of the default language."""
        if self.storage:
            return self.storage.stored()
        rows = self.model._default_manager.order_by("pk")
        if issubclass(self.model, Page):
            rows = rows.filter(locale__language_code=settings.LANGUAGE_CODE)
        if not self.key:
            return dict.fromkeys([self.name], rows[0].pk) if rows else {}
        return {"-".join(values): pk for pk, *values in rows.values_list("pk", *self.key)}


@dataclass(frozen=True)
class Step:
    """Something that must exist whatever the files say: `run` makes what is missing and returns how many it made."""

    name: str
    order: int
    run: Callable[[], int]


_declared: dict[str, FileKind | Step] = {}


def register(declaration: FileKind | Step) -> None:
    _declared[declaration.name] = declaration


def declarations() -> list[FileKind | Step]:
    """What to load, in order."""
    _discover()
    return sorted(_declared.values(), key=lambda declaration: declaration.order)


@cache
def _discover() -> None:
    import_module("cms.founding.portal")
    import_module("cms.founding.roles")
    import_module("cms.review.founding")
    import_module("cms.founding.versions")
    autodiscover_modules("founding")


def kinds() -> list[FileKind]:
    return [declaration for declaration in declarations() if isinstance(declaration, FileKind)]


def kind_of(model: type[models.Model]) -> FileKind:
    """The kind whose entries are `model` objects. Raises LookupError when no file describes them."""
    for declaration in _declared.values():
        if isinstance(declaration, FileKind) and declaration.model is model:
            return declaration
    raise LookupError(model)
