"""One reading of one file of pages, whoever asks for it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.imports.reading import UnreadableFile
from cms.imports.reports import Report
from cms.imports.runs import conduct, tell
from cms.models import PageImport

from .importing import Importer
from .reading import opened

MOST_TOLD = 500  # lines kept for the screen; the report holds all of them


def uploaded_run(file: UploadedFile, place: Page, existing: str, user: Any) -> PageImport:
    """A try of that file, not begun."""
    return PageImport.objects.create(
        file=file, file_name=(file.name or "")[:255], place=place, existing=existing, asked_by=user, dry_run=True
    )


def applied_run(tried: PageImport, user: Any) -> PageImport:
    """The same file, for good this time."""
    return PageImport.objects.create(
        file=tried.file.name, file_name=tried.file_name, place=tried.place, existing=tried.existing, asked_by=user
    )


def carry_out(run: PageImport, path: Path, progress: Callable[[dict[str, int]], None] = lambda counts: None) -> None:
    """Read `path` as the run says. The run tells how it ended; whatever is no fault of the file is raised too."""
    conduct(run, lambda report: _read(run, path, report))
    progress(run.counts)


def _read(run: PageImport, path: Path, report: Report) -> None:
    if run.place is None:
        raise UnreadableFile(_("La page choisie n’existe plus."))
    if run.asked_by and not run.place.permissions_for_user(run.asked_by).can_add_subpage():
        raise UnreadableFile(_("Vous n’avez plus le droit d’ajouter des pages ici."))
    with opened(path) as file:
        importer = Importer(report, run.place, run.existing, run.asked_by, dry_run=run.dry_run)
        importer.take(file)
    tell(run, report)
    PageImport.objects.filter(pk=run.pk).update(told=importer.told[:MOST_TOLD])
