"""Names and forms of what both engines index."""

import json
from collections.abc import Sequence
from datetime import date

from ..documents import SearchDocument
from ..words import french

LONGEST_OPENING = 3  # words
FACETS = ("kind", "territory", "theme", "public", "organisation_kind", "resource_kind", "year")


def set_of(facet: str) -> str:
    """The column of the sets of wide values of a facet."""
    return f"{facet}_set"


def narrow_of(facet: str) -> str:
    """The column of the narrow values of a facet."""
    return f"{facet}_narrow"


def reader(language: str, tag: str) -> str:
    """Someone who holds `tag` and reads `language`."""
    return f"{language}:{tag}"


def readers_of(document: SearchDocument) -> list[str]:
    """Everybody who finds a document."""
    return [reader(language, tag) for language in document.languages for tag in document.audience]


def readers(language: str, audience: tuple[str, ...]) -> tuple[str, ...]:
    """Everything that someone who holds the tags `audience` may be taken for."""
    return tuple(reader(language, tag) for tag in audience)


def day_number(day: date) -> int:
    """A date as a sortable whole number: 2020-07-31 → 20200731."""
    return day.year * 10_000 + day.month * 100 + day.day


def suggestion_key(document: SearchDocument, title: str) -> str:
    """The title as it is sorted, then all that a suggestion says: the order of a list gives it without reading more."""
    return f"{french.fold(title)[:200]}\0{json.dumps([title, document.url, document.kind, document.id])}"


def from_suggestion_key(key: str) -> list[str]:
    """[title, url, kind, document id]."""
    parts: list[str] = json.loads(key.partition("\0")[2])
    return parts


def openings(title: str) -> list[str]:
    """The first word of a title, its first two…, each with their number: those that begin so share few terms."""
    words = french.fold(title).split()[:LONGEST_OPENING]
    return [opening(words[:number]) for number in range(1, len(words) + 1)]


def opening(words: Sequence[str]) -> str:
    """The term of a title that begins with these folded words, or, as the last is cut short, the beginning of it."""
    return f"{len(words)} {' '.join(words)}"
