"""The answer of the database while the index is away: titles only, on a bounded number of candidates."""

import time
from collections.abc import Callable, Iterator
from datetime import date

from django.db.models import Q
from django.utils.html import escape
from django.utils.safestring import SafeString

from .documents import SearchDocument
from .indexing import documents_of
from .query import Near, SearchHit, SearchPage, SearchQuery, Sort
from .registry import Source, sources

_CANDIDATES = 200  # objects of each source that are looked at
_WORDS = 10

Keep = Callable[[SearchDocument], bool]


def search(query: SearchQuery) -> SearchPage:
    """Documents whose title holds every word, with the same filters, rights and facets as the index.

    Everything is counted on the documents themselves, after the rights: a total never knows more than its reader.
    """
    started = time.perf_counter()
    truncated = False
    near = query.near
    documents: list[SearchDocument] = []
    kinds = query.fixed.get("kind", frozenset())
    for source in sources(kinds):
        found = list(_candidates(source, query.text)[: _CANDIDATES + 1])
        truncated = truncated or len(found) > _CANDIDATES
        for instance in found[:_CANDIDATES]:
            documents += documents_of(source, instance) or ()
    documents = [document for document in documents if _is_for(document, query)]
    keeps = {name: _holds(name, values) for name, values in query.filters.items() if values}
    kept = sorted(_filtered(documents, keeps), key=lambda document: (document.title.casefold(), document.id))
    if query.sort in (Sort.DATE, Sort.DATE_ASC):
        dated = [document for document in kept if document.days]
        dated.sort(key=_first_day, reverse=query.sort == Sort.DATE)
        kept = dated + [document for document in kept if not document.days]
    if near and query.sort == Sort.DISTANCE:
        kept.sort(key=lambda document: near.distance(document.point) or 0.0)
    if query.sort == Sort.UPDATED:
        kept.sort(key=lambda document: document.updated.timestamp() if document.updated else 0, reverse=True)
    facets = {}
    for name in query.facets:
        others = {other: keep for other, keep in keeps.items() if other != name}
        counted = dict.fromkeys(sorted(query.filters.get(name, ())), 0)
        for document in _filtered(documents, others):
            for value in dict.fromkeys(document.facet_values()[name]):
                counted[value] = counted.get(value, 0) + 1
        facets[name] = counted
    shown = kept[query.offset : query.offset + query.page_size]
    return SearchPage(
        hits=tuple(_hit(document, near) for document in shown),
        total=len(kept),
        facets=facets,
        took_ms=(time.perf_counter() - started) * 1000,
        degraded=True,
        truncated=truncated,
    )


def _candidates(source: Source, text: str):
    queryset = source.queryset().order_by("pk")
    for word in text.split()[:_WORDS]:
        in_title = Q()
        for field in source.title_fields:
            in_title |= Q(**{f"{field}__icontains": word})
        queryset = queryset.filter(in_title)
    return queryset


def _is_for(document: SearchDocument, query: SearchQuery) -> bool:
    """Whether the reader may see it, in this language, under the filters that always apply."""
    if query.language not in document.languages or not set(document.audience) & set(query.audience):
        return False
    if not all(_holds(name, values)(document) for name, values in query.fixed.items()):
        return False
    if query.near and not _is_within(document, query.near):
        return False
    if query.after or query.before:
        if not document.days:
            return False
        first, last = document.days
        return (not query.after or last >= query.after) and (not query.before or first <= query.before)
    return True


def _is_within(document: SearchDocument, near: Near) -> bool:
    distance = near.distance(document.point)
    return distance is not None and distance <= near.km


def _holds(name: str, values: frozenset[str]) -> Keep:
    return lambda document: bool(values.intersection(document.facet_values()[name]))


def _filtered(documents: list[SearchDocument], keeps: dict[str, Keep]) -> Iterator[SearchDocument]:
    return (document for document in documents if all(keep(document) for keep in keeps.values()))


def _first_day(document: SearchDocument) -> date:
    return document.days[0] if document.days else date.min


def _hit(document: SearchDocument, near: Near | None) -> SearchHit:
    return SearchHit(
        id=document.id,
        kind=document.kind,
        url=document.url,
        title=document.title,
        summary=document.summary,
        title_html=SafeString(escape(document.title)),
        passage_html=SafeString(escape(document.summary)),
        date=document.date,
        date_end=document.date_end,
        updated=document.updated,
        territories=document.territories,
        themes=document.themes,
        publics=document.publics,
        organisation_kinds=document.organisation_kinds,
        point=document.point,
        distance=near.distance(document.point) if near else None,
        meta=document.meta,
    )
