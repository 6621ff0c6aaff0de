"""Which organisations a file holds: all that are public, or those that the address of the directory finds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from network.models import Organisation
from network.models.organisation import OrganisationQuerySet
from search.exports import every_hit
from search.query import MAX_PAGE, MAX_PAGE_SIZE, SearchQuery, Sort
from search.understanding import understand

KIND = "organisation"
MOST_FOUND = MAX_PAGE * MAX_PAGE_SIZE  # no engine goes further
_AT_ONCE = 500


@dataclass(frozen=True)
class Selection:
    """`organisations` are read while they are asked for; `complete` is False when the question has more of them."""

    organisations: Iterator[Organisation]
    complete: bool = True


def told() -> OrganisationQuerySet:
    """Public organisations with everything that a file says of them, in a constant number of queries."""
    return (
        Organisation.objects.public()
        .select_related("parent", "territory", "commune", "follow_up")
        .prefetch_related("themes", "services", "sources")
    )


def selected(parameters: QueryDict) -> Selection:
    """Those that `/annuaire/` lists for these parameters, in its order, all pages together.

    Without any question they come from the database, in the order of their numbers, however many there are; with one,
    from the index, which says no more than its first `MOST_FOUND`.
    """
    query = understand(parameters, kinds=(KIND,), default_sort=Sort.TITLE).query
    if not asks_something(query):
        return Selection(one_by_one(told()))
    found = every_hit(query, MOST_FOUND)
    return Selection(in_order([number_in(hit.id) for hit in found.hits]), found.complete)


def asks_something(query: SearchQuery) -> bool:
    return bool(query.text or query.filters or query.near or query.after or query.before)


def number_in(document_id: str) -> int:
    """12 for "network.organisation:12"."""
    return int(document_id.rpartition(":")[2])


def one_by_one(organisations: OrganisationQuerySet) -> Iterator[Organisation]:
    """All of them by number, some hundreds in memory. No transaction waits for whoever downloads slowly."""
    last = 0
    while some := list(organisations.filter(pk__gt=last).order_by("pk")[:_AT_ONCE]):
        yield from some
        last = some[-1].pk


def in_order(numbers: Sequence[int]) -> Iterator[Organisation]:
    """Those of `numbers` that are public still, in that order."""
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        found = told().in_bulk(some)
        yield from (found[number] for number in some if number in found)
