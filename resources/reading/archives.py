"""Zip archives as office files use them: whole, plain, and of a known size before anything is unpacked."""

import mmap
import struct
import zipfile
import zlib
from io import BytesIO
from itertools import pairwise
from typing import IO

from .archive_ends import END, END_BYTES
from .formats import ZIP_START
from .limits import Limits
from .refused import Reason, Refused

_LOCAL_HEADER_BYTES = 30
_ENCRYPTED_FLAG = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, struct.error)


class Archive:
    """An archive that was looked over. Raises `Refused` for anything that an office program would not have written."""

    def __init__(self, file: IO[bytes], data: mmap.mmap, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except FAULTS as error:
            raise Refused(Reason.BROKEN) from error
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        self._check_place(data)
        self._check_weight(len(data), limits)
        for entry in self._zip.infolist():
            _check_entry(entry)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    def open(self, name: str) -> IO[bytes]:
        """Empty where there is no such entry."""
        return self._zip.open(self._entries[name]) if name in self._entries else BytesIO()

    def head(self, name: str, size: int) -> bytes:
        with self.open(name) as stream:
            return stream.read(size)

    def _check_place(self, data: mmap.mmap) -> None:
        """Entries follow one another from the first byte, each once, and nothing comes after the last."""
        entries = sorted(self._zip.infolist(), key=lambda entry: entry.header_offset)
        ends_whole = data.rfind(END) == len(data) - END_BYTES
        if not entries or entries[0].header_offset or not ends_whole or data[:4] != ZIP_START:
            raise Refused(Reason.POLYGLOT if entries else Reason.BROKEN)
        if len(self._entries) != len(entries):
            raise Refused(Reason.POLYGLOT)
        for entry, following in pairwise(entries):
            least_end = entry.header_offset + _LOCAL_HEADER_BYTES + len(entry.filename) + entry.compress_size
            if least_end > following.header_offset:
                raise Refused(Reason.BOMB)

    def _check_weight(self, packed: int, limits: Limits) -> None:
        entries = self._zip.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        dense = unpacked > limits.unpacked_bytes_of_any_ratio and unpacked > limits.unpacked_ratio * packed
        if len(entries) > limits.archive_entries or unpacked > limits.unpacked_bytes or dense:
            raise Refused(Reason.BOMB)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise Refused(Reason.ENCRYPTED)
    if entry.compress_type not in _METHODS:
        raise Refused(Reason.BROKEN)
    name = entry.orig_filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or "\0" in name or ":" in name.partition("/")[0]:
        raise Refused(Reason.PATHS)
