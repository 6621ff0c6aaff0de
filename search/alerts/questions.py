"""A search kept as text: written once, asked again for months."""

from dataclasses import replace
from hashlib import blake2b
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext

from ..around import around, described
from ..around import parameters as place_parameters
from ..engines import get_engine
from ..facets import FACETS, facet_labels
from ..forms import SearchForm
from ..query import MAX_PAGE, MAX_PAGE_SIZE, SearchHit, SearchQuery, Sort
from ..understanding import understand

MOST_RESULTS = MAX_PAGE * MAX_PAGE_SIZE  # as far as an engine is asked to list
_DIGEST = 8  # bytes a document


def canonical(query: SearchQuery) -> str:
    """The query string of what `query` finds, fixed filters included: one text for one search, without `?`."""
    parameters: list[tuple[str, str]] = [("q", query.text)] if query.text else []
    for name, facet in FACETS.items():
        fixed, chosen = query.fixed.get(name, frozenset()), query.filters.get(name, frozenset())
        values = (fixed & chosen or fixed) if fixed else chosen
        parameters += [(facet.parameter, value) for value in sorted(values)]
    parameters += place_parameters(query.near)
    parameters += [(name, day.isoformat()) for name, day in (("du", query.after), ("au", query.before)) if day]
    return urlencode(parameters)


def understood(asked: QueryDict) -> SearchQuery:
    """The search that parameters ask for, without what is wrong or unknown in them: never an error.

    The public's, whoever asks: an alert goes to an address, which proves no right.
    """
    return replace(understand(asked).query, sort=Sort.TITLE, page=1, facets=())


def kept(query_string: str, language: str) -> SearchQuery:
    """The search of a saved one. A value that has vanished since stays a filter: it finds nothing, not everything.

    So does the place of a circle: what is nowhere any more has nothing around.
    """
    read, _notices = SearchForm(QueryDict(query_string), facets=tuple(FACETS)).read()
    near = around(read["around"], read["km"]).near
    nowhere = {} if near or not read["around"] else {"territory": frozenset([read["around"]])}
    return SearchQuery(
        text=read["text"],
        filters={**read["filters"], **nowhere},
        near=near,
        after=read["after"],
        before=read["before"],
        sort=Sort.TITLE,
        language=language,
        facets=(),
    )


def description(query: SearchQuery) -> str:
    """What is searched, in words: « emploi », Loire-Atlantique, Jeunes."""
    parts = [gettext("« %(text)s »") % {"text": query.text}] if query.text else []
    for name, values in query.filters.items():
        labels = facet_labels(name, values)
        parts += sorted(labels.get(value, value) for value in values)
    if query.near:
        parts.append(described(query.near))
    if query.after:
        parts.append(gettext("à partir du %(day)s") % {"day": date_format(query.after)})
    if query.before:
        parts.append(gettext("jusqu’au %(day)s") % {"day": date_format(query.before)})
    return ", ".join(parts) or gettext("tout le portail")


def found(query: SearchQuery) -> list[SearchHit]:
    """Everything it finds, up to `MOST_RESULTS`. Raises EngineUnavailable: the database's poorer answer would not do.

    Hits that only hold some of the words are no news of that search.
    """
    hits: dict[str, SearchHit] = {}
    engine = get_engine()
    for number in range(1, MAX_PAGE + 1):
        page = engine.search(replace(query, page=number, page_size=MAX_PAGE_SIZE))
        if page.partial:
            return []
        hits |= {hit.id: hit for hit in page.hits}
        if number * MAX_PAGE_SIZE >= page.total:
            break
    return list(hits.values())


def unseen(hits: list[SearchHit], seen: bytes) -> list[SearchHit]:
    """The hits that `seen` does not hold."""
    known = _digests(seen)
    return [hit for hit in hits if _digest(hit) not in known]


def with_seen(hits: list[SearchHit], seen: bytes = b"") -> bytes:
    """`seen` and these hits. Nothing leaves it: what is withdrawn, then published again, is no news."""
    return b"".join(sorted(_digests(seen) | {_digest(hit) for hit in hits}))


def _digest(hit: SearchHit) -> bytes:
    return blake2b(hit.id.encode(), digest_size=_DIGEST).digest()


def _digests(seen: bytes) -> set[bytes]:
    return {seen[start : start + _DIGEST] for start in range(0, len(seen), _DIGEST)}
