"""What people choose in a facet: a list, or a tree where its values hold each other (`register_hierarchy`).

A choice is {value, label, count, selected, children, open}: `children` are the choices that it holds, shown when it is
`open`; `count` is None for a value that was not counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .facets import facet_labels, hierarchy, is_narrow

MAX_CHOICES = 60


@dataclass(frozen=True)
class Offer:
    """The choices of a facet, and the {value: label} of all of them, at any depth."""

    choices: list[dict[str, Any]]
    labels: Mapping[str, str]


def offered(facet: str, counts: Mapping[str, int], chosen: frozenset[str]) -> Offer:
    """What is worth a checkbox among the values counted: the commonest, and those chosen, whatever their count."""
    parents = hierarchy(facet, counts)
    return _list(facet, counts, chosen) if parents is None else _tree(facet, counts, chosen, parents)


def _list(facet: str, counts: Mapping[str, int], chosen: frozenset[str]) -> Offer:
    """The commonest values first; of years, the latest."""
    by_year = facet == "year"
    ranked = sorted(counts, reverse=True) if by_year else _commonest_first(counts)
    labels = facet_labels(facet, [value for n, value in enumerate(ranked) if n < MAX_CHOICES or value in chosen])
    shown = [value for value in ranked if value in labels]
    if not by_year:
        shown.sort(key=lambda value: (-counts[value], labels[value]))
    return Offer([_choice(value, labels, counts, chosen) for value in shown], labels)


def _tree(facet: str, counts: Mapping[str, int], chosen: frozenset[str], parents: Mapping[str, str | None]) -> Offer:
    """Every wide value in its branch; in what is chosen, its commonest narrow values; what stands nowhere if chosen.

    A narrow value around a chosen one is there to lead to it: it was counted among what holds the latter, not itself.
    """

    def upwards(value: str | None) -> Iterator[str]:
        while value is not None:
            yield value
            value = parents.get(value)

    counted = {
        value: count
        for value, count in counts.items()
        if not is_narrow(facet, value) or not chosen.isdisjoint(upwards(value))
    }
    narrow = [value for value in _commonest_first(counted) if is_narrow(facet, value)]
    kept = (counted.keys() - narrow[MAX_CHOICES:]) | chosen
    shown = {place for value in kept for place in upwards(value)}
    ordered = [value for value in (*sorted(chosen - parents.keys()), *parents) if value in shown]
    labels = facet_labels(facet, ordered)
    inside: dict[str | None, list[str]] = {}
    for value in ordered:
        inside.setdefault(parents.get(value), []).append(value)

    def branches(parent: str | None) -> list[dict[str, Any]]:
        return [_choice(value, labels, counted, chosen, branches(value)) for value in inside.get(parent, ())]

    return Offer(branches(None), labels)


def _choice(
    value: str,
    labels: Mapping[str, str],
    counts: Mapping[str, int],
    chosen: frozenset[str],
    children: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:
    return {
        "value": value,
        "label": labels[value],
        "count": counts.get(value),
        "selected": value in chosen,
        "children": children,
        "open": value in chosen or any(child["open"] for child in children),
    }


def _commonest_first(counts: Mapping[str, int]) -> list[str]:
    return sorted(counts, key=lambda value: (-counts[value], value))
