"""The addresses of a list: one grammar, every state shareable, one address for one list."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext

from .around import described
from .around import parameters as place_parameters
from .facets import FACETS
from .forms import BY_KIND, SORTS
from .query import SearchQuery, Sort
from .understanding import usual_sort

_NEIGHBOURS = 2  # pages shown on each side of the current one


class Addresses:
    """Addresses of `query`, and of those next to it, at `path`. `default` is the order of the list when neither words
    nor a place are asked, `by_kind` the presentation.
    """

    def __init__(self, path: str, query: SearchQuery, default: Sort, *, by_kind: bool = False) -> None:
        self._path, self._query, self._default, self._by_kind = path, query, default, by_kind

    def changed(self, **changes: Any) -> SearchQuery:
        """The query with some attributes changed, back to page 1 unless told. The order stays if it was chosen and is
        still possible.
        """
        query = self._query
        near = changes.get("near", query.near)
        lost = query.sort == Sort.DISTANCE and near is None
        if lost or query.sort == usual_sort(query.text, query.near, self._default):
            changes.setdefault("sort", usual_sort(changes.get("text", query.text), near, self._default))
        return replace(query, **{"page": 1, **changes})

    def of(self, *, by_kind: bool | None = None, **changes: Any) -> str:
        """This list with some attributes of its query changed; same presentation and back to page 1 unless told."""
        query = self.changed(**changes)
        parameters: list[tuple[str, str]] = [("q", query.text)] if query.text else []
        for name in query.facets:
            parameters += [(FACETS[name].parameter, value) for value in sorted(query.filters.get(name, ()))]
        parameters += place_parameters(query.near)
        parameters += [(name, day.isoformat()) for name, day in (("du", query.after), ("au", query.before)) if day]
        if query.sort != usual_sort(query.text, query.near, self._default):
            parameters.append(("tri", SORTS[query.sort][0]))
        if self._by_kind if by_kind is None else by_kind:
            parameters.append(("vue", BY_KIND))
        if query.page > 1:
            parameters.append(("page", str(query.page)))
        return f"{self._path}?{urlencode(parameters)}" if parameters else self._path

    def elsewhere(self, path: str) -> str:
        """The same results asked of the whole portal at `path`: what this list imposes becomes a filter."""
        query = self._query
        everything = replace(query, filters={**query.fixed, **query.filters}, fixed={}, facets=tuple(FACETS))
        return Addresses(path, everything, Sort.TITLE).of()

    def without_each_filter(self, labels: Mapping[str, Mapping[str, str]]) -> list[dict[str, str]]:
        """{label, url without it} for each filter; `labels` is {facet: {value: label}}."""
        query, active = self._query, []
        for name in query.facets:
            for value in sorted(query.filters.get(name, ())):
                left = {**query.filters, name: query.filters[name] - {value}}
                active.append({"label": labels[name].get(value, value), "url": self.of(filters=left)})
        if query.near:
            active.append({"label": capfirst(described(query.near)), "url": self.of(near=None)})
        if query.after:
            label = gettext("À partir du %(day)s") % {"day": date_format(query.after)}
            active.append({"label": label, "url": self.of(after=None)})
        if query.before:
            label = gettext("Jusqu’au %(day)s") % {"day": date_format(query.before)}
            active.append({"label": label, "url": self.of(before=None)})
        return active

    def paging(self, last: int) -> dict[str, Any]:
        """{number, pages, items, previous_url, next_url} up to page `last`; an item is None for a gap."""
        current = self._query.page
        numbers = [
            number for number in range(1, last + 1) if number in (1, last) or abs(number - current) <= _NEIGHBOURS
        ]
        items: list[dict[str, Any] | None] = []
        for previous, number in zip([0, *numbers], numbers, strict=False):
            if number - previous > 1:
                items.append(None)
            items.append({"number": number, "url": self.of(page=number), "current": number == current})
        return {
            "number": current,
            "pages": last,
            "items": items,
            "previous_url": self.of(page=current - 1) if current > 1 else "",
            "next_url": self.of(page=current + 1) if current < last else "",
        }
