"""The OAI sets that resources belong to: by theme, and by territory inside the territories that hold it.

"theme:insertion", "territoire:region-52:departement-44". Source: OAI-PMH 2.0, section 2.6 (what a set is called).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from network.models import ProjectPage, ProjectTerritory, Territory
from resources.models import ResourcePage

THEME, TERRITORY = "theme", "territoire"

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_.!~*'()-]+")


@dataclass(frozen=True)
class Place:
    """`parent` and `epci` are numbers of places."""

    key: str
    name: str
    parent: int | None
    epci: int | None


@dataclass(frozen=True)
class Belonging:
    """`specs` are sorted, wider sets included; `names` is what their record says of them."""

    specs: tuple[str, ...]
    names: tuple[str, ...]


NOWHERE = Belonging((), ())


def belongings() -> Mapping[int, Belonging]:
    """{number of a resource: what it belongs to}, of all resources, in a bounded number of queries."""
    specs: dict[int, set[str]] = defaultdict(set)
    names: dict[int, set[str]] = defaultdict(set)
    themes = ResourcePage.themes.through.objects.values_list("resourcepage", "theme__slug", "theme__name")
    for number, slug, name in themes:
        specs[number] |= {THEME, f"{THEME}:{slug}"}
        names[number].add(name)
    where = _territories()
    places = _places({place for numbers in where.values() for place in numbers})
    held = {place: _specs(place, places) for place in places}
    for number, territories in where.items():
        for place in territories:
            specs[number] |= held[place]
            names[number].add(places[place].name)
    return {number: Belonging(tuple(sorted(specs[number])), tuple(sorted(names[number]))) for number in specs}


def _territories() -> Mapping[int, set[int]]:
    """{number of a resource: numbers of its own territories, or else of those of its projects}."""
    own: dict[int, set[int]] = defaultdict(set)
    for number, territory in ResourcePage.territories.through.objects.values_list("resourcepage", "territory"):
        own[number].add(territory)
    of_projects: dict[int, set[int]] = defaultdict(set)
    public = ProjectPage.objects.live().public().values("pk")
    for project, territory in ProjectTerritory.objects.filter(page__in=public).values_list("page", "territory"):
        of_projects[project].add(territory)
    inherited: dict[int, set[int]] = defaultdict(set)
    for number, project in ResourcePage.projects.through.objects.values_list("resourcepage", "projectpage"):
        if number not in own:
            inherited[number] |= of_projects.get(project, set())
    return own | inherited


def _places(wanted: Iterable[int]) -> dict[int, Place]:
    """These territories and all that holds them; one query a level."""
    found: dict[int, Place] = {}
    missing = set(wanted)
    while missing:
        level = Territory.objects.filter(pk__in=missing)
        found |= {place.pk: Place(place.key, str(place), place.parent_id, place.epci_id) for place in level}
        missing = {above for place in found.values() for above in (place.parent, place.epci) if above} - found.keys()
    return found


def _specs(number: int, places: Mapping[int, Place]) -> set[str]:
    """The sets of what is in this territory: its own, that of its intercommunalité, and the wider ones."""
    epci = places[number].epci
    own = [_path(number, places), *([_path(epci, places)] if epci else [])]
    return {spec.rsplit(":", cut)[0] for spec in own for cut in range(spec.count(":") + 1)}


def _path(number: int, places: Mapping[int, Place]) -> str:
    place = places[number]
    above = _path(place.parent, places) if place.parent else TERRITORY
    return f"{above}:{_NOT_IN_A_NAME.sub('-', place.key)}"
