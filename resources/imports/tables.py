"""Tables: the portal's own columns, which docs/editors.md lists, or those that Zotero writes in English."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from cms.imports.reading import Unreadable, UnreadableFile
from network.imports.files import csv_rows, encoding_of, opened

from .records import Entry
from .texts import line

BETWEEN_VALUES = "|"
OWN = {
    "titre": "title", "genre": "kind", "date": "date", "editeur": "publisher", "siret_editeur": "siret",
    "resume": "summary", "doi": "doi", "isbn": "isbn", "langue": "language", "licence": "licence",
}  # fmt: skip
OWN_LISTS = {"auteurs": "authors", "adresses": "urls", "themes": "keywords", "fichiers": "files"}
ZOTERO = {
    "title": "title", "item type": "kind", "date": "date", "publisher": "publisher", "abstract note": "summary",
    "doi": "doi", "isbn": "isbn", "language": "language", "rights": "licence",
}  # fmt: skip
ZOTERO_LISTS = {
    "author": "authors", "url": "urls", "manual tags": "keywords", "automatic tags": "keywords",
    "file attachments": "files",
}  # fmt: skip
_HEAD_BYTES = 64 * 1024


def is_bibliography(columns: set[str]) -> bool:
    """Whether such column names, in small letters, are those of a bibliography."""
    return "titre" in columns or {"title", "item type"} <= columns


def read(path: Path) -> Iterator[Entry | Unreadable]:
    """Raises UnreadableFile when the first line names no column that is known."""
    encoding = encoding_of(path)
    rows = csv_rows(path, delimiter_of(path, encoding), encoding)
    _line, head = next(rows, (0, None))
    columns = [column.strip().lower() for column in head or []]
    if not is_bibliography(set(columns)):
        raise UnreadableFile(_("La première ligne doit nommer les colonnes, dont « titre » : voyez la documentation."))
    for number, cells in rows:
        position = line(number)
        if cells is None:
            yield Unreadable(position, _("Une case est trop longue, ou un guillemet n’est pas fermé."))
        elif any(cells[len(columns) :]):
            yield Unreadable(position, _("La ligne a plus de cases que la première."))
        else:
            row = dict(zip(columns, map(unquoted, cells), strict=False))
            yield _own(row, position) if "titre" in columns else _of_zotero(row, position)


def delimiter_of(path: Path, encoding: str) -> str:
    with opened(path) as stream:
        first = stream.read(_HEAD_BYTES).decode(encoding, errors="replace").partition("\n")[0]
    return _delimiter(first)


def _delimiter(head: str) -> str:
    """The one that cuts the first line in most pieces."""
    return max(";,\t", key=lambda sign: len(next(csv.reader(io.StringIO(head), delimiter=sign), [])))


def unquoted(cell: str) -> str:
    """Without the apostrophe that keeps spreadsheets from running a cell (`search.spreadsheets.safe_cell`)."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def _own(row: dict[str, str], position: str) -> Entry:
    told = {field: row.get(column, "") for column, field in OWN.items()}
    lists = {field: _parts(row.get(column, ""), BETWEEN_VALUES) for column, field in OWN_LISTS.items()}
    return Entry(position=position, **told, **lists)  # type: ignore[arg-type]


def _of_zotero(row: dict[str, str], position: str) -> Entry:
    told = {field: row.get(column, "") for column, field in ZOTERO.items()}
    lists: dict[str, tuple[str, ...]] = {}
    for column, field in ZOTERO_LISTS.items():
        lists[field] = (*lists.get(field, ()), *_parts(row.get(column, ""), ";"))
    told["date"] = told["date"] or row.get("publication year", "")
    lists["authors"] = lists["authors"] or _parts(row.get("editor", ""), ";")
    return Entry(position=position, **told, **lists)  # type: ignore[arg-type]


def _parts(cell: str, between: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(re.escape(between), cell) if part.strip())
