"""The places inside a territory, or around it, as lists ready to print."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.models.territory import Territory, TerritoryKind, TerritoryQuerySet, in_dictionary_order
from network.presentation import Data, place_link, places
from network.territory_counts import Counts, counts_of

MOST_COMMUNES = 24
MOST_NAMES = 8

HOLDS_DEPARTEMENTS = (TerritoryKind.REGION,)
HOLDS_EPCI = (TerritoryKind.DEPARTEMENT, TerritoryKind.COLLECTIVITE)
HOLDS_COMMUNES = (*HOLDS_EPCI, TerritoryKind.EPCI)
HOLDS_AREAS = (*HOLDS_DEPARTEMENTS, *HOLDS_EPCI)
HOLDERS = {
    TerritoryKind.DEPARTEMENT: HOLDS_DEPARTEMENTS,
    TerritoryKind.COMMUNE: HOLDS_COMMUNES,
    TerritoryKind.EPCI: HOLDS_EPCI,
    TerritoryKind.SECTEUR: HOLDS_AREAS,
}


def inner_places(territory: Territory) -> list[Data]:
    """The lists of a territory's page that are not empty: {anchor, title, intro, items, more_url, more_label}."""
    groups: list[Data] = []
    areas = named_areas(Territory.objects.within(territory)) if territory.kind in HOLDS_AREAS else []
    kinds = [kind for kind, holders in HOLDERS.items() if territory.kind in holders]
    counted = Territory.objects.filter(pk__in=[territory.pk, *(area.pk for area in areas)])
    counts = counts_of(counted, *kinds) if kinds else {}
    if territory.kind in HOLDS_DEPARTEMENTS:
        items = places(_held(territory, TerritoryKind.DEPARTEMENT), counts)
        groups.append(group("departements", _("Départements"), items))
    if territory.kind in HOLDS_COMMUNES:
        groups.append(_communes(territory, counts))
    if territory.kind in HOLDS_EPCI:
        items = places(_held(territory, TerritoryKind.EPCI), counts)
        groups.append(group("epci", _("Intercommunalités"), items))
    if areas:
        items = area_links(areas, counts)
        groups.append(group("secteurs", _("Secteurs"), items, _("Des territoires dessinés par les projets eux-mêmes.")))
    if territory.kind == TerritoryKind.SECTEUR:
        members = [place_link(member) for member in territory.members.all().by_name()]
        groups.append(group("communes", _("Communes du secteur"), members))
    around = [place_link(area) for area in territory.areas.all().by_name()]
    groups.append(group("englobe", _("Secteurs qui l’englobent"), around))
    return [listed for listed in groups if listed["items"]]


def group(anchor: str, title: str, items: list[Data], intro: str = "") -> Data:
    """A list of places, as the template `network/_territory_group.html` wants it."""
    return {"anchor": anchor, "title": title, "intro": intro, "items": items, "more_url": "", "more_label": ""}


def communes_of(territory: Territory) -> TerritoryQuerySet:
    return Territory.objects.filter(Q(parent=territory) | Q(epci=territory), kind=TerritoryKind.COMMUNE)


def named_areas(places: TerritoryQuerySet) -> list[Territory]:
    """Those of `places`, with what `area_links` says of them. Two queries."""
    areas = places.filter(kind=TerritoryKind.SECTEUR)
    return in_dictionary_order(areas.select_related("parent").prefetch_related("members"))


def area_links(areas: Iterable[Territory], counts: Counts) -> list[Data]:
    """Items of the component "territory_list" for `named_areas`: each says where it is and its communes; those of one
    place are side by side.
    """
    by_place = sorted(areas, key=lambda area: slugify(_holder(area)))
    links = zip(by_place, places(by_place, counts), strict=True)
    return [link | {"kind_label": _where(area)} for area, link in links]


def _holder(area: Territory) -> str:
    return area.parent.name if area.parent else ""


def _where(area: Territory) -> str:
    """« Loire-Atlantique : Nantes, Rezé et 3 autres »."""
    names = [member.name for member in in_dictionary_order(area.members.all())]
    told = ", ".join(names[:MOST_NAMES])
    if (hidden := len(names) - MOST_NAMES) > 0:
        others = ngettext("et %(number)d autre", "et %(number)d autres", hidden) % {"number": hidden}
        told = f"{told} {others}"
    return " : ".join(filter(None, [_holder(area), told]))


def _held(territory: Territory, kind: TerritoryKind) -> list[Territory]:
    return Territory.objects.filter(parent=territory, kind=kind).by_name()


def _communes(territory: Territory, counts: Counts) -> Data:
    """Those where something is, the fullest if they are many: a département has up to 900 communes."""
    communes = communes_of(territory)
    busy = sorted(communes.filter(pk__in=counts), key=lambda place: (-counts[place.pk].total, place.pk))
    shown = in_dictionary_order(busy[:MOST_COMMUNES])
    listed = group("communes", _("Communes où il y a quelque chose"), places(shown, counts))
    if hidden := len(busy) - len(shown):
        words = ngettext(
            "Chercher aussi dans %(number)d autre commune", "Chercher aussi dans %(number)d autres communes", hidden
        )
        listed["more_label"] = words % {"number": hidden}
        listed["more_url"] = f"{reverse('search:results')}?{urlencode({'territoire': territory.key})}"
    return listed
