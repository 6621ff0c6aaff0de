"""Background work of imports."""

from datetime import timedelta
from pathlib import Path

from django_tasks import task

from network.models import ImportRun
from planning import run_within

from .runs import carry_out, purge, run_models

_DAILY = timedelta(days=1)


# Somebody looks at it: it goes before what nobody waits for.
@task(priority=5)
def import_file(run_pk: int) -> dict[str, int]:
    """Carry out a run whose file was uploaded."""
    run = ImportRun.objects.get(pk=run_pk)
    carry_out(run, Path(run.file.path))
    run_within(purge_imports, _DAILY)
    return run.counts


@task(priority=-10)
def purge_imports() -> int:
    """Forget what is old. The next one is planned first, as long as there is something to forget."""
    if any(model._default_manager.exists() for model in run_models()):
        run_within(purge_imports, _DAILY)
    return purge()
