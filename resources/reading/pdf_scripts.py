"""What a PDF would run or start, looked for in its bytes: PDFium tells of a document's own scripts only, neither of
those of its pages and fields, nor of programs to start.

A dictionary stands either bare in the file or inside a compressed object stream (ISO 32000-2, 7.5.7), which begins with
pairs of whole numbers. Names may be written with `#xx` for any character (7.3.5).
"""

import mmap
import re
import zlib

from .limits import Limits
from .refused import Reason, Refused

_ENDS_NAME = rb"(?=[\x00\t\n\f\r ()<>\[\]{}/%]|\Z)"


def _name(text: str) -> bytes:
    """A pattern for a name, each of its characters plain or as `#xx`."""
    characters = (f"(?:{character}|#(?i:{ord(character):02x}))" for character in text)
    return b"/" + "".join(characters).encode() + _ENDS_NAME


_ACTIONS = re.compile(b"|".join(_name(name) for name in ("JavaScript", "Launch")))
_RENDITION = re.compile(_name("Rendition"))
_RENDITION_SCRIPT = re.compile(_name("JS"))
# The kind of an action, after its key or given elsewhere, which no program does.
_KIND = re.compile(_name("S").replace(_ENDS_NAME, b"\\Z"))
_KIND_ELSEWHERE = re.compile(_name("S") + rb"[\x00\s]+\d+[\x00\s]+\d+[\x00\s]+R")
_ADDRESS = re.compile(rb"://[^\x00-\x20()<>\[\]{}]*\Z")
_LONGEST_ADDRESS_BYTES = 2048
_OBJECT_STREAM = re.compile(_name("ObjStm"))
# PDFium takes any end of line, and lets the rest of the line be.
_STREAM = re.compile(rb"stream[^\r\n]{0,32}(?:\r\n|\n|\r)")
_NUMBERS = re.compile(rb"[\x00\t\n\f\r ]*(?:%|\d+[\x00\t\n\f\r ]+\d+[\x00\t\n\f\r ])")
_HEAD_BYTES = 64
_PACKED_BLOCK_BYTES = 64 * 1024


def refuse_active(data: mmap.mmap, limits: Limits) -> None:
    """Raises `Refused` for a script, a program to start, or compressed objects that cannot be seen into."""
    seen = _Seen()
    seen.look(data)
    unseen = sum(1 for _found in _OBJECT_STREAM.finditer(data))
    room = limits.unpacked_bytes
    for stream in _STREAM.finditer(data):
        if not _NUMBERS.match(_inflated(data, stream.end(), _HEAD_BYTES, 8 * _HEAD_BYTES)):
            continue
        objects = _inflated(data, stream.end(), room, _PACKED_BLOCK_BYTES)
        room -= len(objects)
        if room <= 0:
            raise Refused(Reason.BOMB)
        unseen -= 1
        seen.look(objects)
    if seen.active:
        raise Refused(Reason.SCRIPTS)
    if unseen > 0:
        raise Refused(Reason.BROKEN)


class _Seen:
    """What was met in the file and its compressed objects so far; some things are active together only."""

    def __init__(self) -> None:
        self._action = self._in_address = self._kind_elsewhere = self._rendition = self._rendition_script = False

    @property
    def active(self) -> bool:
        hidden = self._in_address and self._kind_elsewhere
        return self._action or hidden or (self._rendition and self._rendition_script)

    def look(self, data: bytes | mmap.mmap) -> None:
        for found in _ACTIONS.finditer(data):
            before = data[max(0, found.start() - _LONGEST_ADDRESS_BYTES) : found.start()]
            # `https://…/JavaScript` is the address of a page; but `/S/JavaScript` is an action whatever comes before.
            in_address = _ADDRESS.search(before) and not _KIND.search(before)
            self._in_address |= bool(in_address)
            self._action |= not in_address
        self._kind_elsewhere |= bool(_KIND_ELSEWHERE.search(data))
        self._rendition |= bool(_RENDITION.search(data))
        self._rendition_script |= bool(_RENDITION_SCRIPT.search(data))


def _inflated(data: mmap.mmap, at: int, most: int, block: int) -> bytes:
    """At most `most` bytes of the zlib stream that begins there; none where there is none, or it is damaged."""
    stream, taken = zlib.decompressobj(), bytearray()
    try:
        while not stream.eof and len(taken) < most and (packed := data[at : at + block]):
            taken += stream.decompress(packed, most - len(taken))
            at += block
    except zlib.error:
        return b""
    return bytes(taken)
