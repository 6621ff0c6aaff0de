"""Which addresses resources give: those of their files and those of their descriptions."""

import html
import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Model, QuerySet
from wagtail.models import Site
from wagtail.signals import page_published, page_unpublished

from resources.models import LinkCheck, ResourceFile, ResourcePage, ResourceStatus

_HREF = re.compile(r"<a\b[^>]*?\bhref=\"([^\"]+)\"", re.IGNORECASE)
_BATCH = 500

Held = tuple[str, int]  # address, primary key of the page


def collect(only: Iterable[int] | None = None) -> int:
    """Let LinkCheck hold what public resources give now (or the pages of these numbers); how many addresses are new.

    Compared in bulk: only what differs is written. An address that no resource gives any more is forgotten.
    """
    pages = ResourcePage.objects.live().filter(alias_of=None).exclude(status=ResourceStatus.WITHDRAWN)
    holders = LinkCheck.pages.through.objects.all()
    if only is not None:
        numbers = list(only)
        pages, holders = pages.filter(pk__in=numbers), holders.filter(resourcepage__in=numbers)
    with transaction.atomic():
        return _renewed(set(_given(pages)), holders)


def _given(pages: QuerySet[ResourcePage]) -> Iterator[Held]:
    own = _own_hosts()
    files = ResourceFile.objects.filter(page__in=pages.values("pk")).exclude(url="").order_by("pk")
    for url, page in files.values_list("url", "page").iterator(_BATCH):
        if _is_outside(url, own):
            yield url, page
    described = pages.filter(description__contains="href").order_by("pk").values_list("description", "pk")
    for description, page in described.iterator(_BATCH):
        for found in _HREF.findall(description):
            if _is_outside(url := html.unescape(found).strip(), own):
                yield url, page


def _renewed(wanted: set[Held], holders: QuerySet[Any]) -> int:
    known = dict(LinkCheck.objects.order_by().values_list("url", "pk"))
    fresh = sorted({url for url, _page in wanted} - known.keys())
    # Another process may have met the same one meanwhile.
    LinkCheck.objects.bulk_create([LinkCheck(url=url) for url in fresh], _BATCH, ignore_conflicts=True)
    for start in range(0, len(fresh), _BATCH):
        known |= dict(LinkCheck.objects.filter(url__in=fresh[start : start + _BATCH]).values_list("url", "pk"))
    needed = {(known[url], page) for url, page in wanted}
    held = {(link, page): pk for pk, link, page in holders.order_by().values_list("pk", "linkcheck", "resourcepage")}
    through = LinkCheck.pages.through
    rows = [through(linkcheck_id=link, resourcepage_id=page) for link, page in sorted(needed - held.keys())]
    through.objects.bulk_create(rows, _BATCH, ignore_conflicts=True)
    gone = [held[pair] for pair in sorted(held.keys() - needed)]
    for start in range(0, len(gone), _BATCH):
        through.objects.filter(pk__in=gone[start : start + _BATCH]).delete()
    LinkCheck.objects.filter(pages=None).delete()
    return len(fresh)


def _is_outside(url: str, own: set[str]) -> bool:
    """Whether `url` is one to ask: http or https, not the portal's own, and not longer than what is kept."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and host not in own and len(url) <= _LONGEST


def _own_hosts() -> set[str]:
    sites = set(Site.objects.order_by().values_list("hostname", flat=True))
    return sites | {urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or ""}


def connect() -> None:
    """Follow what is published, so that an address corrected is no longer told broken."""
    for signal in (page_published, page_unpublished):
        signal.connect(_changed, ResourcePage, dispatch_uid="resources.links")


def _changed(sender: type[Model], instance: ResourcePage, **kwargs: Any) -> None:
    # Publishing does not fail for it: the daily round sees what was missed.
    transaction.on_commit(partial(collect, [instance.pk]), robust=True)


_LONGEST: int = LinkCheck._meta.get_field("url").max_length or 0
