"""Where to look when nothing is in a territory: the nearest places where something is."""

from dataclasses import dataclass
from math import cos, radians

from django.db.models import F, FloatField, QuerySet, Value
from django.db.models.functions import Power
from django.utils.translation import gettext as _

from network.models.territory import WIDEST, Territory, TerritoryKind, in_dictionary_order
from network.presentation import Data, place_link
from network.territory_counts import Counts, counts_of, territory_counts
from search.distances import Point, kilometres

MOST = 6
NARROW = (TerritoryKind.EPCI, TerritoryKind.COMMUNE)


@dataclass(frozen=True)
class Nearby:
    """Items of the component "territory_list": `beside`, places where something is, which are `near` or are the only
    ones; `wider`, those that hold the territory, the narrowest first. Both empty when the portal is.
    """

    near: bool
    beside: list[Data]
    wider: list[Data]


def nearby(territory: Territory) -> Nearby:
    """Neighbours under the same parent, the nearest first if points tell, or else the fullest, by name; if nothing is
    there, those of the parent, and so on. Régions are near each other by their points only.
    """
    wide = territory_counts()
    ancestors = list(reversed(territory.ancestors()))
    wider = [place_link(place, wide[place.pk].total) for place in ancestors if place.pk in wide]
    for place in [territory, *ancestors]:
        beside = Territory.objects.filter(parent=place.parent_id).exclude(pk=place.pk)
        beside = beside.filter(kind__in=(place.kind,) if place.parent_id else WIDEST)
        counts = counts_of(beside, TerritoryKind(place.kind)) if place.kind in NARROW else wide
        busy = beside.filter(pk__in=counts)
        near = _by_distance(busy.exclude(latitude=None), territory.point, counts) if territory.point else []
        if near or (fullest := _fullest(busy, counts)):
            return Nearby(bool(near or place.parent_id), near or fullest, wider)
    return Nearby(False, [], wider)


def _by_distance(busy: QuerySet[Territory], point: Point, counts: Counts) -> list[Data]:
    latitude, longitude = point
    # On a plane: exact enough to choose between neighbours, and the database can order by it.
    east = (F("longitude") - Value(longitude)) * Value(cos(radians(latitude)))
    away = Power(F("latitude") - Value(latitude), 2) + Power(east, 2, output_field=FloatField())
    near = busy.annotate(away=away).order_by("away", "name", "pk")[:MOST]
    return [_told(place, point, counts) for place in near]


def _told(place: Territory, point: Point, counts: Counts) -> Data:
    assert place.point
    far = _("à %(km)d km") % {"km": max(1, round(kilometres(point, place.point)))}
    link = place_link(place, counts[place.pk].total)
    return link | {"kind_label": f"{link['kind_label']}, {far}", "code": ""}


def _fullest(busy: QuerySet[Territory], counts: Counts) -> list[Data]:
    known = busy.values_list("pk", flat=True)
    chosen = sorted(known, key=lambda pk: (-counts[pk].total, pk))[:MOST]
    places = in_dictionary_order(Territory.objects.filter(pk__in=chosen))
    return [place_link(place, counts[place.pk].total) for place in places]
