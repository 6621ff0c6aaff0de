"""What is searched, counted by day without anyone behind it."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from .documents import PUBLIC
from .models import SearchLogEntry
from .query import SearchPage, SearchQuery
from .tally import Tally

_LONGEST = 80
_ADDRESS = re.compile(r"\S*@\S*")
# Six digits or more, however they are grouped: telephones, social security numbers. Postcodes and years remain.
_NUMBER = re.compile(r"\+?\d(?:[\s.,/()_-]*\d){5,}")

Key = tuple[date, str, str]  # day, words, territory


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
    today = timezone.localdate()
    tally.add(*[(today, text, territory) for territory in territories], last=results)


def _save(counted: Mapping[Key, tuple[int, int]]) -> None:
    """Write what was counted, and erase what is too old."""
    for (day, text, territory), (count, results) in counted.items():
        key = {"day": day, "text": text, "territory": territory}
        if not SearchLogEntry.objects.filter(**key).update(count=F("count") + count, results=results):
            SearchLogEntry.objects.create(**key, count=count, results=results)
    purge()


def purge() -> None:
    """Erase what is older than `SEARCH_LOG_DAYS`."""
    oldest = timezone.localdate() - timedelta(days=settings.SEARCH_LOG_DAYS)
    SearchLogEntry.objects.filter(day__lt=oldest).delete()


tally = Tally("searches", _save)
