"""Files that come together: names that can be trusted, and the bibliography among them."""

import unicodedata
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import BinaryIO, Protocol

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.utils.translation import gettext as _

from cms.imports import limits
from cms.imports.reading import Unreadable, UnreadableFile
from resources.file_names import safe_name

from .formats import HEAD_BYTES, Format, looks_like
from .texts import MOST_TEXT

_BLOCK = 256 * 1024  # bytes copied at once
_BIBLIOGRAPHIES = {".ris", ".bib"}
_PERHAPS = {".json", ".csv", ".txt"}  # which documents bear too


class Bundle(Protocol):
    """`sizes`: bytes of each file that may be read, by its path; `refused`: the others, each with its sentence."""

    sizes: dict[str, int]
    refused: list[Unreadable]

    def stream(self, name: str) -> AbstractContextManager[BinaryIO]:
        """The bytes of a file of `sizes`. Whatever is wrong with them is raised as UnreadableFile."""


@contextmanager
def uploaded(bundle: Bundle, name: str) -> Iterator[UploadedFile]:
    """A file of the bundle as a form takes it, gone afterwards. Raises UnreadableFile."""
    file = TemporaryUploadedFile(safe_name(name), "", bundle.sizes[name], None)
    with file:
        with bundle.stream(name) as stream:
            _copy(stream, file, limits.MOST_FILE_BYTES)
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
