"""How often each file is downloaded, counted by day without anyone behind it."""

from collections.abc import Mapping
from datetime import date, timedelta
from http import HTTPStatus

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from resources.models import DownloadCount, LibraryDocument
from search.tally import Tally

Key = tuple[date, int]  # day, number of the file


def count(request: HttpRequest, response: HttpResponseBase, document: LibraryDocument) -> None:
    """Count a file sent from its beginning to the public: those who work on the portal try theirs."""
    begins = response.status_code == HTTPStatus.OK or response.get("Content-Range", "").startswith("bytes 0-")
    if request.method == "GET" and begins and settings.SESSION_COOKIE_NAME not in request.COOKIES:
        tally.add((timezone.localdate(), document.pk))


def _save(counted: Mapping[Key, tuple[int, int]]) -> None:
    """Write what was counted, and erase what is too old."""
    known = LibraryDocument.objects.in_bulk([number for _day, number in counted])
    for (day, number), (times, _last) in counted.items():
        if number in known and not DownloadCount.objects.filter(day=day, document=number).update(
            count=F("count") + times
        ):
            DownloadCount.objects.create(day=day, document_id=number, count=times)
    oldest = timezone.localdate() - timedelta(days=settings.SEARCH_LOG_DAYS)
    DownloadCount.objects.filter(day__lt=oldest).delete()


tally = Tally("downloads", _save)
