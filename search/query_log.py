"""What is searched, counted by day without anyone behind it.

Reading a page never waits for this count, nor writes: it is added up in memory, and a thread of its own writes it a
little later. What a stopped process had not written yet, a few seconds of counting, is lost; nothing else is.
"""

import logging
import re
import threading
from datetime import date, timedelta

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from .documents import PUBLIC
from .models import SearchLogEntry
from .query import SearchPage, SearchQuery

log = logging.getLogger(__name__)

_WRITE_AFTER = 10  # seconds
_MOST_WAITING = 1000  # searches: beyond, those that are new to the buffer are not counted
_LONGEST = 80
_ADDRESS = re.compile(r"\S*@\S*")
# Six digits or more, however they are grouped: telephones, social security numbers. Postcodes and years remain.
_NUMBER = re.compile(r"\+?\d(?:[\s.,/()_-]*\d){5,}")

Key = tuple[date, str, str]

_lock = threading.Lock()
_waiting: dict[Key, list[int]] = {}  # [times, last total]
_timer: threading.Timer | None = None


def cleaned(text: str) -> str:
    """What is kept of a search: lower case, 80 characters, without addresses or long numbers."""
    text = _NUMBER.sub(" ", _ADDRESS.sub(" ", text.lower()))
    return " ".join(text.split())[:_LONGEST].strip()


def record(query: SearchQuery, page: SearchPage) -> None:
    """Count one search. Only the first page counts, and only what the index itself answered to the public.

    What a signed-in reader finds is theirs to know: its number would tell the readers of reports about it.
    """
    if query.page > 1 or page.degraded or query.audience != (PUBLIC,):
        return
    text = cleaned(query.text)
    around = {query.near.key} if query.near else set()
    territories = sorted(query.filters.get("territory", frozenset()) | around) or [""]
    if not text and territories == [""]:
        return
    # No result is no result, even when the page shows what holds some of the words.
    results = 0 if page.partial else page.total
    with _lock:
        for territory in territories:
            key = (timezone.localdate(), text, territory)
            if key in _waiting or len(_waiting) < _MOST_WAITING:
                counted = _waiting.setdefault(key, [0, 0])
                counted[0] += 1
                counted[1] = results
    _write_later()


def write() -> int:
    """Write what was counted, and erase what is too old. Returns how many entries were written; never raises."""
    with _lock:
        counted = dict(_waiting)
        _waiting.clear()
    try:
        with transaction.atomic():
            for (day, text, territory), (count, results) in counted.items():
                key = {"day": day, "text": text, "territory": territory}
                if not SearchLogEntry.objects.filter(**key).update(count=F("count") + count, results=results):
                    SearchLogEntry.objects.create(**key, count=count, results=results)
        purge()
    except DatabaseError as error:
        log.warning("%d searches were not counted: %s", len(counted), type(error).__name__)
        return 0
    return len(counted)


def purge() -> None:
    """Erase what is older than `SEARCH_LOG_DAYS`."""
    oldest = timezone.localdate() - timedelta(days=settings.SEARCH_LOG_DAYS)
    SearchLogEntry.objects.filter(day__lt=oldest).delete()


def _write_later() -> None:
    global _timer
    with _lock:
        if _timer is None:
            _timer = threading.Timer(_WRITE_AFTER, _write_in_thread)
            _timer.daemon = True
            _timer.start()


def _write_in_thread() -> None:
    global _timer
    with _lock:
        _timer = None
    try:
        write()
    finally:
        connection.close()  # this thread's own
