"""The formats, by name: who reads each, and how its first bytes look."""

import zlib
from dataclasses import dataclass

from network.models import ImportFormat

from . import data_inclusion, finess_etalab, finess_plus, own_csv
from .files import GZIP
from .finess_records import SOURCE as FINESS
from .records import Reader

HEAD_BYTES = 64 * 1024


@dataclass(frozen=True)
class Format:
    """`whole_source`: the source whose every organisation a complete file holds, "" where no file is ever complete."""

    read: Reader
    whole_source: str = ""


FORMATS = {
    ImportFormat.FINESS_PLUS: Format(finess_plus.read, FINESS),
    ImportFormat.FINESS_ETALAB: Format(finess_etalab.read, FINESS),
    ImportFormat.DATA_INCLUSION: Format(data_inclusion.read),
    ImportFormat.OWN_CSV: Format(own_csv.read),
}


def looks_like(head: bytes) -> ImportFormat | None:
    """The format that the first HEAD_BYTES of a file announce, packed or not; None for none."""
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, HEAD_BYTES)
        except zlib.error:
            return None
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:1] in (b"{", b"["):
        finess = any(key in head for key in (b'"schemaVersion"', b'"pmej"', b'"gco"'))
        return ImportFormat.FINESS_PLUS if finess else ImportFormat.DATA_INCLUSION
    if head.startswith(b"finess;"):
        return ImportFormat.FINESS_ETALAB
    first = head.partition(b"\n")[0].lower()
    cells = {cell.strip(b' "\r') for cell in first.replace(b",", b";").split(b";")}
    return ImportFormat.OWN_CSV if cells & {b"nom", b"id"} else None
