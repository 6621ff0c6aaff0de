"""Records that may be the same organisation. A missed duplicate is better than a false one: people decide."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.models import DuplicateVerdict, Organisation, Verdict

# A number that more records share is that of a head office or of a switchboard.
_MOST_ALIKE = 4


@dataclass(frozen=True)
class Likeness:
    """What two records may have in common; all of `fields` must be the same, and none of them empty."""

    label: str | Promise
    fields: tuple[str, ...]
    weight: int


LIKENESSES = (
    Likeness(_("même numéro FINESS"), ("finess",), 4),
    Likeness(_("même SIRET, même genre"), ("siret", "kind"), 3),
    Likeness(_("même nom, même commune"), ("folded_name", "commune_id"), 3),
    Likeness(_("même téléphone, même genre"), ("phone", "kind"), 1),
)


@dataclass(frozen=True)
class Pair:
    """Two records by primary key, the smaller first, and what they have in common. `uncertain`: already looked at."""

    first: int
    second: int
    likenesses: tuple[Likeness, ...]
    uncertain: bool = False

    @property
    def weight(self) -> int:
        """The more, the likelier."""
        return sum(likeness.weight for likeness in self.likenesses)


def candidates() -> list[Pair]:
    """The pairs to decide on, the likeliest first, those left for later last; those told distinct are not there.

    Nine queries, whatever the size; closed organisations apart.
    """
    common: dict[tuple[int, int], list[Likeness]] = defaultdict(list)
    for likeness in LIKENESSES:
        for alike in _groups(likeness):
            for pair in combinations(sorted(alike), 2):
                common[pair].append(likeness)
    decided = {
        (first, second): verdict
        for first, second, verdict in DuplicateVerdict.objects.values_list("first_id", "second_id", "verdict")
    }
    pairs = [
        Pair(*pair, tuple(found), uncertain=decided.get(pair) == Verdict.UNCERTAIN)
        for pair, found in common.items()
        if decided.get(pair) != Verdict.DISTINCT
    ]
    return sorted(pairs, key=lambda pair: (pair.uncertain, -pair.weight, pair.first, pair.second))


def decide(one: Organisation, other: Organisation, verdict: Verdict, by: Any) -> None:
    """Remember that two records are distinct, or to be looked at later."""
    first, second = sorted((one.pk, other.pk))
    DuplicateVerdict.objects.update_or_create(
        first_id=first, second_id=second, defaults={"verdict": verdict, "decided_by": by}
    )


def _groups(likeness: Likeness) -> Iterator[Iterable[int]]:
    known = Organisation.objects.filter(closed_on=None).order_by()
    for name in likeness.fields:
        known = known.exclude(**{name: None if name.endswith("_id") else ""})
    shared = known.values(*likeness.fields).annotate(times=Count("pk")).filter(times__gt=1, times__lte=_MOST_ALIKE)
    values = set(shared.values_list(*likeness.fields))
    first = likeness.fields[0]
    groups: dict[tuple, list[int]] = defaultdict(list)
    # By the first field alone: databases have no « in » for several.
    among = known.filter(**{f"{first}__in": shared.values(first)})
    for pk, *held in among.values_list("pk", *likeness.fields):
        if tuple(held) in values:
            groups[tuple(held)].append(pk)
    yield from groups.values()
