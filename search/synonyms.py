"""Expressions that mean the same, asked for at query time so that editing a glossary needs no rebuild."""

from collections.abc import Callable, Iterable, Sequence

from editions.memory import remembered

Groups = Iterable[Sequence[str]]

_providers: list[Callable[[], Groups]] = []


def register_synonyms(provider: Callable[[], Groups]) -> None:
    """Add a function that gives groups of equivalent expressions: `("ESAT", "établissement et service …")`.

    What it reads is watched (`editions.watching`): the groups are read once an edition.
    """
    _providers.append(provider)


def synonym_groups() -> tuple[tuple[str, ...], ...]:
    """Every group of at least two expressions."""
    return remembered("search.synonyms", _read)


def _read() -> tuple[tuple[str, ...], ...]:
    groups = (tuple(filter(None, group)) for provider in _providers for group in provider())
    return tuple(group for group in groups if len(group) > 1)
