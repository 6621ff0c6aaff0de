"""Places by the codes that files give."""

from collections.abc import Iterable

from django.db.models import Q

from network.models import Territory, TerritoryAlias, TerritoryKind

_COLUMNS = ("pk", "kind", "code", "name", "latitude", "longitude")


def communes(codes: Iterable[str]) -> dict[str, Territory]:
    """The communes that INSEE's codes stand for today, by the code asked for: former communes and arrondissements lead
    to theirs, unknown codes are not there. Two queries.
    """
    codes = set(codes)
    found = Territory.objects.filter(kind=TerritoryKind.COMMUNE, code__in=codes).only(*_COLUMNS)
    by_code = {territory.code: territory for territory in found}
    aliases = TerritoryAlias.objects.filter(kind=TerritoryKind.COMMUNE, code__in=codes - by_code.keys())
    for alias in aliases.select_related("territory").order_by("-pk"):
        by_code[alias.code] = alias.territory
    return by_code


def territories(keys: Iterable[str]) -> dict[str, Territory]:
    """The territories of the keys "departement-44", by the key asked for. One query."""
    codes = {key.partition("-")[2].upper() for key in keys}
    # Codes are INSEE's, in capitals, but for named areas: those are few.
    found = Territory.objects.filter(Q(code__in=codes) | Q(kind=TerritoryKind.SECTEUR)).only(*_COLUMNS)
    return {territory.key: territory for territory in found}
