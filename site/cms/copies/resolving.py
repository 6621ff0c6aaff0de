"""What the references of a file mean in this portal."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from wagtail.models import Page

from .arriving_files import ArrivingFiles
from .references import reference_named
from .shape import Content, ReferenceTold
from .told_files import kind_of_file


@dataclass(frozen=True)
class Meaning:
    """The object here. `waits`: it will be here once what the file holds is written. Else `reason` tells why not."""

    pk: int | None = None
    waits: bool = False
    reason: str = ""


@dataclass
class Resolver:
    """`arrived` gives what the pages of the file became, by key and language; None as long as they are not written."""

    content: Content
    files: ArrivingFiles
    arrived: dict[tuple[str, str], Page | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._told = {reference.id: reference for reference in self.content.references}
        self._found: dict[str, models.Model | None] = {}

    def label(self, identifier: Any) -> str:
        told = self._told.get(identifier) if isinstance(identifier, str) else None
        return told.label if told else ""

    def meaning(self, model: type[models.Model], identifier: Any) -> Meaning:
        told = self._told.get(identifier) if isinstance(identifier, str) else None
        if told is None:
            return Meaning(reason=_("Le fichier ne dit pas de quoi il s’agit."))
        if kind := kind_of_file(model):
            return self._file(kind, told)
        if told.kind == Page._meta.label_lower:
            place = (told.key.get("key", ""), told.key.get("locale", ""))
            if place in self.arrived:
                page = self.arrived[place]
                return Meaning(waits=True) if page is None else self._checked(model, page)
        return self._checked(model, self._known(told))

    def _checked(self, model: type[models.Model], found: models.Model | None) -> Meaning:
        if isinstance(found, Page) and issubclass(model, Page):
            found = found.specific
        if not isinstance(found, model):
            return Meaning(reason=_("Il n’y a rien de tel dans ce portail."))
        return Meaning(pk=found.pk)

    def _known(self, told: ReferenceTold) -> models.Model | None:
        if told.id not in self._found:
            reference = reference_named(told.kind)
            self._found[told.id] = reference.find(dict(told.key)) if reference else None
        return self._found[told.id]

    def _file(self, kind: str, told: ReferenceTold) -> Meaning:
        digest = told.key.get("sha256", "")
        if told.kind != kind or not digest:
            return Meaning(reason=_("Le fichier lui-même n’a pas été exporté : il manquait, ou il est réservé."))
        if pk := self.files.here(kind, digest):
            return Meaning(pk=pk)
        reason = self.files.refusal(kind, digest)
        return Meaning(reason=reason) if reason else Meaning(waits=True)
