"""What is forgotten of imports, whatever app they are of."""

from datetime import timedelta

from django_tasks import task

from planning import run_within

from .runs import purge, run_models

_DAILY = timedelta(days=1)


@task(priority=-10)
def purge_imports() -> int:
    """Forget what is old. The next one is planned first, as long as there is something to forget."""
    if any(model._default_manager.exists() for model in run_models()):
        run_within(purge_imports, _DAILY)
    return purge()
