"""Which addresses outside public pages and records give: in their fields, their texts, their blocks, their parts."""

import html
import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Model, QuerySet
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_unpublished, published, unpublished
from wagtail.snippets.models import get_snippet_models

from cms.models import LinkCheck, LinkUse

_HREF = re.compile(r"<a\b[^>]*?\bhref=\"([^\"]+)\"", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_BATCH = 500
_KINDS = (models.URLField, RichTextField, StreamField)

Held = tuple[str, int, int]  # address, content type and primary key of what gives it


def collect(only: Model | None = None) -> int:
    """Let LinkCheck hold what public pages and snippets give now (or only that one); how many addresses are new.

    Compared in bulk: only what differs is written. An address that nothing gives any more is forgotten.
    """
    uses = LinkUse.objects.all()
    if only is not None:
        kind = ContentType.objects.get_for_model(only)
        uses = uses.filter(content_type=kind, object_id=only.pk)
    with transaction.atomic():
        return _renewed(set(_given(only)), uses)


def givers() -> list[type[Model]]:
    """Every model that readers see by itself: types of pages, snippets."""
    pages = [model for model in apps.get_models() if issubclass(model, Page) and model is not Page]
    return [*pages, *get_snippet_models()]


def _given(only: Model | None) -> Iterator[Held]:
    own = _own_hosts()
    for model in givers() if only is None else [type(only)]:
        shown = _shown(model) if only is None else _shown(model).filter(pk=only.pk)
        kind = ContentType.objects.get_for_model(model).pk
        for number, address in _written_in(model, shown):
            if _is_outside(address, own):
                yield address, kind, number


def _shown(model: type[Model]) -> QuerySet[Any]:
    """What readers see; a model may leave some rows out (`giving_links`), and some fields (`private_addresses`)."""
    found = model._default_manager.all()
    if issubclass(model, Page):
        found = found.filter(live=True, alias_of=None)
    elif any(field.name == "live" for field in model._meta.fields):
        found = found.filter(live=True)
    narrowed = getattr(model, "giving_links", None)
    return (narrowed(found) if narrowed else found).order_by()


def _written_in(model: type[Model], shown: QuerySet[Any]) -> Iterator[tuple[int, str]]:
    yield from _columns(model, shown, "pk")
    for relation in model._meta.related_objects:
        part, link = relation.related_model, relation.field
        if isinstance(link, ParentalKey) and isinstance(part, type):
            rows = part._default_manager.filter(**{f"{link.name}__in": shown.values("pk")})
            yield from _columns(part, rows, link.attname)


def _columns(model: type[Model], rows: QuerySet[Any], number: str) -> Iterator[tuple[int, str]]:
    hidden = getattr(model, "private_addresses", ())
    names = [each.name for each in model._meta.local_fields if isinstance(each, _KINDS) and each.name not in hidden]
    if not names:
        return
    for pk, *values in rows.order_by("pk").values_list(number, *names).iterator(_BATCH):
        for value in values:
            for address in _addresses(value):
                yield pk, address


def _addresses(value: Any) -> Iterator[str]:
    """Those of a field: what a text links to, and each value of a block that is an address."""
    if isinstance(value, str):
        if _ADDRESS.fullmatch(value.strip()):
            yield value.strip()
        yield from (html.unescape(found).strip() for found in _HREF.findall(value))
    elif isinstance(value, dict):
        for each in value.values():
            yield from _addresses(each)
    elif isinstance(value, Iterable):
        for each in getattr(value, "raw_data", value):
            yield from _addresses(each)


def _renewed(wanted: set[Held], uses: QuerySet[LinkUse]) -> int:
    known = dict(LinkCheck.objects.order_by().values_list("url", "pk"))
    fresh = sorted({url for url, *_giver in wanted} - known.keys())
    # Another process may have met the same one meanwhile.
    LinkCheck.objects.bulk_create([LinkCheck(url=url) for url in fresh], _BATCH, ignore_conflicts=True)
    for start in range(0, len(fresh), _BATCH):
        known |= dict(LinkCheck.objects.filter(url__in=fresh[start : start + _BATCH]).values_list("url", "pk"))
    needed = {(known[url], *giver) for url, *giver in wanted}
    rows = uses.order_by().values_list("pk", "link", "content_type", "object_id")
    held = {tuple(giver): pk for pk, *giver in rows}
    new = [
        LinkUse(link_id=link, content_type_id=kind, object_id=number)
        for link, kind, number in sorted(needed - held.keys())
    ]
    LinkUse.objects.bulk_create(new, _BATCH, ignore_conflicts=True)
    gone = [held[giver] for giver in sorted(held.keys() - needed)]
    for start in range(0, len(gone), _BATCH):
        LinkUse.objects.filter(pk__in=gone[start : start + _BATCH]).delete()
    LinkCheck.objects.filter(uses=None).delete()
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
    for signal in (page_published, page_unpublished, published, unpublished):
        signal.connect(_changed, dispatch_uid="cms.links")


def _changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    # Publishing does not fail for it: the daily round sees what was missed.
    if type(instance) in givers():
        transaction.on_commit(partial(collect, instance), robust=True)


_LONGEST: int = LinkCheck._meta.get_field("url").max_length or 0
