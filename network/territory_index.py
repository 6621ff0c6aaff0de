"""The list of territories, with the map beside it."""

from typing import Any

from django.utils.translation import gettext as _

from network.models.territory import Territory, TerritoryKind
from network.presentation import places
from network.territory_counts import territory_counts
from network.territory_map import territory_map
from network.territory_places import area_links, group, named_areas


def territory_index() -> dict[str, Any]:
    """`regions` and `groups`: lists of places, each {anchor, title, intro, items}; `map`: the component's variables.

    The map says nothing that the lists do not. Its hundred links would be as many stops of the keyboard before the next
    thing: it is hidden from the keyboard and from screen readers, which have the lists, and from narrow screens, where
    the smallest départements are smaller than a finger.
    """
    counts = territory_counts()
    departements = list(Territory.objects.filter(kind=TerritoryKind.DEPARTEMENT).order_by("code"))
    regions = Territory.objects.filter(kind=TerritoryKind.REGION).by_name()
    overseas = Territory.objects.filter(kind=TerritoryKind.COLLECTIVITE).by_name()
    areas = area_links(named_areas(Territory.objects.all()), counts)
    groups = [
        group("departements", _("Départements"), places(departements, counts), _("Dans l’ordre de leur numéro.")),
        group("outre-mer", _("Collectivités d’outre-mer"), places(overseas, counts)),
        group("secteurs", _("Secteurs"), areas, _("Des territoires dessinés par les projets eux-mêmes.")),
    ]
    return {
        "regions": group("regions", _("Régions"), places(regions, counts)),
        "groups": [listed for listed in groups if listed["items"]],
        "map": territory_map(departements, {pk: count.total for pk, count in counts.items()}),
    }
