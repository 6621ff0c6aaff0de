"""The files of an edition as plain entries that remember their line. What cannot be read is refused, and why."""

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cms.founding.problems import ContentRefused, Problem, nearest

MAX_BYTES = 200 * 1024 * 1024  # once unpacked; an edition takes 10
_GZIP = b"\x1f\x8b"


def refusal(file: Path | str, line: int, reason: str) -> ContentRefused:
    return ContentRefused([Problem(Path(file).name, line, reason)])


def found_in(folder: Path, name: str) -> Path:
    """`name` in `folder`, as it is or packed by gzip. Raises ContentRefused when there is neither."""
    for path in (folder / name, folder / f"{name}.gz"):
        if path.is_file():
            return path
    raise refusal(name, 1, _("ce fichier manque dans « %(folder)s ».") % {"folder": folder.name})


def objects(file: Path, keys: tuple[str, ...]) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line, object) of a JSON list of objects that all hold `keys`."""
    text = _text(file)
    decoder = json.JSONDecoder()
    position, line = _skipped(text, 0), 1
    if text[position : position + 1] != "[":
        raise refusal(file, 1, _("ce n’est pas la liste JSON attendue."))
    end = _skipped(text, position + 1)
    while text[end : end + 1] != "]":
        line += text.count("\n", position, end)
        position = end
        try:
            entry, end = decoder.raw_decode(text, position)
        except (json.JSONDecodeError, RecursionError) as error:
            raise refusal(file, line, _("JSON mal formé, ou fichier incomplet.")) from error
        if not isinstance(entry, dict):
            raise refusal(file, line, _("des clés et leurs valeurs sont attendues."))
        if missing := [key for key in keys if key not in entry]:
            raise refusal(
                file, line, _("« %(key)s » est obligatoire.") % {"key": missing[0]} + nearest(missing[0], entry)
            )
        yield line, entry
        end = _skipped(text, end)
        if text[end : end + 1] == ",":
            end = _skipped(text, end + 1)
    if text[end + 1 :].strip():
        raise refusal(file, line, _("JSON mal formé, ou fichier incomplet."))


def rows(file: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, row) of a table whose first line names at least `columns`, separated by « , » or « ; »."""
    text = _text(file)
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in head else ",", strict=True)
    names: list[str] = []
    try:
        for cells in reader:
            if not names:
                names = [cell.strip() for cell in cells]
                if missing := [column for column in columns if column not in names]:
                    reason = _("il manque la colonne « %(column)s ».") % {"column": missing[0]}
                    raise refusal(file, 1, reason + nearest(missing[0], names))
            elif len(cells) != len(names):
                reason = _("%(found)d colonnes au lieu de %(expected)d.")
                raise refusal(file, reader.line_num, reason % {"found": len(cells), "expected": len(names)})
            else:
                yield reader.line_num, dict(zip(names, cells, strict=True))
    except csv.Error as error:
        raise refusal(file, reader.line_num, _("tableau CSV mal formé (%(error)s).") % {"error": error}) from error
    if not names:
        raise refusal(file, 1, _("le fichier est vide."))


def _skipped(text: str, position: int) -> int:
    """Where white space ends."""
    while text[position : position + 1].isspace():
        position += 1
    return position


def _text(file: Path) -> str:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise refusal(file, 1, _("le fichier est illisible (%(error)s).") % {"error": error.strerror}) from error
    if content.startswith(_GZIP):
        content = _unpacked(file, content)
    elif file.suffix == ".gz":
        raise refusal(file, 1, _("ce n’est pas un fichier gzip, comme son nom le dit."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refusal(file, line, _("le fichier n’est pas en UTF-8 : enregistrez-le dans cet encodage.")) from error


def _unpacked(file: Path, content: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            text = packed.read(MAX_BYTES + 1)
    except (EOFError, OSError, zlib.error) as error:
        raise refusal(file, 1, _("le fichier gzip est incomplet ou abîmé : téléchargez-le de nouveau.")) from error
    if len(text) > MAX_BYTES:
        raise refusal(file, 1, _("le fichier est trop gros pour une édition de la géographie."))
    return text
