"""Ways out of a search without result: each one a link, with the number of results it leads to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext

from .addresses import Addresses
from .answer import answer, count
from .around import RADII, USUAL_RADIUS, circle, described
from .facets import FACETS, facet_labels, surroundings
from .places import places
from .query import Near, SearchQuery

_BESIDE = 6  # neighbours shown
_HOMONYMS = 3
_NO_FILTER: dict[str, Any] = {"filters": {}, "near": None, "after": None, "before": None}


@dataclass(frozen=True)
class WayOut:
    """A list that has `count` results, at least one."""

    label: str
    url: str
    count: int


@dataclass(frozen=True)
class WaysOut:
    """`lighter` leave something of the question out; `beside` and `wider` keep it, next to or around where it asked."""

    lighter: list[WayOut]
    beside: list[WayOut]
    wider: list[WayOut]


def ways_out(query: SearchQuery, addresses: Addresses, labels: Mapping[str, Mapping[str, str]]) -> WaysOut:
    """What can be tried when `query` has no result; `labels` is {facet: {value: label}} of its filters."""
    steps = _left_out(query, labels)
    there = _around_the_place_named(query, addresses)
    if not steps:
        return WaysOut([], there, [])
    words_found = not query.text or count(addresses.changed(**_NO_FILTER))
    if not words_found:
        steps = [(label, changes) for label, changes in steps if "text" in changes]
    counted = [(label, changes, count(addresses.changed(**changes))) for label, changes in steps]
    lighter = [WayOut(label, addresses.of(**changes), number) for label, changes, number in counted if number]
    beside, wider = _around(query, addresses) if words_found else ([], [])
    return WaysOut(lighter, [*there, *beside], [*(_farther(query.near, addresses) if words_found else ()), *wider])


def _left_out(query: SearchQuery, labels: Mapping[str, Mapping[str, str]]) -> list[tuple[str, dict[str, Any]]]:
    """(what to say, what changes in the query) for each thing that can be left out.

    A facet goes as a whole: its values are alternatives, so that leaving one of them never finds more.
    """
    steps: list[tuple[str, dict[str, Any]]] = []
    for name, values in query.filters.items():
        left = {other: kept for other, kept in query.filters.items() if other != name}
        names = get_text_list([labels[name].get(value, value) for value in sorted(values)], gettext("ou"))
        label = gettext("Enlever le filtre « %(facet)s : %(values)s »")
        steps.append((label % {"facet": FACETS[name].label, "values": names}, {"filters": left}))
    if query.near:
        steps.append((gettext("Chercher à toute distance"), {"near": None}))
    if query.after or query.before:
        steps.append((gettext("Chercher à toutes les dates"), {"after": None, "before": None}))
    narrowed = len(steps)
    if narrowed and query.text:
        steps.append((gettext("Garder les filtres, sans les mots"), {"text": ""}))
    if narrowed > 1:
        steps.append((gettext("Enlever tous les filtres"), _NO_FILTER))
    return steps


def _around_the_place_named(query: SearchQuery, addresses: Addresses) -> list[WayOut]:
    """When the words are the name of a place, what is around it, its first homonyms too."""
    ways = []
    for place in places(query.text)[:_HOMONYMS] if query.text and not query.near else ():
        near = circle(place, USUAL_RADIUS)
        if number := count(addresses.changed(text="", near=near)):
            label = gettext("Chercher %(around)s") % {"around": described(near)}
            ways.append(WayOut(label, addresses.of(text="", near=near), number))
    return ways


def _farther(near: Near | None, addresses: Addresses) -> Iterator[WayOut]:
    """The same question in the first wider circle that holds something."""
    for km in RADII:
        if near and km > near.km:
            wider = replace(near, km=km)
            if number := count(addresses.changed(near=wider)):
                yield WayOut(capfirst(described(wider)), addresses.of(near=wider), number)
                return


def _around(query: SearchQuery, addresses: Addresses) -> tuple[list[WayOut], list[WayOut]]:
    """The same question asked next to, and around, the values of the facets that have surroundings."""
    beside: list[WayOut] = []
    wider: list[WayOut] = []
    for name, values in query.filters.items():
        near = surroundings(name, values)
        if near is None:
            continue
        others = {other: kept for other, kept in query.filters.items() if other != name}
        candidates = frozenset(value for ring in (*near.rings, near.wider) for value in ring)
        # Chosen, every one of them is counted, however narrow.
        asked = replace(query, filters={**others, name: candidates}, page=1, page_size=0, facets=(name,))
        counts = answer(asked).facets[name]
        rings = ([value for value in ring if counts.get(value)] for ring in near.rings)
        nearest = sorted(next(filter(None, rings), []), key=lambda value: -counts[value])[:_BESIDE]
        ancestors = [value for value in near.wider if counts.get(value)]
        labels = facet_labels(name, [*nearest, *ancestors])
        for found, kept in ((beside, nearest), (wider, ancestors)):
            found += [
                WayOut(labels[value], addresses.of(filters={**others, name: frozenset([value])}), counts[value])
                for value in kept
                if value in labels
            ]
    return beside, wider
