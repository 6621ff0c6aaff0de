"""The territories that a text may mean to people who search around it."""

import re
from collections.abc import Iterable

from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from network.models import Postcode, Territory, TerritoryAlias
from network.models.territory import TerritoryKind, TerritoryQuerySet
from network.names import folded
from network.territory_facets import named
from search.places import Place

_MOST = 12
_MOST_READ = 50  # no name of a commune is so common
# A postcode, or the number of a département: beside a name, it tells homonyms apart.
_NUMBER = re.compile(r"\b(\d{5}|\d{2,3}|2[ab])\b", re.IGNORECASE)
_BEGUN_POSTCODE = re.compile(r"\d{2,5}")


def places(text: str) -> list[Place]:
    """Those whose point is known, by key (`commune-44184`), postcode or name: « St Nazaire », « Saint-Denis (93) ».

    Of several, the one written as in `text` comes first, then the most populated; then those that had that name, or
    have it in a part of theirs.
    """
    known = Territory.objects.filter(latitude__isnull=False)
    is_key = text.lower().partition("-")[0] in TerritoryKind.values
    found = list(known & named([text.lower()])) if is_key else []
    return [_place(territory) for territory in found or _by_name(known, text)]


def completions(text: str) -> list[Place]:
    """The communes and areas whose name or postcode begins as `text`, the exact name first, then the most populated.

    Then the former communes and the arrondissements, each told as what it is in today.
    """
    known = Territory.objects.filter(latitude__isnull=False)
    if _BEGUN_POSTCODE.fullmatch(text.strip()):
        postcodes = Postcode.objects.filter(code__begins=text.strip()).values("territory")
        found = known.filter(pk__in=postcodes).order_by(F("population").desc(nulls_last=True), "code")
        return [_place(territory, _postcodes(territory, text.strip())) for territory in found[:_MOST]]
    number, words = _split(text)
    name = folded(words)
    if not name:
        return []
    begun = known.filter(folded_name__begins=name).order_by(F("population").desc(nulls_last=True), "code")
    exact = known.filter(folded_name=name).order_by(F("population").desc(nulls_last=True), "code")
    rows = {place.pk: place for place in (*exact[:_MOST_READ], *begun[: _MOST_READ if number else _MOST])}
    found_places = [_place(place, _postcodes(place)) for place in rows.values() if _is_in(place, number)][:_MOST]
    if len(found_places) < _MOST:
        aliases = TerritoryAlias.objects.filter(folded_name__begins=name, territory__latitude__isnull=False)
        for alias in aliases.select_related("territory").order_by("folded_name", "code")[:_MOST]:
            if alias.territory_id not in rows and _is_in(alias.territory, number):
                found_places.append(_place(alias.territory, _once(alias)))
    return found_places[:_MOST]


def _split(text: str) -> tuple[str, str]:
    """(postcode or number of a département, the other words)."""
    asked = _NUMBER.search(text)
    return (asked[0].upper() if asked else "", _NUMBER.sub(" ", text))


def _by_name(known: TerritoryQuerySet, text: str) -> list[Territory]:
    number, words = _split(text)
    if name := folded(words):
        # Two columns of two tables: each is found by its own index.
        meant = TerritoryAlias.objects.filter(folded_name=name).values("territory")
        wanted = Q(folded_name=name) | Q(pk__in=meant)
    elif len(number) == 5:
        wanted = Q(pk__in=Postcode.objects.filter(code=number).values("territory"))
    else:
        return []
    found = known.filter(wanted).order_by(F("population").desc(nulls_last=True), "code")[:_MOST_READ]
    ranked = sorted(
        found, key=lambda place: (bool(name) and place.folded_name != name, slugify(place.name) != slugify(words))
    )
    told_apart = [place for place in ranked if number and _is_in(place, number)]
    return (told_apart or ranked)[:_MOST]


def _is_in(place: Territory, number: str) -> bool:
    return place.code.startswith(number) or any(code.startswith(number) for code in place.postcodes.split())


def _place(territory: Territory, detail: str = "") -> Place:
    assert territory.point
    return Place(territory.key, _label(territory), *territory.point, detail=detail)


def _postcodes(territory: Territory, begun: str = "") -> str:
    """« 44600 », « 44000 et 3 autres codes postaux »: a city has twenty."""
    codes = _first(territory.postcodes.split(), begun)
    if len(codes) < 3:
        return ", ".join(codes)
    return _("%(code)s et %(number)d autres codes postaux") % {"code": codes[0], "number": len(codes) - 1}


def _first(codes: Iterable[str], begun: str) -> list[str]:
    return sorted(codes, key=lambda code: not code.startswith(begun))


def _once(alias: TerritoryAlias) -> str:
    """« Baugé, ancienne commune »."""
    return _("%(name)s, %(reason)s") % {"name": alias.name, "reason": alias.get_reason_display()}


def _label(territory: Territory) -> str:
    """« Saint-Denis (93) »: people know a commune by its département, whose number its code begins with."""
    if territory.kind != TerritoryKind.COMMUNE:
        return str(territory)
    departement = territory.code[: 3 if territory.code.startswith(("97", "98")) else 2]
    return f"{territory.name} ({departement})"
