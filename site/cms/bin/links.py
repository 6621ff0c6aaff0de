"""What leads to pages that are about to leave: Wagtail's index of references knows."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex
from wagtail.query import PageQuerySet

from .place import in_bin


@dataclass(frozen=True)
class Source:
    """Something that leads to a page: `url` is where it is changed, "" for who may not; `to` are titles."""

    title: str
    kind: str
    url: str
    to: tuple[str, ...]


def leading_to(pages: PageQuerySet, user: Any) -> list[Source]:
    """What leads to one of `pages` from outside them, by title; neither from the bin nor as a translation of it."""
    titles = {str(pk): title for pk, title in pages.order_by().values_list("pk", "title")}
    page = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.objects.filter(to_content_type=page, to_object_id__in=titles)
    found: dict[tuple[int, str], set[str]] = {}
    for content_type, number, to in references.values_list("base_content_type", "object_id", "to_object_id"):
        if content_type != page.pk or number not in titles:
            found.setdefault((content_type, number), set()).add(titles[to])
    finder = AdminURLFinder(user)
    sources = [_source(*key, to, finder) for key, to in found.items()]
    return sorted((source for source in sources if source), key=lambda source: (source.title, source.kind))


def _source(content_type: int, number: str, to: Collection[str], finder: AdminURLFinder) -> Source | None:
    model: Any = ContentType.objects.get_for_id(content_type).model_class()
    source = model._base_manager.filter(pk=number).first() if model else None
    if source is None or (isinstance(source, Page) and in_bin(source)):
        return None
    if isinstance(source, Page):
        source = source.specific_deferred
    kind = str(capfirst(source._meta.verbose_name))
    return Source(str(source), kind, finder.get_edit_url(source) or "", tuple(sorted(to)))
