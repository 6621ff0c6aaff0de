"""Once a day: what the bin has held long enough goes."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from planning import run_within

from .erasing import purge

_DAILY = timedelta(days=1)


@task(priority=-10)
def empty_bin() -> dict[str, int]:
    """The worker's daily round."""
    run_within(empty_bin, _DAILY)
    purged = purge(timezone.now())
    return {"entries": purged.entries, "pages": purged.pages, "needed": purged.needed}
