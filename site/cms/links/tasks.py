"""Addresses asked in the background, a few at a time."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from cms.models import LinkCheck
from planning import run_within

from .checking import Checker
from .collecting import collect

_DAILY = timedelta(days=1)
_SOON = timedelta(minutes=10)


@task(priority=-10)
def check_links() -> dict[str, int]:
    """Ask some of what is due; the rest soon after."""
    run_within(check_links, _DAILY)
    new = collect()
    counts = Checker().run()
    if LinkCheck.objects.due(timezone.now()).exists():
        run_within(check_links, _SOON)
    return {"new": new, **counts}
