"""A part of a file, as a browser asks for it (RFC 9110, section 14)."""

import re
from collections.abc import Iterator

from django.core.files.base import File

BLOCK = 256 * 1024  # bytes read at once: what a download holds in memory

_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)


class NotSatisfiable(ValueError):
    """The range begins after the end of the file."""


def asked(header: str, size: int) -> tuple[int, int] | None:
    """(first byte, last byte) of the one range of `header`; None when the whole of the `size` bytes is to be sent.

    Several ranges, another unit or what makes no sense are ignored, as the standard allows. Raises NotSatisfiable.
    """
    match = _ONE_RANGE.fullmatch(header.replace(" ", ""))
    if match is None or match[1] == match[2] == "" or max(map(len, match.groups())) > 18:
        return None
    if not match[1]:
        first, last = max(size - int(match[2]), 0), size - 1
        if match[2].strip("0") == "":
            raise NotSatisfiable
    else:
        first, last = int(match[1]), min(int(match[2] or size - 1), size - 1)
        if match[2] and int(match[2]) < first:
            return None
    if first >= size:
        raise NotSatisfiable
    return first, last


class Part:
    """The bytes `first` to `last` of `file`, block by block. Closing it closes the file, read or not."""

    def __init__(self, file: File, first: int, last: int) -> None:
        self._file = file
        self._left = last - first + 1
        self.close = file.close
        file.seek(first)

    def __iter__(self) -> Iterator[bytes]:
        while self._left > 0 and (block := self._file.read(min(BLOCK, self._left))):
            self._left -= len(block)
            yield block
