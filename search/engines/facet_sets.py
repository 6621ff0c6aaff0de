"""Facets counted by the set of values each document has: one short value a document is far cheaper to count than many.

Both engines keep, beside the values themselves, which serve to filter, one column with the whole set of each document.
Narrow values (`register_narrow_values`) are apart: there would be as many sets as documents.
"""

from collections.abc import Iterable, Mapping

from ..documents import SearchDocument
from ..facets import is_narrow

SEPARATOR = "|"


def wide_sets(document: SearchDocument) -> dict[str, str]:
    """{facet: its wide values, joined}: "" when it has none."""
    return {
        name: SEPARATOR.join(sorted({value for value in values if not is_narrow(name, value)}))
        for name, values in document.facet_values().items()
    }


def narrow_values(document: SearchDocument) -> dict[str, tuple[str, ...]]:
    """{facet: its narrow values}."""
    return {
        name: tuple(value for value in dict.fromkeys(values) if is_narrow(name, value))
        for name, values in document.facet_values().items()
    }


def counts(sets: Iterable[tuple[str, int]]) -> dict[str, int]:
    """{value: documents} from (set, documents)."""
    counted: dict[str, int] = {}
    for joined, documents in sets:
        for value in joined.split(SEPARATOR) if joined else ():
            counted[value] = counted.get(value, 0) + documents
    return counted


def commonest(wide: Mapping[str, int], narrow: Mapping[str, int], chosen: Iterable[str], most: int) -> dict[str, int]:
    """The `most` commonest wide values, as many narrow ones, and those chosen, at 0 when nothing has them."""
    counted = {**wide, **narrow}
    kept = dict.fromkeys(sorted(chosen))
    for values in (wide, narrow):
        kept |= dict.fromkeys(sorted(values, key=lambda value: (-counted[value], value))[:most])
    return {value: counted.get(value, 0) for value in kept}
