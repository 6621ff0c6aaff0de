"""Letters in the background, and what comes with the passing of time."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from events.registration.changing import expire
from planning import run_soon, run_within

from . import announcing, moves, summaries
from .following import call_off_cancelled
from .reminding import remind_due

_ROUND = timedelta(minutes=15)


@task(priority=4)
def write_letters() -> dict[str, int]:
    """What is owed to people. Killed, the next round goes on."""
    now = timezone.now()
    called_off = call_off_cancelled(now)
    letters = moves.write_due() + summaries.write_due() + announcing.write_due(now)
    return {"called_off": called_off, "letters": letters}


@task
def follow_registrations() -> dict[str, int]:
    """The worker's round: offers that nobody took go on, those who come are reminded. It plans the next one first."""
    run_within(follow_registrations, _ROUND)
    now = timezone.now()
    expired, reminded = expire(now), remind_due(now)
    run_soon(write_letters)
    return {"expired": expired, "reminded": reminded}


def request_letters() -> None:
    """Have them written soon. Call it once it is committed."""
    run_soon(write_letters)
