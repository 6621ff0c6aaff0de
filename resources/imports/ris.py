"""RIS, which Zotero, EndNote and most catalogues write: a line a value, from « TY » to « ER ».

Each publication is given alone to rispy, so that a fault in one costs the others nothing and has a line number.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rispy
from django.utils.translation import gettext as _

from cms.imports.reading import Unreadable

from .records import Entry
from .texts import line, text_of

_MOST_LINES = 2_000  # rispy joins the lines of a value one by one
_START, _END = re.compile(r"TY\s{0,2}-"), re.compile(r"ER\s{0,2}-")
# Some programs leave one space out before the hyphen, or add one: the standard has two.
_TAG = re.compile(r"^([A-Z][A-Z0-9])\s{0,3}-(?: |$)")


def read(path: Path) -> Iterator[Entry | Unreadable]:
    """Raises UnreadableFile for what is no text."""
    for start, lines, is_whole in _publications(text_of(path)):
        position = line(start)
        if not is_whole:
            yield Unreadable(position, _("Il manque la ligne « ER  - » qui termine cette notice."))
            continue
        if len(lines) > _MOST_LINES:
            yield Unreadable(position, _("Cette notice est trop longue : une ligne « ER  - » y manque sans doute."))
            continue
        text = "\n".join([*(_TAG.sub(r"\1  - ", each) for each in lines), "ER  - "])
        parsed = rispy.loads(text, skip_unknown_tags=True)
        yield _entry(parsed[0], position)


def _publications(text: str) -> Iterator[tuple[int, list[str], bool]]:
    """(first line, lines without the last, whether it is ended) of each."""
    start, lines = 0, list[str]()
    for number, each in enumerate(text.split("\n"), start=1):
        if _START.match(each):
            if lines:
                yield start, lines, False
            start, lines = number, [each]
        elif _END.match(each) and lines:
            yield start, lines, True
            lines = []
        elif lines and each.strip():
            lines.append(each)
    if lines:
        yield start, lines, False


def _entry(said: dict[str, Any], position: str) -> Entry:
    return Entry(
        position=position,
        title=_first(said, "title", "primary_title", "short_title"),
        kind=_first(said, "type_of_reference"),
        authors=tuple(said.get("authors") or said.get("first_authors") or said.get("secondary_authors") or ()),
        date=_first(said, "date", "year", "publication_year"),
        publisher=_first(said, "publisher"),
        summary=_first(said, "abstract", "notes_abstract"),
        urls=tuple(said.get("urls", ())),
        doi=_first(said, "doi"),
        isbn=_first(said, "issn"),
        language=_first(said, "language"),
        keywords=tuple(said.get("keywords", ())),
        files=tuple(said[name] for name in ("file_attachments1", "file_attachments2", "figure") if said.get(name)),
    )


def _first(said: dict[str, Any], *names: str) -> str:
    return next((str(said[name]) for name in names if said.get(name)), "")
