"""The territories that a text may mean to people who search around it."""

import re

from django.db.models import F, Q
from django.utils.text import slugify

from network.models import Territory
from network.models.territory import TerritoryKind, TerritoryQuerySet
from network.names import folded
from network.territory_facets import named
from search.places import Place

_MOST = 12
_MOST_READ = 50  # no name of a commune is so common
# A postcode, or the number of a département: beside a name, it tells homonyms apart.
_NUMBER = re.compile(r"\b(\d{5}|\d{2,3}|2[ab])\b", re.IGNORECASE)


def places(text: str) -> list[Place]:
    """Those whose point is known, by key (`commune-44184`), postcode or name: « St Nazaire », « Saint-Denis (93) ».

    Of several, the one written as in `text` comes first, then the most populated.
    """
    known = Territory.objects.filter(latitude__isnull=False)
    is_key = text.lower().partition("-")[0] in TerritoryKind.values
    found = list(known & named([text.lower()])) if is_key else []
    return [_place(territory) for territory in found or _by_name(known, text)]


def _by_name(known: TerritoryQuerySet, text: str) -> list[Territory]:
    asked = _NUMBER.search(text)
    number = asked[0].upper() if asked else ""
    words = _NUMBER.sub(" ", text)
    if name := folded(words):
        wanted = Q(folded_name=name)
    elif len(number) == 5:
        wanted = Q(postcodes__contains=number)
    else:
        return []
    found = known.filter(wanted).order_by(F("population").desc(nulls_last=True), "code")[:_MOST_READ]
    ranked = sorted(found, key=lambda territory: slugify(territory.name) != slugify(words))
    told_apart = [
        place for place in ranked if number and (number in place.postcodes.split() or place.code.startswith(number))
    ]
    return (told_apart or ranked)[:_MOST]


def _place(territory: Territory) -> Place:
    assert territory.point
    return Place(territory.key, _label(territory), *territory.point)


def _label(territory: Territory) -> str:
    """« Saint-Denis (93) »: people know a commune by its département, whose number its code begins with."""
    if territory.kind != TerritoryKind.COMMUNE:
        return str(territory)
    departement = territory.code[: 3 if territory.code.startswith(("97", "98")) else 2]
    return f"{territory.name} ({departement})"
