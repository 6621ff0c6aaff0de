"""Territories in the search index: a thing in a commune is also in its département, its région and France."""

from collections.abc import Iterable

from django.db.models import Q

from network.models import ProjectPage, Territory, TerritoryAlias
from network.models.territory import HOLDING, WIDEST, TerritoryKind, TerritoryQuerySet, in_dictionary_order
from search.distances import Point
from search.facets import Standing, Surroundings

FRANCE = "france"


def facet_keys(territories: Iterable[Territory]) -> tuple[str, ...]:
    """The keys of territories loaded by `with_ancestors`, with all that holds them and France; () for none."""
    keys: dict[str, None] = {}
    for territory in territories:
        keys[FRANCE] = None
        for place in (*territory.ancestors(), territory.epci, territory):
            if place:
                keys[place.key] = None
    return tuple(keys)


def point_of(territories: Iterable[Territory]) -> Point | None:
    """Where a thing is: in the middle of its commune if it has exactly one, or of its named area; wider places are no
    point.
    """
    places = {place.pk: place for place in territories}.values()
    for kind in (TerritoryKind.COMMUNE, TerritoryKind.SECTEUR):
        if narrowest := [place for place in places if place.kind == kind]:
            return narrowest[0].point if len(narrowest) == 1 else None
    return None


def own_or_projects(own: Iterable[Territory], projects: Iterable[ProjectPage]) -> list[Territory]:
    """Where a thing is: its own territories, or else those of the projects that it belongs to."""
    return list(own) or [territory for project in projects for territory in project.territories]


def facet_labels(keys: Iterable[str]) -> dict[str, str]:
    """The names behind the keys, in one query; an unknown key has none."""
    found = named(keys)
    return {FRANCE: "France"} | {territory.key: str(territory) for territory in found}


def successors(keys: Iterable[str]) -> dict[str, str]:
    """{key of a former commune: key of the one it is in today}. One query."""
    codes = {key.partition("-")[2].upper() for key in keys if key.startswith(f"{TerritoryKind.COMMUNE}-")}
    meant = TerritoryAlias.objects.filter(kind=TerritoryKind.COMMUNE, code__in=codes).select_related("territory")
    return {f"{alias.kind}-{alias.code}".lower(): alias.territory.key for alias in meant} if codes else {}


def hierarchy(keys: Iterable[str]) -> dict[str, Standing]:
    """Where these territories and all that holds them stand, in the order of a dictionary. One query.

    France stands nowhere: it would be one more branch to open, around all the others.
    """
    chosen = set(keys) - {FRANCE}
    if not chosen:
        return {}
    # With what holds the others: a join for each of hundreds would read the same few again and again.
    read = Territory.objects.filter(_called(chosen) | Q(kind__in=HOLDING)).only("kind", "code", "name", "parent")
    known = {place.pk: place for place in read}
    found: dict[int, Territory] = {}
    for asked in known.values():
        if asked.kind in HOLDING and asked.key not in chosen:
            continue
        place: Territory | None = asked
        while place and place.pk not in found:
            found[place.pk] = place
            place = (known.get(place.parent_id) or place.parent) if place.parent_id else None
    return {
        place.key: Standing(_name_in_place(place), found[place.parent_id].key if place.parent_id else None, str(place))
        for place in in_dictionary_order(found.values())
    }


def _name_in_place(territory: Territory) -> str:
    """Its branch tells a région or a commune; a département is known by its code, and may be alone in its région."""
    return str(territory) if territory.kind == TerritoryKind.DEPARTEMENT else territory.name


def surroundings(keys: Iterable[str]) -> Surroundings:
    """The neighbours of these territories under the same parent, then those of the parent…; and what holds them.

    Two queries.
    """
    chosen = list(named(keys).with_ancestors())
    chains = [[territory, *reversed(territory.ancestors())] for territory in chosen]
    wider = {place.key: None for chain in chains for place in chain[1:]}
    inside = {place.pk for chain in chains for place in chain}
    parents = {place.parent_id for chain in chains for place in chain}
    siblings = Territory.objects.filter(Q(parent__in=parents - {None}) | Q(parent=None, kind__in=WIDEST))
    by_parent: dict[tuple[int | None, bool], list[str]] = {}
    for sibling in siblings.exclude(pk__in=inside).by_name() if chosen else []:
        by_parent.setdefault((sibling.parent_id, sibling.kind == TerritoryKind.EPCI), []).append(sibling.key)
    rings: dict[int, dict[str, None]] = {}
    for chain in chains:
        for distance, place in enumerate(chain):
            # Communes are next to communes: the intercommunalités of the same département hold them already.
            beside = by_parent.get((place.parent_id, place.kind == TerritoryKind.EPCI), [])
            rings.setdefault(distance, {}).update(dict.fromkeys(beside))
    return Surroundings(tuple(map(tuple, rings.values())), (*wider, FRANCE) if chosen else ())


def named(keys: Iterable[str]) -> TerritoryQuerySet:
    """The territories behind the keys, France apart, which is none; that of a former commune is its successor."""
    return Territory.objects.filter(_called(keys))


def _called(keys: Iterable[str]) -> Q:
    codes: dict[str, list[str]] = {}
    for key in sorted(set(keys) - {FRANCE}):
        kind, _separator, code = key.partition("-")
        codes.setdefault(kind, []).extend((code, code.upper()))  # a key says 2a, the official code 2A
    wanted = Q()
    for kind, either in codes.items():
        wanted |= Q(kind=kind, code__in=either)
        if kind == TerritoryKind.COMMUNE:
            wanted |= Q(pk__in=TerritoryAlias.objects.filter(kind=kind, code__in=either).values("territory"))
    return wanted or Q(pk__in=())
