"""What imported organisations refer to, told to Wagtail's index of references: rows written together send no signal.

That index is what the admin's « Utilisation » counts, and what it asks before something that is used is deleted.
"""

import time
from datetime import UTC, datetime

from django_tasks import task
from wagtail.models import ReferenceIndex

from network.models import ImportRun, Organisation, RunState

BATCH = 200
# Mail and search wait behind the worker meanwhile.
LONGEST = 5.0  # seconds


@task(priority=-10)
def refresh_references(since: str, after: int = 0) -> int:
    """Refresh those of the organisations written since that moment (ISO 8601), by their number, after `after`.

    The rest comes in a run of its own. Returns how many were looked at.
    """
    until, looked_at = time.monotonic() + LONGEST, 0
    written = Organisation.objects.filter(last_published_at__gte=datetime.fromisoformat(since)).order_by("pk")
    while batch := list(written.filter(pk__gt=after)[:BATCH]):
        for organisation in batch:
            ReferenceIndex.create_or_update_for_object(organisation)
        looked_at, after = looked_at + len(batch), batch[-1].pk
        if time.monotonic() > until:
            refresh_references.enqueue(since, after)
            break
    return looked_at


def request_refresh(run: ImportRun) -> None:
    """Have the worker refresh what `run` wrote, and what runs that failed had written before it."""
    done = ImportRun.objects.filter(dry_run=False, state=RunState.DONE, pk__lt=run.pk).order_by("-pk").first()
    since = done.finished_at if done and done.finished_at else datetime.min.replace(tzinfo=UTC)
    refresh_references.enqueue(since.isoformat())
