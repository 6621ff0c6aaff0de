"""How much the portal knows in each territory, counted by the database: a thing in a place is in all that holds it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.utils.text import slugify
from django.utils.translation import get_language

from network.models.organisation import Organisation, OrganisationQuerySet
from network.models.project import ProjectPage, ProjectQuerySet
from network.models.project_parts import ProjectTerritory
from network.models.territory import WIDEST, Territory, TerritoryKind, TerritoryQuerySet

# From a place to what holds it, the nearest first; a commune is also in an intercommunalité.
HOLDERS = ("", "__epci", "__parent", "__parent__parent", "__parent__parent__parent")
_RINGS = 3  # of places inside a région: départements, intercommunalités, communes
# Few enough to be read whole.
WIDE = (*WIDEST, TerritoryKind.DEPARTEMENT, TerritoryKind.SECTEUR)


@dataclass
class TerritoryCount:
    """Those of the places inside included. `partners` is {kind of organisation (`OrganisationKind`): how many}, empty
    unless asked for.
    """

    projects: int = 0
    organisations: int = 0
    partners: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.projects + self.organisations


Counts = Mapping[int, TerritoryCount]


def public_projects() -> ProjectQuerySet:
    """What a visitor who reads the active language finds."""
    return ProjectPage.objects.public_in_language(get_language() or "fr")


def organisations_in(territory: Territory) -> OrganisationQuerySet:
    """The public organisations of a territory: they act there, or are there."""
    return Organisation.objects.public().within(territory)


def territory_counts(*, by_kind: bool = False) -> dict[int, TerritoryCount]:
    """By primary key, the régions, départements, overseas collectivités and named areas where something happens.

    Four queries, none of which gives one row an organisation.
    """
    places = Territory.objects.filter(kind__in=WIDE).with_ancestors()
    around = {
        place.pk: {place.pk, *(holder.pk for holder in place.ancestors() if holder.kind in WIDE)} for place in places
    }
    links = ProjectTerritory.objects.all()
    return _counted([_wide], Organisation.objects.public(), links, around=around, by_kind=by_kind)


def counts_of(places: TerritoryQuerySet, *kinds: TerritoryKind) -> dict[int, TerritoryCount]:
    """By primary key, those of these `kinds` in `places`, or inside them, where something happens. Two queries.

    For places of one wider territory: rows come for each of them where something happens, none for an organisation.
    Others of these kinds may be counted with them: those where what is in `places` is as well.
    """
    held = _inside(places)
    organisations = Organisation.objects.public().filter(Q(territory__in=held) | Q(commune__in=held))
    links = ProjectTerritory.objects.filter(territory__in=held)
    return _counted([partial(_nearest, kind) for kind in kinds], organisations, links)


def busy_regions() -> list[tuple[Territory, TerritoryCount]]:
    """Régions and overseas collectivités where something happens, by name."""
    counts = territory_counts()
    widest = Territory.objects.filter(kind__in=WIDEST, pk__in=counts)
    return [(place, counts[place.pk]) for place in sorted(widest, key=lambda place: slugify(place.name))]


def partners_by_kind(organisations: OrganisationQuerySet) -> dict[str, int]:
    """How many there are of each kind, the commonest first."""
    rows = organisations.order_by().values_list("kind").annotate(number=Count("pk"))
    return dict(sorted(rows, key=lambda row: (-row[1], row[0])))


def _inside(places: TerritoryQuerySet) -> QuerySet[Territory, Any]:
    """The primary keys of `places` and of all that they hold. Ring after ring: each is found by an index."""
    ring = places.values("pk")
    held = Q(pk__in=ring) | Q(epci__in=ring)
    for _step in range(_RINGS):
        ring = Territory.objects.filter(parent__in=ring).values("pk")
        held |= Q(pk__in=ring)
    return Territory.objects.filter(held).values("pk")


def _nearest(kind: TerritoryKind, place: str) -> Case:
    """SQL: the territory of that `kind` that is, or holds, what the foreign key `place` names; or NULL."""
    return Case(*(When(**{f"{place}{step}__kind": kind}, then=F(f"{place}{step}")) for step in HOLDERS))


def _wide(place: str) -> Case:
    """SQL: the nearest wide territory that is, or holds, what the foreign key `place` names.

    A commune is inside one intercommunalité at most before it is inside a wide one: looking no further saves joins.
    """
    near = (When(**{f"{place}{step}__kind__in": WIDE}, then=F(f"{place}{step}")) for step in ("", "__parent"))
    return Case(*near, default=F(f"{place}__parent__parent"))


def _counted(
    holders: Collection[Callable[[str], Case]],
    organisations: OrganisationQuerySet,
    links: QuerySet[ProjectTerritory],
    *,
    around: Mapping[int, Collection[int]] = MappingProxyType({}),
    by_kind: bool = False,
) -> dict[int, TerritoryCount]:
    """`holders` are the SQL of where a foreign key counts; `around` gives all the territories to count in then, itself
    alone unless told.

    An organisation acts in a territory and may be in another: the database counts those that are in the same ones.
    """
    counts: dict[int, TerritoryCount] = defaultdict(TerritoryCount)

    def holding(places: Collection[int | None]) -> set[int]:
        return {wider for place in places if place is not None for wider in around.get(place, (place,))}

    where = {f"in_{key}_{rank}": holder(key) for rank, holder in enumerate(holders) for key in ("territory", "commune")}
    placed = organisations.annotate(**where).order_by()
    alike = placed.values_list(*where, F("kind") if by_kind else Value(""))
    for *places, kind, number in alike.annotate(number=Count("pk")):
        for place in holding(places):
            counts[place].organisations += number
            if by_kind:
                counts[place].partners[kind] += number
    of_project: dict[int, set[int | None]] = defaultdict(set)
    where = {f"in_{rank}": holder("territory") for rank, holder in enumerate(holders)}
    linked = links.filter(page__in=public_projects()).annotate(**where)
    for page, *places in linked.order_by().values_list("page_id", *where).distinct():
        of_project[page].update(places)
    for held in of_project.values():
        for place in holding(held):
            counts[place].projects += 1
    return dict(counts)
