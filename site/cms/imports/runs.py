"""One reading of one file, from the first row to the report, whoever asks for it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models.runs import FileRun, FileRunQuerySet, RunState, private_files

from .reading import UnreadableFile
from .reports import Report


def conduct(
    run: FileRun,
    read: Callable[[Report], None],
    now: datetime | None = None,
    refusals: tuple[type[Exception], ...] = (UnreadableFile,),
) -> None:
    """Have `read` do what `run` asks and fill its report. `refusals` are what may be wrong with the file: the run says
    it; whatever else is raised.
    """
    now = now or timezone.now()
    if not run.dry_run and _others_under_way(run):
        _finish(run, _("Un autre import est en cours : recommencez quand il sera terminé."))
        return
    storage = private_files()
    name = f"imports/rapport-{run._meta.label_lower}-{run.pk}.csv"
    report_path = Path(storage.path(name))
    report_path.parent.mkdir(parents=True, exist_ok=True)
    _runs(run).filter(pk=run.pk).update(state=RunState.RUNNING, started_at=now, seen_at=now)
    run.report.name = name
    try:
        with Report(report_path) as report:
            try:
                read(report)
            finally:
                run.counts = dict(report.counts)
    except refusals as refusal:
        _finish(run, str(refusal))
        return
    except BaseException:
        _finish(run, _("L’import s’est interrompu. Ce qui est écrit est entier : relancez-le pour le terminer."))
        raise
    _finish(run, "")


def tell(run: FileRun, report: Report) -> dict[str, int]:
    """Store how far the run is, which is what it counted so far."""
    counts = dict(report.counts + report.waiting)
    _runs(run).filter(pk=run.pk).update(counts=counts, seen_at=timezone.now())
    return counts


def _runs(run: FileRun) -> FileRunQuerySet:
    found: FileRunQuerySet = type(run)._default_manager.all()
    return found


def _others_under_way(run: FileRun) -> bool:
    return _runs(run).under_way().filter(dry_run=False).exclude(pk=run.pk).exists()


def _finish(run: FileRun, problem: str) -> None:
    run.state = RunState.FAILED if problem else RunState.DONE
    run.problem, run.finished_at = problem, timezone.now()
    run.save(update_fields=["state", "problem", "counts", "report", "finished_at"])


def run_models() -> list[type[FileRun]]:
    """Whatever app they are of."""
    return [model for model in apps.get_models() if issubclass(model, FileRun)]


def purge(now: datetime | None = None) -> int:
    """Forget runs, files and reports that are older than IMPORT_DAYS; how many runs."""
    before = (now or timezone.now()) - timedelta(days=settings.IMPORT_DAYS)
    return sum(_purge(model, before) for model in run_models())


def _purge(model: type[FileRun], before: datetime) -> int:
    old = model._default_manager.filter(asked_at__lt=before)
    kept = set(model._default_manager.exclude(pk__in=old).values_list("file", flat=True))
    storage, forgotten = private_files(), 0
    for run in old:
        for name in {run.file.name or "", run.report.name or ""} - kept - {""}:
            storage.delete(name)
        run.delete()
        forgotten += 1
    return forgotten
