"""What people choose in a facet: a list, or a tree where its values hold each other (`register_hierarchy`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .facets import Standing, facet_labels, hierarchy, is_narrow

MAX_CHOICES = 60


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A checkbox: `count` is None when nobody counted, `children` are the choices it holds, unfolded when `open`."""

    value: str
    label: str
    count: int | None
    selected: bool
    children: tuple["Choice", ...] = ()

    @property
    def open(self) -> bool:
        """Whether it is chosen, or leads to what is."""
        return self.selected or any(child.open for child in self.children)

    def narrows(self, total: int) -> bool:
        """Whether fewer than `total` documents have it, or something that it holds."""
        return (self.count or 0) < total or any(child.narrows(total) for child in self.children)


@dataclass(frozen=True)
class Offer:
    """The choices of a facet, and {value: label} for what is chosen at least."""

    choices: list[Choice]
    labels: Mapping[str, str]

    def narrows(self, total: int) -> bool:
        """Whether a choice leaves fewer than `total` documents: a facet whose only value holds everything does not."""
        return any(choice.narrows(total) for choice in self.choices)


def offered(facet: str, counts: Mapping[str, int], chosen: frozenset[str]) -> Offer:
    """What is worth a checkbox among the values counted: the commonest, and those chosen, whatever their count."""
    standings = hierarchy(facet, counts)
    return _list(facet, counts, chosen) if standings is None else _tree(facet, counts, chosen, standings)


def _list(facet: str, counts: Mapping[str, int], chosen: frozenset[str]) -> Offer:
    """The commonest values first; of years, the latest."""
    by_year = facet == "year"
    ranked = sorted(counts, reverse=True) if by_year else _commonest_first(counts)
    labels = facet_labels(facet, [value for rank, value in enumerate(ranked) if rank < MAX_CHOICES or value in chosen])
    choices = [
        Choice(value=value, label=labels[value], count=counts[value], selected=value in chosen)
        for value in ranked
        if value in labels
    ]
    if not by_year:
        choices.sort(key=lambda choice: (-counts[choice.value], choice.label))
    return Offer(choices, labels)


def _tree(facet: str, counts: Mapping[str, int], chosen: frozenset[str], standings: Mapping[str, Standing]) -> Offer:
    """Every wide value in its branch, and the commonest narrow ones in what is chosen; first, what stands nowhere, if
    it is chosen.

    A narrow value around a chosen one leads to it, without a number: it was counted among what holds the latter only.
    """

    def upwards(value: str | None) -> Iterator[str]:
        while value is not None:
            yield value
            value = standings[value].inside if value in standings else None

    known = {
        value: count
        for value, count in counts.items()
        if not is_narrow(facet, value) or not chosen.isdisjoint(upwards(value))
    }
    narrow = [value for value in _commonest_first(known) if is_narrow(facet, value)]
    kept = chosen.union(known.keys() - narrow[MAX_CHOICES:])
    shown = {around for value in kept for around in upwards(value)}
    inside: dict[str | None, list[str]] = {}
    for value, standing in standings.items():
        if value in shown:
            inside.setdefault(standing.inside, []).append(value)

    def choice(value: str, label: str) -> Choice:
        children = tuple(choice(child, standings[child].name) for child in inside.get(value, ()))
        return Choice(value=value, label=label, count=known.get(value), selected=value in chosen, children=children)

    nowhere = facet_labels(facet, chosen - standings.keys())
    first = [choice(value, label) for value, label in sorted(nowhere.items())]
    labels = nowhere | {value: standings[value].label for value in chosen & standings.keys()}
    return Offer(first + [choice(value, standings[value].name) for value in inside.get(None, ())], labels)


def _commonest_first(counts: Mapping[str, int]) -> list[str]:
    return sorted(counts, key=lambda value: (-counts[value], value))
