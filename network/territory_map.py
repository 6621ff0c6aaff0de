"""The départements on a map, shaded by a number. The drawing is `img/departements.svg`; this says what to put in it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from network.models.territory import Territory

DRAWING = settings.SITE / "theme" / "static" / "img" / "departements.svg"
# Too small to be pointed at: they are drawn again, larger, in a frame of the map.
ENLARGED = frozenset(("75", "92", "93", "94"))
OPACITIES = (".18", ".45", ".7", "1")  # of none, then from the fewest to the most


@cache
def drawn() -> frozenset[str]:
    """The codes (INSEE) of the départements that the drawing holds."""
    return frozenset(re.findall(r'id="d(\w+)"', DRAWING.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Area:
    """A département to shade: its code (INSEE), where it leads, and how many there are."""

    code: str
    name: str
    url: str
    number: int


def territory_map(departements: Iterable[Territory], numbers: Mapping[int, int]) -> dict[str, Any]:
    """The variables of the component "territory_map". `numbers` is {primary key: how many}, with none of those at 0."""
    return shaded(
        Area(place.code, str(place), place.get_absolute_url(), numbers.get(place.pk, 0)) for place in departements
    )


def shaded(areas: Iterable[Area]) -> dict[str, Any]:
    """The same, from areas: those that the drawing does not hold are left out. One without an address leads nowhere.

    A shade holds as many départements as another, as far as equal numbers allow. `areas` are the whole map, `enlarged`
    those that are drawn larger as well, and lead somewhere from there only.
    """
    shown = [area for area in areas if area.code in drawn()]
    counted = sorted(area.number for area in shown if area.number)
    starts = _starts(counted)
    legend = [{"label": _("aucun"), "opacity": OPACITIES[0]}]
    for start, following, opacity in zip(starts, [*starts[1:], None], OPACITIES[1:], strict=False):
        most = max(number for number in counted if following is None or number < following)
        legend.append({"label": _range(start, most), "opacity": opacity})
    told: list[dict[str, str]] = [
        {
            "code": area.code,
            "url": area.url,
            "label": f"{area.name} : {number_format(area.number, force_grouping=True)}",
            "opacity": OPACITIES[sum(start <= area.number for start in starts)],
        }
        for area in shown
    ]
    enlarged = [area for area in told if area["code"] in ENLARGED]
    small = [area | {"url": ""} if area in enlarged else area for area in told]
    return {"areas": small, "enlarged": enlarged, "legend": legend}


def _starts(counted: list[int]) -> list[int]:
    """The least number of each shade, from `counted`, sorted."""
    shades = len(OPACITIES) - 1
    return sorted({counted[len(counted) * shade // shades] for shade in range(shades)}) if counted else []


def _range(least: int, most: int) -> str:
    numbers = {name: number_format(value, force_grouping=True) for name, value in (("least", least), ("most", most))}
    return numbers["least"] if least == most else _("de %(least)s à %(most)s") % numbers
