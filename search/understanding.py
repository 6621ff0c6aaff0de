"""From an address to a question. Any address gives one: what is wrong in it is ignored, and told."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language

from .around import Around, around, unknown_place
from .facets import FACETS, current_values
from .forms import SearchForm, unknown_sort, unknown_value
from .query import Near, SearchQuery, Sort


@dataclass(frozen=True)
class Understood:
    """`default` is the order of the list when neither words nor a place are asked, `by_kind` asks for the best of each
    kind, `notices` are sentences about what was ignored.
    """

    query: SearchQuery
    around: Around
    default: Sort
    by_kind: bool
    notices: list[str]

    @property
    def usual(self) -> Sort:
        """The order that needs no parameter."""
        return usual_sort(self.query.text, self.query.near, self.default)


def understand(
    parameters: QueryDict,
    *,
    kinds: tuple[str, ...] = (),
    default_sort: str = Sort.TITLE,
    page_size: int = 20,
    facets: tuple[str, ...] | None = None,
    fixed: Mapping[str, Collection[str]] | None = None,
) -> Understood:
    """The question that `parameters` ask of a list, in the active language. The rest is as for `listing.listing`."""
    imposed = {name: frozenset(values) for name, values in (fixed or {}).items()}
    if kinds:
        imposed["kind"] = frozenset(kinds)
    offered = tuple(
        name for name in (facets or FACETS) if name not in imposed or (name == "kind" and len(imposed["kind"]) > 1)
    )
    asked, notices = SearchForm(parameters, facets=offered).read()
    filters, unknown = _known(asked["filters"])
    place = around(asked["around"], asked["km"])
    if asked["around"] and place.near is None:
        notices.append(unknown_place())
    sort = asked["sort"] if asked["text"] or asked["sort"] != Sort.RELEVANCE else None
    if sort == Sort.DISTANCE and place.near is None:
        notices.append(unknown_sort())
        sort = None
    query = SearchQuery(
        text=asked["text"],
        filters=filters,
        fixed=imposed,
        after=asked["after"],
        before=asked["before"],
        near=place.near,
        sort=sort or usual_sort(asked["text"], place.near, default_sort),
        page=asked["page"],
        page_size=page_size,
        language=active_language(),
        facets=offered,
    )
    by_kind = asked["by_kind"] and "kind" in offered
    return Understood(query, place, Sort(default_sort), by_kind, [*notices, *unknown])


def usual_sort(text: str, near: Near | None, default: str = Sort.TITLE) -> Sort:
    """The order when none is asked: relevance for words, else the nearest first around a place, else the list's own."""
    if text:
        return Sort.RELEVANCE
    return Sort.DISTANCE if near else Sort(default)


def active_language() -> str:
    """The language of the request, as documents name it."""
    return get_language() or settings.LANGUAGE_CODE


def _known(filters: Mapping[str, frozenset[str]]) -> tuple[dict[str, frozenset[str]], list[str]]:
    """The filters without their unknown values, and a notice for each facet that had some."""
    known, notices = {}, []
    for name, values in filters.items():
        kept = current_values(name, values)
        if kept:
            known[name] = kept
        if len(kept) < len(values):
            notices.append(unknown_value(FACETS[name].label))
    return known, notices
