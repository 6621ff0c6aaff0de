"""One reading of one file, from the first row to the report, whoever asks for it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from cms.imports.reading import UnreadableFile
from cms.imports.reports import Report
from cms.imports.runs import conduct, tell
from cms.models.runs import RunState
from network.models import ImportRun

from .engine import Importer
from .formats import FORMATS
from .references import request_refresh
from .vanished import TooManyVanished, close_vanished

Progress = Callable[[dict[str, int]], None]


def uploaded_run(file: UploadedFile, format_name: str, user: Any, *, complete: bool) -> ImportRun:
    """A try of that file, not begun."""
    return ImportRun.objects.create(
        format=format_name, file=file, file_name=(file.name or "")[:255], asked_by=user, complete=complete, dry_run=True
    )


def applied_run(tried: ImportRun, user: Any) -> ImportRun:
    """The same file, for good this time."""
    return ImportRun.objects.create(
        format=tried.format, file=tried.file.name, file_name=tried.file_name, asked_by=user, complete=tried.complete
    )


def carry_out(run: ImportRun, path: Path, progress: Progress = lambda counts: None) -> None:
    """Read `path` as the run says. The run tells how it ended; whatever is no fault of the file is raised too."""
    now = timezone.now()
    conduct(run, lambda report: _read(run, path, report, now, progress), now, (UnreadableFile, TooManyVanished))
    if not run.dry_run and run.state == RunState.DONE:
        request_refresh(run)


def _read(run: ImportRun, path: Path, report: Report, now: datetime, progress: Progress) -> None:
    chosen = FORMATS[run.format]  # type: ignore[index]
    importer = Importer(report, now, dry_run=run.dry_run)

    importer.take(chosen.read(path), lambda: progress(tell(run, report)))
    if run.complete and chosen.whole_source:
        seen = importer.seen[chosen.whole_source] | importer.seen[""]
        close_vanished(chosen.whole_source, seen, timezone.localdate(now), report, now, dry_run=run.dry_run)
