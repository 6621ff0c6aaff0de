"""A folder of this machine, or one file, for the command."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from cms.imports.limits import check_totals, is_left_behind, refusal_of
from cms.imports.reading import Unreadable, UnreadableFile


class Folder:
    """A bundle in a folder, its subfolders included; links are not followed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.sizes: dict[str, int] = {}
        self.refused: list[Unreadable] = []
        taken: set[str] = set()
        for folder, folders, files in os.walk(path):
            folders.sort()
            for file in sorted(files):
                self._add(Path(folder, file), taken)
        check_totals(len(self.sizes), sum(self.sizes.values()))

    def _add(self, file: Path, taken: set[str]) -> None:
        name = file.relative_to(self._path).as_posix()
        if is_left_behind(name):
            return
        size = file.lstat().st_size
        not_a_file = file.is_symlink() or not file.is_file()
        reason = _("Ce n’est pas un fichier, mais un renvoi vers un autre.") if not_a_file else ""
        if reason := reason or refusal_of(name, size, taken):
            self.refused.append(Unreadable(name, reason))
        else:
            self.sizes[name] = size

    @contextmanager
    def stream(self, name: str) -> Iterator[BinaryIO]:
        try:
            with Path(self._path, name).open("rb") as stream:
                yield stream
        except OSError as error:
            raise UnreadableFile(_("Ce fichier ne se lit pas.")) from error


class Alone(Folder):
    """A bundle of one file."""

    def __init__(self, path: Path) -> None:
        self._path, self.refused = path.parent, []
        self.sizes = {path.name: path.stat().st_size}
