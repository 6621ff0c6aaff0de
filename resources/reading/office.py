"""What all office files say of themselves: their main part, their properties, macros and passwords."""

import mmap
from collections.abc import Mapping
from typing import IO

from .archives import Archive
from .formats import FORMATS, Format
from .limits import Limits
from .refused import Reason, Refused
from .xml_parts import Enough, Handler, check_prologs, read_part

CONTENT_TYPES = "[Content_Types].xml"
MANIFEST = "META-INF/manifest.xml"
MIMETYPE = "mimetype"
_MACRO_TYPES = ("macroenabled", "vbaproject")
_MACRO_FOLDERS = ("basic/", "scripts/")


def open_office(file: IO[bytes], data: mmap.mmap, expected: Format, limits: Limits) -> Archive:
    """The archive of a file that is this format, without macros or password. Raises `Refused`."""
    archive = Archive(file, data, limits)
    if format_of(archive) != expected:
        raise Refused(Reason.DISGUISED)
    check_prologs(archive)
    _refuse_macros(archive)
    if expected.is_opendocument:
        read_part(archive, MANIFEST, _Manifest())
    return archive


def format_of(archive: Archive) -> Format | None:
    declared = archive.head(MIMETYPE, 200).decode("ascii", "replace")
    for made in FORMATS.values():
        marked = declared == made.mime_type if made.is_opendocument else CONTENT_TYPES in archive
        if made.main_part and made.main_part in archive and marked:
            return made
    return None


def _refuse_macros(archive: Archive) -> None:
    for name in map(str.lower, archive.names):
        if name.endswith("vbaproject.bin") or name.startswith(_MACRO_FOLDERS):
            raise Refused(Reason.MACROS)
    read_part(archive, CONTENT_TYPES, _ContentTypes())


class _ContentTypes(Handler):
    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        declared = attributes.get("ContentType", "").lower()
        if any(macros in declared for macros in _MACRO_TYPES):
            raise Refused(Reason.MACROS)


class _Manifest(Handler):
    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in ("encryption-data", "encrypted-key"):
            raise Refused(Reason.ENCRYPTED)


class _FirstText(Handler):
    """The text of the first element of a name."""

    def __init__(self, wanted: str) -> None:
        self.found = ""
        self._wanted, self._inside = wanted, False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._inside = self._inside or name == self._wanted

    def end(self, name: str) -> None:
        if name == self._wanted:
            raise Enough

    def text(self, text: str) -> None:
        if self._inside:
            self.found += text


def text_of(archive: Archive, part: str, element: str) -> str:
    """ "" where there is no such part or element."""
    handler = _FirstText(element)
    read_part(archive, part, handler)
    return handler.found
