"""Zip archives, read without being unpacked: no path of theirs is ever one of this machine."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from .limits import check_totals, is_left_behind, refusal_of
from .reading import Unreadable, UnreadableFile

SIGNATURE = b"PK\x03\x04"
MOST_DIRECTORY = 4 * 1024**2  # bytes that list the files: 5,000 of them take a quarter
MOST_RATIO = 200  # bytes unpacked for one packed: texts and tables seldom reach 50
RATIO_MATTERS_FROM = 10 * 1024**2  # bytes unpacked, below which no ratio does harm
# PKWARE's APPNOTE 4.3.16 and 4.3.15: the record that ends an archive, and the one before it in large archives.
_END, _END_BYTES, _LARGE, _LARGE_BYTES = b"PK\x05\x06", 22, b"PK\x06\x07", 20
_LONGEST_COMMENT = 65_535
_UTF8, _ENCRYPTED = 0x800, 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError)
_MISLED = (*_DAMAGED, struct.error, ValueError, OSError, NotImplementedError)


class Archive:
    """A bundle in a zip. Raises UnreadableFile when the archive as a whole is damaged, or a trap."""

    def __init__(self, path: Path) -> None:
        _check_directory(path)
        try:
            self._zip = zipfile.ZipFile(path)
        except _MISLED as error:
            raise UnreadableFile(_damaged()) from error
        try:
            self._read_names(path.stat().st_size)
        except UnreadableFile:
            self._zip.close()
            raise

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_error: object) -> None:
        self._zip.close()

    @contextmanager
    def stream(self, name: str) -> Iterator[BinaryIO]:
        try:
            opened = self._zip.open(self._entries[name])
        except _MISLED as error:
            raise UnreadableFile(_("Ce fichier est abîmé dans l’archive.")) from error
        try:
            with opened:
                yield opened  # type: ignore[misc]
        except _DAMAGED as error:
            raise UnreadableFile(_("Ce fichier est abîmé dans l’archive.")) from error

    def _read_names(self, packed: int) -> None:
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        unpacked = sum(info.file_size for info in infos)
        check_totals(len(infos), unpacked)
        # Entries that share their bytes add up to more than the archive.
        if sum(info.compress_size for info in infos) > packed or any(map(_is_a_bomb, infos)):
            raise UnreadableFile(_("Cette archive se gonfle sans mesure : elle n’est pas ouverte."))
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self.refused: list[Unreadable] = []
        taken: set[str] = set()
        for info in infos:
            name = _name(info)
            if is_left_behind(name):
                continue
            if reason := _refusal(info) or refusal_of(name, info.file_size, taken):
                self.refused.append(Unreadable(name, reason))
            else:
                self._entries[name] = info
        self.sizes = {name: info.file_size for name, info in self._entries.items()}


def _check_directory(path: Path) -> None:
    """zipfile reads the whole list of files before one can be counted: its size is looked at first."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END_BYTES - _LONGEST_COMMENT - _LARGE_BYTES))
        tail = file.read()
    place = len(tail) - _END_BYTES if tail[-_END_BYTES:].startswith(_END) else tail.rfind(_END)
    if place < 0 or len(tail) < place + _END_BYTES:
        raise UnreadableFile(_damaged())
    [directory] = struct.unpack_from("<L", tail, place + 12)
    if directory > MOST_DIRECTORY or tail[:place][-_LARGE_BYTES:].startswith(_LARGE):
        raise UnreadableFile(_("Cette archive contient trop de fichiers : partagez-la en plusieurs."))


def _is_a_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > RATIO_MATTERS_FROM and info.file_size > MOST_RATIO * info.compress_size


def _refusal(info: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return _("Ce n’est pas un fichier, mais un renvoi vers un autre.")
    if info.flag_bits & _ENCRYPTED:
        return _("Ce fichier est protégé par un mot de passe : refaites l’archive sans lui.")
    if info.compress_type not in _METHODS:
        return _("Ce fichier est comprimé d’une façon rare : refaites l’archive au format zip ordinaire.")
    return ""


def _name(info: zipfile.ZipInfo) -> str:
    """Its path. Without the flag that says UTF-8, it is UTF-8 all the same (macOS), else that of French Windows."""
    name = info.orig_filename
    if info.flag_bits & _UTF8:
        return name
    content = name.encode("cp437", errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp850")


def _damaged() -> str:
    return _("L’archive est abîmée ou incomplète : refaites-la.")
