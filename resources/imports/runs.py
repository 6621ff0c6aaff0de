"""One reading of one bibliography, archive, folder or lot of files, whoever asks for it."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from cms.imports.archives import SIGNATURE, Archive
from cms.imports.reading import UnreadableFile
from cms.imports.reports import Report
from cms.imports.runs import conduct, tell
from resources.file_names import safe_name
from resources.models import LibraryImport, ResourceIndexPage

from .bundles import Bundle
from .engine import Importer
from .folders import Alone, Folder
from .formats import HEAD_BYTES, looks_like
from .rights import may_add_below

Progress = Callable[[dict[str, int]], None]


def uploaded_run(file: UploadedFile, into: ResourceIndexPage, user: Any) -> LibraryImport:
    """A try of that file, not begun."""
    return LibraryImport.objects.create(
        file=file, file_name=(file.name or "")[:255], into=into, asked_by=user, dry_run=True
    )


def run_of_files(
    files: Iterable[UploadedFile], into: ResourceIndexPage, user: Any, shared: dict[str, Any]
) -> LibraryImport:
    """Files that somebody sent together, kept in one archive until their titles are told."""
    with TemporaryFile() as kept:
        taken: set[str] = set()
        with zipfile.ZipFile(kept, "w") as archive:
            for file in files:
                with archive.open(_free_name(safe_name(file.name or ""), taken), "w") as entry:
                    for block in file.chunks():
                        entry.write(block)
        kept.seek(0)
        name = _("%(count)d fichiers") % {"count": len(taken)}
        return LibraryImport.objects.create(
            file=File(kept, name="lot.zip"), file_name=name, into=into, asked_by=user, shared=shared
        )


def applied_run(tried: LibraryImport, user: Any) -> LibraryImport:
    """The same file, for good this time."""
    return LibraryImport.objects.create(
        file=tried.file.name, file_name=tried.file_name, into=tried.into, asked_by=user, shared=tried.shared
    )


def carry_out(run: LibraryImport, path: Path, progress: Progress = lambda counts: None) -> None:
    """Read `path` as the run says. The run tells how it ended; whatever is no fault of the file is raised too."""
    conduct(run, lambda report: _read(run, path, report, progress))


@contextmanager
def bundle_at(path: Path) -> Iterator[Bundle]:
    """A folder, an archive, or a bibliography alone. Raises UnreadableFile for anything else."""
    if path.is_dir():
        yield Folder(path)
        return
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if head.startswith(SIGNATURE):
        with Archive(path) as archive:
            yield archive
    elif looks_like(head):
        yield Alone(path)
    else:
        raise UnreadableFile(_("Ce n’est ni une bibliographie (RIS, BibTeX, CSL-JSON, CSV), ni une archive zip."))


def _read(run: LibraryImport, path: Path, report: Report, progress: Progress) -> None:
    if run.into is None:
        raise UnreadableFile(_("La bibliothèque choisie n’existe plus."))
    if run.asked_by and not may_add_below(run.into, run.asked_by):
        raise UnreadableFile(_("Vous n’avez plus le droit d’ajouter des ressources ici."))
    with bundle_at(path) as bundle:
        importer = Importer(
            report, run.into, run.asked_by, dry_run=run.dry_run, progress=lambda: progress(tell(run, report))
        )
        importer.take(bundle, run.shared)


def _free_name(name: str, taken: set[str]) -> str:
    """`name`, with a number before it when another file has it."""
    free, number = name, 2
    while free.casefold() in taken:
        free, number = f"{number}-{name}", number + 1
    taken.add(free.casefold())
    return free
