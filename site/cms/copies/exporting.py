"""Pages of this portal written to a file."""

import hashlib
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Revision

from .encoding import Leaving
from .references import reference_of
from .shape import FILES, FORMAT, MANIFEST, MOST_PAGES, PAGES, VERSION
from .told_files import about, kind_of_file, may_travel

_BLOCK = 256 * 1024  # bytes read at once


@dataclass(frozen=True)
class Selection:
    """What is to be written: the page, an old version of it if told, and what is below it if asked."""

    page: Page
    below: bool = False
    revision: Revision | None = None
    user: Any = None  # None for a program, which may read everything


class TooManyPages(Exception):
    """More pages than a file holds."""


@dataclass
class _Departure(Leaving):
    """Gathers what the pages refer to while they are told."""

    references: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, tuple[dict[str, Any], Any]] = field(default_factory=dict)
    _ids: dict[tuple[type[models.Model], str], str | None] = field(default_factory=dict)

    def reference(self, model: type[models.Model], value: Any) -> str | None:
        if not value:
            return None
        known = (Page if issubclass(model, Page) else model, str(value))
        if known not in self._ids:
            told = self._told(*known)
            self._ids[known] = f"r{len(self.references) + 1}" if told else None
            if told:
                self.references.append({"id": self._ids[known]} | told)
        return self._ids[known]

    def _told(self, model: type[models.Model], pk: str) -> dict[str, Any] | None:
        found = model._default_manager.filter(pk=pk).first() if pk.isdecimal() else None
        if found is None:
            return None
        label = str(found)[:1000]
        if kind := kind_of_file(model):
            return {"kind": kind, "label": label, "key": self._file_key(kind, found)}
        reference = reference_of(model)
        return {"kind": reference.kind, "label": label, "key": reference.key_of(found)} if reference else None

    def _file_key(self, kind: str, instance: Any) -> dict[str, str]:
        """Without a digest when the file stays: it is missing from the disk, or reserved to some."""
        digest = _digest(instance) if may_travel(kind, instance) else None
        if digest is None:
            return {}
        name = str(instance.filename)
        self.files[digest] = ({"kind": kind, "sha256": digest, "name": name, "about": about(kind, instance)}, instance)
        return {"sha256": digest}


def pages_of(selection: Selection) -> list[Page]:
    """Those that will be written, in the order of the tree. Raises TooManyPages."""
    pages = [selection.page]
    if selection.below:
        below = selection.page.get_descendants().order_by("path")
        pages += list(below[: MOST_PAGES + 1])
    if selection.user is not None:
        pages = [page for page in pages if page.permissions_for_user(selection.user).can_edit()]
    if len(pages) > MOST_PAGES:
        raise TooManyPages(MOST_PAGES)
    return pages


def write(selection: Selection, target: IO[bytes]) -> int:
    """Write the file; how many pages it holds. Each page goes as its editors see it, with what is not published yet."""
    departure = _Departure()
    told: list[dict[str, Any]] = []
    places: dict[str, int] = {}
    for page in pages_of(selection):
        parent = places.get(str(page.path)[: -Page.steplen])
        if told and parent is None:
            continue  # below a page that stays
        places[str(page.path)] = len(told)
        told.append(_page_told(_state_of(page, selection), page, parent, departure))
    content = {
        "pages": told,
        "references": departure.references,
        "files": [each for each, _i in departure.files.values()],
    }
    _pack(content, str(selection.page.title), departure.files.values(), target)
    return len(told)


def _state_of(page: Page, selection: Selection) -> Page:
    if selection.revision is not None and page.pk == selection.page.pk:
        return selection.revision.as_object()
    return page.get_latest_revision_as_object()


def _page_told(state: Page, page: Page, parent: int | None, departure: _Departure) -> dict[str, Any]:
    return {
        "key": str(page.translation_key),
        "locale": page.locale.language_code,
        "type": type(state)._meta.label_lower,
        "parent": parent,
        "slug": state.slug,
        "restricted": page.get_view_restrictions().exclude(restriction_type=PageViewRestriction.NONE).exists(),
        "values": departure.values(state),
        "rows": departure.rows(state),
    }


def _pack(content: dict[str, Any], title: str, files: Iterable[tuple[Any, Any]], target: IO[bytes]) -> None:
    pages = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "portal": version("passerelles"),
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "title": title,
        "sha256": hashlib.sha256(pages).hexdigest(),
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        archive.writestr(PAGES, pages)
        for told, instance in files:
            with instance.open_file() as source, archive.open(f"{FILES}{told['sha256']}", "w") as entry:
                while block := source.read(_BLOCK):
                    entry.write(block)


def _digest(instance: Any) -> str | None:
    digest = hashlib.sha256()
    try:
        with instance.open_file() as source:
            while block := source.read(_BLOCK):
                digest.update(block)
    except OSError:
        return None
    return digest.hexdigest()
