"""What an index keeps of a document for showing it: a card, in JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..documents import BodyFile, SearchDocument
from .texts import Texts

_TUPLES = ("territories", "themes", "publics", "organisation_kinds", "point")


def card(document: SearchDocument, texts: Texts) -> dict[str, Any]:
    """What a hit shows, and the pages that it is quoted from: [[number or None, text]]."""
    return {
        "id": document.id,
        "title": texts.title,
        "summary": texts.summary,
        "pages": texts.pages,
        "files": document.files,
        "kind": document.kind,
        "url": document.url,
        "date": document.date,
        "date_end": document.date_end,
        "updated": document.updated.isoformat() if document.updated else None,
        "territories": document.territories,
        "themes": document.themes,
        "publics": document.publics,
        "organisation_kinds": document.organisation_kinds,
        "point": document.point,
        "meta": dict(document.meta),
    }


def read(stored: Mapping[str, Any]) -> dict[str, Any]:
    """A card read back from JSON: the arguments of a hit, and `pages`."""
    values = dict(stored)
    for name in _TUPLES:
        values[name] = tuple(values[name]) if values[name] is not None else None
    values["files"] = tuple(BodyFile(*file) for file in values["files"])
    values["updated"] = datetime.fromisoformat(values["updated"]) if values["updated"] else None
    return values
