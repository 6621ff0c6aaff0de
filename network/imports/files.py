"""Files as streams, packed by gzip or not, of a bounded size. What is wrong with one is told as UnreadableFile."""

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ijson
from django.utils.translation import gettext as _

from cms.imports.reading import UnreadableFile

GZIP = b"\x1f\x8b"
MOST_BYTES = 4 * 1024**3  # once unpacked: ten times the whole FINESS+
_BLOCK = 1024 * 1024
_LONGEST_LINE = 1024 * 1024
_DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error)


class _Bounded(io.RawIOBase):
    """`stream`, whose faults are told in French and which ends in a refusal past MOST_BYTES."""

    def __init__(self, stream: Any) -> None:
        self._stream, self._left = stream, MOST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            block = self._stream.read(len(buffer))
        except _DAMAGED as error:
            raise UnreadableFile(_("Le fichier est abîmé ou incomplet : téléchargez-le de nouveau.")) from error
        self._left -= len(block)
        if self._left < 0:
            raise UnreadableFile(_("Une fois décompressé, le fichier est trop grand."))
        buffer[: len(block)] = block
        return len(block)


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The bytes of the file, unpacked. Raises UnreadableFile when it is empty."""
    with path.open("rb") as raw:
        packed = raw.read(len(GZIP)) == GZIP
        raw.seek(0)
        with gzip.GzipFile(fileobj=raw) if packed else raw as stream:
            reader = io.BufferedReader(_Bounded(stream), _BLOCK)
            if not reader.peek(1):
                raise UnreadableFile(_("Le fichier est vide."))
            yield reader


def encoding_of(path: Path) -> str:
    """UTF-8, or Windows-1252 where it is not. Raises UnreadableFile for what is no text."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with opened(path) as stream:
        while block := stream.read(_BLOCK):
            if b"\0" in block:
                raise UnreadableFile(_("Ce fichier n’est pas un texte : est-ce un classeur, enregistré sous ce nom ?"))
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                return "cp1252"
    return "utf-8-sig"


def csv_rows(path: Path, delimiter: str, encoding: str) -> Iterator[tuple[int, list[str] | None]]:
    """(line, cells) of each row; None for cells that no reader takes, such as five megabytes in one of them."""
    with opened(path) as stream, io.TextIOWrapper(stream, encoding, errors="replace", newline="") as text:
        rows = csv.reader(_bounded_lines(text), delimiter=delimiter)
        while True:
            try:
                cells = next(rows)
            except StopIteration:
                return
            except csv.Error:
                yield rows.line_num, None
            else:
                if any(cells):
                    yield rows.line_num, cells


def _bounded_lines(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(_LONGEST_LINE):
        yield line
        while len(line) == _LONGEST_LINE and not line.endswith(("\n", "\r")):
            line = text.readline(_LONGEST_LINE)


@contextmanager
def json_faults() -> Iterator[None]:
    """What is wrong with JSON, in French."""
    try:
        yield
    except ijson.IncompleteJSONError as error:
        raise UnreadableFile(_("Le fichier est incomplet ou n’est pas du JSON : téléchargez-le de nouveau.")) from error
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise UnreadableFile(_("Le fichier n’est pas du JSON bien formé.")) from error


def json_items(path: Path, prefix: str) -> Iterator[Any]:
    """The things of the list at `prefix` (ijson's), one at a time."""
    with opened(path) as stream, json_faults():
        yield from ijson.items(stream, prefix, use_float=True)
