"""The facets a visitor can filter on, and where the labels of their values come from."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

LabelProvider = Callable[[Collection[str]], Mapping[str, object]]


@dataclass(frozen=True)
class Facet:
    """`name` is the document's, `parameter` is what addresses say, `label` is what people read."""

    name: str
    parameter: str
    label: Any


FACETS = {
    facet.name: facet
    for facet in (
        Facet("kind", "type", _("Type de contenu")),
        Facet("territory", "territoire", _("Territoire")),
        Facet("theme", "theme", _("Thème")),
        Facet("public", "public", _("Public")),
        Facet("organisation_kind", "organisme", _("Type d’organisme")),
        Facet("resource_kind", "genre", _("Genre de document")),
        Facet("year", "annee", _("Année")),
    )
}

_providers: dict[str, LabelProvider] = {
    "year": lambda values: {value: value for value in values if len(value) == 4 and value.isdigit()},
}


@dataclass(frozen=True)
class Surroundings:
    """Values of a facet around others, the nearest first: rings of those beside them, and those that hold them."""

    rings: tuple[tuple[str, ...], ...]
    wider: tuple[str, ...]


_surroundings: dict[str, Callable[[Collection[str]], Surroundings]] = {}


def register_surroundings(facet: str, provider: Callable[[Collection[str]], Surroundings]) -> None:
    """Let `provider` say what is around some values of `facet`. Raises KeyError for a facet that does not exist."""
    _surroundings[FACETS[facet].name] = provider


def surroundings(facet: str, values: Collection[str]) -> Surroundings | None:
    """What is around these values; None for a facet whose values are not near each other."""
    provider = _surroundings.get(facet)
    return provider(values) if provider else None


@dataclass(frozen=True)
class Standing:
    """Where a value stands: `inside` another one, None for the widest. Its `name` need not tell what is around, its
    `label` does.
    """

    name: str
    inside: str | None
    label: str


_hierarchies: dict[str, Callable[[Collection[str]], Mapping[str, Standing]]] = {}


def register_hierarchy(facet: str, provider: Callable[[Collection[str]], Mapping[str, Standing]]) -> None:
    """Let `provider` say which values of `facet` hold which: people then choose in a tree.

    It receives values, all at once, and returns {value: standing} for them and for all that is around them, in the
    order of reading; a value it leaves out stands nowhere in the tree. Raises KeyError for a facet that does not exist.
    """
    _hierarchies[FACETS[facet].name] = provider


def hierarchy(facet: str, values: Collection[str]) -> Mapping[str, Standing] | None:
    """Where these values stand, as `register_hierarchy` says; None for a facet whose values hold nothing."""
    provider = _hierarchies.get(facet)
    return provider(values) if provider else None


def register_facet_labels(facet: str, provider: LabelProvider) -> None:
    """Let `provider` name the values of `facet`.

    It receives the values to name, all at once, and returns {value: label}; a value it leaves out is unknown.
    Raises KeyError for a facet that does not exist.
    """
    _providers[FACETS[facet].name] = provider


_narrow: dict[str, tuple[str, ...]] = {}


def register_narrow_values(facet: str, prefixes: tuple[str, ...]) -> None:
    """Say which values of `facet` are too many to be counted at every question, by how they begin.

    They filter like the others; they are counted when they are chosen, or inside what is chosen.
    Raises KeyError for a facet that does not exist.
    """
    _narrow[FACETS[facet].name] = prefixes


def has_narrow(facet: str) -> bool:
    """Whether some values of `facet` are narrow."""
    return facet in _narrow


def is_narrow(facet: str, value: str) -> bool:
    """Whether `value` is counted only when it is chosen, or inside what is."""
    return value.startswith(_narrow.get(facet, ()))


_successors: dict[str, Callable[[Collection[str]], Mapping[str, str]]] = {}


def register_successors(facet: str, provider: Callable[[Collection[str]], Mapping[str, str]]) -> None:
    """Let `provider` say {old: today's} of values of `facet` that nobody names any more: addresses and alerts last.

    Raises KeyError for a facet that does not exist.
    """
    _successors[FACETS[facet].name] = provider


def current_values(facet: str, values: Collection[str]) -> frozenset[str]:
    """The known `values`, those that others replaced being replaced; the unknown ones are left out."""
    known = facet_labels(facet, values).keys()
    unknown = set(values) - known
    provider = _successors.get(facet)
    return frozenset(known) | frozenset(provider(unknown).values() if provider and unknown else ())


def facet_labels(facet: str, values: Collection[str]) -> dict[str, str]:
    """{value: label} for the known `values`. A facet nobody names shows its raw values."""
    if not values:
        return {}
    provider = _providers.get(facet)
    if provider is None:
        return {value: value for value in values}
    wanted = set(values)
    return {value: str(label) for value, label in provider(sorted(wanted)).items() if value in wanted}
