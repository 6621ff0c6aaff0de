"""Files that come together: names that can be trusted, and the bibliography among them."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import BinaryIO, Protocol

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from network.imports.records import Unreadable, UnreadableFile
from resources.file_names import safe_name

from .formats import HEAD_BYTES, Format, looks_like
from .texts import MOST_TEXT

MOST_FILES = 5_000
MOST_FILE_BYTES = 200 * 1024**2  # of one file, unpacked
MOST_BYTES = 2 * 1024**3  # of all of them, unpacked
_BLOCK = 256 * 1024  # bytes copied at once
_ARCHIVES = {"zip", "7z", "rar", "tar", "gz", "tgz", "bz2", "xz", "zst"}
_LEFT_BEHIND = {"thumbs.db", "desktop.ini"}
_BIBLIOGRAPHIES = {".ris", ".bib"}
_PERHAPS = {".json", ".csv", ".txt"}  # which documents bear too


class Bundle(Protocol):
    """`sizes`: bytes of each file that may be read, by its path; `refused`: the others, each with its sentence."""

    sizes: dict[str, int]
    refused: list[Unreadable]

    def stream(self, name: str) -> AbstractContextManager[BinaryIO]:
        """The bytes of a file of `sizes`. Whatever is wrong with them is raised as UnreadableFile."""


def is_left_behind(path: str) -> bool:
    """Whether systems put such a file there by themselves."""
    parts = PurePosixPath(path).parts
    hidden = bool(parts) and parts[-1].startswith(".") and not parts[-1].startswith("..")
    return not parts or parts[0] == "__MACOSX" or hidden or parts[-1].lower() in _LEFT_BEHIND


def refusal_of(path: str, size: int, taken: set[str]) -> str:
    """A French sentence when a file of that path must not be read, else "". `taken` learns the path."""
    if any(unicodedata.category(char)[0] == "C" for char in path):
        return _("Son nom contient des caractères invisibles : renommez ce fichier.")
    if path.startswith("/") or "\\" in path or re.match(r"[A-Za-z]:", path) or ".." in path.split("/"):
        return _("Son chemin sort du dossier : refaites l’archive avec des noms simples.")
    if path.rpartition(".")[2].lower() in _ARCHIVES:
        return _("Une archive placée dans une autre n’est pas ouverte : sortez-en les fichiers.")
    if size > MOST_FILE_BYTES:
        return _("Ce fichier est trop grand : %(most)s au plus.") % {"most": filesizeformat(MOST_FILE_BYTES)}
    same = unicodedata.normalize("NFC", path).casefold()
    if same in taken:
        return _("Un autre fichier a le même nom.")
    taken.add(same)
    return ""


def check_totals(count: int, size: int) -> None:
    """Raises UnreadableFile when there is more than an import takes."""
    if count > MOST_FILES:
        raise UnreadableFile(_("Il y a trop de fichiers : %(most)d au plus.") % {"most": MOST_FILES})
    if size > MOST_BYTES:
        most = MOST_BYTES // 1024**3
        raise UnreadableFile(
            _("Une fois décompressés, les fichiers sont trop grands : %(most)s au plus.") % {"most": most}
        )


@contextmanager
def uploaded(bundle: Bundle, name: str) -> Iterator[UploadedFile]:
    """A file of the bundle as a form takes it, gone afterwards. Raises UnreadableFile."""
    file = TemporaryUploadedFile(safe_name(name), "", bundle.sizes[name], None)
    with file:
        with bundle.stream(name) as stream:
            _copy(stream, file, MOST_FILE_BYTES)
        file.size = file.tell()
        file.seek(0)
        yield file


@contextmanager
def bibliography_of(bundle: Bundle) -> Iterator[tuple[str, Path, Format] | None]:
    """(name, path of a copy, format) of the one bibliography; None when there are only files. Raises UnreadableFile."""
    found = _bibliographies(bundle, _BIBLIOGRAPHIES) or _bibliographies(bundle, _PERHAPS)
    if len(found) > 1:
        names = ", ".join(name for name, _format in found[:5])
        raise UnreadableFile(
            _("Il y a plusieurs bibliographies : gardez-en une. Voici : %(names)s.") % {"names": names}
        )
    if not found:
        yield None
        return
    with TemporaryDirectory(prefix="bibliographie-") as folder:
        [(name, format)] = found
        path = Path(folder, "bibliographie")
        with bundle.stream(name) as stream, path.open("wb") as copy:
            _copy(stream, copy, MOST_TEXT + 1)
        yield name, path, format


def _bibliographies(bundle: Bundle, extensions: set[str]) -> list[tuple[str, Format]]:
    found = []
    for name in bundle.sizes:
        if PurePosixPath(name).suffix.lower() in extensions or len(bundle.sizes) == 1:
            with bundle.stream(name) as stream:
                head = stream.read(HEAD_BYTES)
            if format := looks_like(head):
                found.append((name, format))
    return found


def _copy(source: BinaryIO, target: object, most: int) -> None:
    """At most `most` bytes: what says less than it holds ends there."""
    left = most
    while left > 0 and (block := source.read(min(_BLOCK, left))):
        target.write(block)  # type: ignore[attr-defined]
        left -= len(block)
    if not left and source.read(1):
        raise UnreadableFile(_("Ce fichier contient plus qu’il ne l’annonce."))


class Named:
    """The files of a bundle by what bibliographies call them: a path beside the bibliography, or only a name."""

    def __init__(self, bundle: Bundle, bibliography: str = "") -> None:
        self._folder = PurePosixPath(bibliography).parent
        self._paths = {_plain(name): name for name in bundle.sizes if name != bibliography}
        self._names: dict[str, list[str]] = {}
        for path, name in self._paths.items():
            self._names.setdefault(path.rpartition("/")[2], []).append(name)

    def find(self, said: str) -> str | None:
        """The file that `said` names: its path, else the only one of that name."""
        path = _plain(said.strip())
        for candidate in (path, _plain(str(self._folder / path))):
            if candidate in self._paths:
                return self._paths[candidate]
        same = self._names.get(path.rpartition("/")[2], [])
        return same[0] if len(same) == 1 else None

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._paths.values()))


def _plain(path: str) -> str:
    return unicodedata.normalize("NFC", path.replace("\\", "/").removeprefix("file://")).casefold()
