"""The catalogue in the background: soon after a change, and once a day for what no signal tells."""

from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django_tasks import task

from planning import run_soon, run_within

from .refreshing import refresh

_DAILY = timedelta(days=1)


@task(priority=5)
def refresh_catalogue() -> dict[str, int]:
    """Make the catalogue true."""
    run_within(refresh_catalogue, _DAILY)
    return asdict(refresh())


def refresh_after_commit() -> None:
    """Have the catalogue refreshed once the transaction is committed, which asks for it once."""
    waiting = transaction.get_connection().run_on_commit
    if not any(callback is request_refresh for _savepoints, callback, *_rest in waiting):
        transaction.on_commit(request_refresh, robust=True)


def request_refresh() -> None:
    """Have the catalogue refreshed soon: a run not started yet will see what is committed now."""
    run_soon(refresh_catalogue)
