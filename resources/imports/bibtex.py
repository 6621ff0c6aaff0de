"""BibTeX and biblatex, as Zotero, JabRef or HAL write them."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import (
    NameParts,
    NormalizeFieldKeys,
    RemoveEnclosingMiddleware,
    ResolveStringReferencesMiddleware,
    SeparateCoAuthors,
    SplitNameParts,
)
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, ParsingFailedBlock
from bibtexparser.model import Entry as Block
from django.utils.translation import gettext as _
from pylatexenc.latex2text import LatexNodes2Text

from cms.imports.reading import Unreadable

from .dates import month_number
from .records import Entry
from .texts import line, text_of

_TO_TEXT = LatexNodes2Text(math_mode="text")
_LONGEST_VALUE = 50_000  # characters: a long abstract has 5,000
# Between the parts of « file » stand marks that its paths may also hold, behind a backslash.
_FILES, _PARTS = re.compile(r"(?<!\\);"), re.compile(r"(?<!\\):")
# What it says of faults is in the report.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


def read(path: Path) -> Iterator[Entry | Unreadable]:
    """Raises UnreadableFile for what is no text."""
    stack = [
        ResolveStringReferencesMiddleware(),
        RemoveEnclosingMiddleware(),
        NormalizeFieldKeys(),
        SeparateCoAuthors(),
        SplitNameParts(),
    ]
    library = parse_string(text_of(path), parse_stack=stack)
    for block in library.blocks:
        position = line((block.start_line or 0) + 1)
        if isinstance(block, Block):
            yield _entry(block, position)
        elif isinstance(block, ParsingFailedBlock):
            yield Unreadable(position, _reason(block))


def _reason(block: ParsingFailedBlock) -> str:
    if isinstance(block, DuplicateBlockKeyBlock):
        return _("Une autre notice du fichier a déjà la clé « %(key)s ».") % {"key": block.key}
    if isinstance(block, DuplicateFieldKeyBlock):
        return _("Un champ y est deux fois : « %(names)s ».") % {"names": ", ".join(sorted(block.duplicate_keys))}
    return _("Cette notice ne se lit pas : une accolade, un guillemet ou une virgule y manque sans doute.")


def _entry(block: Block, position: str) -> Entry:
    said: dict[str, Any] = {field.key: field.value for field in block.fields}

    def text(*names: str) -> str:
        return next((value for name in names if said.get(name) and (value := _text(said[name]))), "")

    def verbatim(name: str) -> str:
        return re.sub(r"\\([_%&#~])", r"\1", str(said.get(name, "")))

    title, subtitle = text("title"), text("subtitle")
    return Entry(
        position=position,
        title=f"{title} : {subtitle}" if title and subtitle else title,
        kind=block.entry_type,
        authors=tuple(filter(None, map(_name, said.get("author") or said.get("editor") or ()))),
        date=text("date") or _year_and_month(text("year"), text("month")),
        publisher=text("publisher", "institution", "organization", "school"),
        summary=text("abstract"),
        urls=tuple(filter(None, [verbatim("url")])),
        doi=verbatim("doi"),
        isbn=text("isbn"),
        language=text("langid", "language"),
        licence=text("licence", "license", "copyright", "rights"),
        keywords=tuple(each.strip() for each in re.split(r"[,;]", text("keywords")) if each.strip()),
        files=tuple(map(_path, _FILES.split(str(said.get("file", ""))))) if said.get("file") else (),
    )


def _text(latex: object) -> str:
    """`latex` as people read it: accents composed, braces gone. A « % » is a sign, not the start of a comment."""
    source = str(latex)[:_LONGEST_VALUE]
    try:
        told = _TO_TEXT.latex_to_text(re.sub(r"(?<!\\)%", r"\\%", source))
    except (RecursionError, ValueError, IndexError, AttributeError):  # What pylatexenc does with what is no LaTeX.
        told = source.replace("{", "").replace("}", "")
    return " ".join(told.split())


def _name(name: NameParts) -> str:
    """ "von Nom, Prénom"; a name that was kept whole between braces is that of a group."""
    parts = [" ".join([*name.von, *name.last]), " ".join([*name.first, *name.jr])]
    return ", ".join(filter(None, map(_text, parts)))


def _year_and_month(year: str, month: str) -> str:
    try:
        return f"{year}-{int(month_number(month)):02}" if year and month else year
    except ValueError:
        return year


def _path(told: str) -> str:
    """The path in "Title:path:type" (JabRef, Zotero) or in a plain path."""
    parts = _PARTS.split(told)
    path = parts[-2] if len(parts) > 2 else told
    return re.sub(r"\\(.)", r"\1", path) if len(parts) > 2 else path
