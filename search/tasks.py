"""Background work of search."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from planning import is_planned, run_soon

from .draining import drain

_FIRST_RETRY = timedelta(seconds=5)  # doubled at each failure
_LAST_RETRY = timedelta(minutes=5)


# Before the CMS's own bookkeeping: a visitor is waiting, and loading much content leaves hundreds of those tasks.
@task(priority=10)
def drain_outbox(attempt: int = 0) -> dict[str, int]:
    """Drain the outbox; what the engine refuses is tried again later, less and less often."""
    drained = drain()
    if drained.waiting and not is_planned(drain_outbox, _LAST_RETRY):
        delay = min(_FIRST_RETRY * 2 ** min(attempt, 10), _LAST_RETRY)
        drain_outbox.using(run_after=timezone.now() + delay).enqueue(attempt=attempt + 1)
    return {"acknowledged": drained.acknowledged, "waiting": drained.waiting}


def request_drain() -> None:
    """Have the outbox drained soon. A thousand saves ask for one drain: one not started yet will see them all.

    Call it once what the outbox holds is committed.
    """
    run_soon(drain_outbox)
