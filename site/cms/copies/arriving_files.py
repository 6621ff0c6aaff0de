"""Images and documents of a file: found here by their content, else added, after the checks of an upload."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from .reading import CopyFile
from .shape import FILES, FileTold
from .told_files import collection_for, faults, file_form, same_bytes

_BLOCK = 256 * 1024  # bytes copied at once


class ArrivingFiles:
    """Those of `file`, in the name of `user` (None for a program). `reused` and `wanted` learn which are asked for."""

    def __init__(self, file: CopyFile, user: Any) -> None:
        self._file, self._user = file, user
        self._told: dict[tuple[str, str], FileTold] = {(told.kind, told.sha256): told for told in file.content.files}
        self._here: dict[tuple[str, str], int | None] = {}
        self._refusals: dict[tuple[str, str], str] = {}
        self._saved: list[Any] = []
        self.reused: dict[str, FileTold] = {}
        self.wanted: dict[str, FileTold] = {}

    def here(self, kind: str, digest: str) -> int | None:
        """The number of the file of this portal with that content."""
        known = (kind, digest)
        if known not in self._here:
            found = same_bytes(kind, self._file.sha1[digest]) if known in self._told else None
            self._here[known] = found and found.pk
            if found:
                self.reused[digest] = self._told[(kind, digest)]
        return self._here[known]

    def refusal(self, kind: str, digest: str) -> str:
        """Why it cannot be added, "" when it can: it is then wanted."""
        known = (kind, digest)
        if known not in self._refusals:
            self._refusals[known] = self._judged(kind, digest)
        return self._refusals[known]

    def save(self) -> None:
        """Add those that are wanted. `undo` removes them: a transaction does not undo what is on the disk."""
        for told in self.wanted.values():
            with self._form(told) as form:
                if form.is_valid():
                    self._saved.append(form.instance)
                    self._here[(told.kind, told.sha256)] = form.save().pk

    def undo(self) -> None:
        for instance in self._saved:
            if instance.file:
                instance.file.delete(save=False)

    def _judged(self, kind: str, digest: str) -> str:
        told = self._told.get((kind, digest))
        if told is None:
            return _("Le fichier lui-même n’a pas été exporté : il manquait, ou il est réservé.")
        if collection_for(kind, self._user) is None:
            return _("Vous n’avez pas le droit d’ajouter des fichiers.")
        with self._form(told) as form:
            if not form.is_valid():
                return faults(form)
        self.wanted[digest] = told
        return ""

    @contextmanager
    def _form(self, told: FileTold) -> Iterator[Any]:
        collection = collection_for(told.kind, self._user)
        assert collection
        with self._uploaded(told) as file:
            yield file_form(told.kind, file, dict(told.about), self._user, collection)

    @contextmanager
    def _uploaded(self, told: FileTold) -> Iterator[UploadedFile]:
        name = FILES + told.sha256
        plain = get_valid_filename(told.name.replace("\\", "/").rpartition("/")[2][-100:] or "_")
        with TemporaryUploadedFile(plain, "", self._file.archive.sizes[name], None) as file:
            with self._file.archive.stream(name) as stream:
                while block := stream.read(_BLOCK):
                    file.write(block)
            file.seek(0)
            yield file
