"""Background work of imports."""

from datetime import timedelta
from pathlib import Path

from django_tasks import task

from cms.imports.tasks import purge_imports
from network.models import ImportRun
from planning import run_within

from .runs import carry_out

_DAILY = timedelta(days=1)


# Somebody looks at it: it goes before what nobody waits for.
@task(priority=5)
def import_file(run_pk: int) -> dict[str, int]:
    """Carry out a run whose file was uploaded."""
    run = ImportRun.objects.get(pk=run_pk)
    carry_out(run, Path(run.file.path))
    run_within(purge_imports, _DAILY)
    return run.counts
