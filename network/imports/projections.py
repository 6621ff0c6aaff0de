"""Metres of the projections of French registers, turned into degrees (RGF93 and its overseas kin, which are WGS 84 to
within a metre).

Sources: IGN, « Algorithmes de référence », NT/G 71 (Lambert conique conforme); Krüger's series for the transverse
Mercator projection, to the third order of n (a millimetre inside a zone); EPSG register for codes and zones.
"""

import math
import re
from typing import Protocol

from search.distances import Point

# GRS80
_A = 6_378_137.0  # metres
_F = 1 / 298.257222101
_E = math.sqrt(_F * (2 - _F))


class Projection(Protocol):
    def degrees(self, x: float, y: float) -> Point:
        """(latitude, longitude) of a point `x` metres east and `y` metres north of the projection's origin."""


class Lambert93:
    _n, _c = 0.7256077650532670, 11_754_255.4260960
    _xs, _ys = 700_000.0, 12_655_612.0498760
    _meridian = math.radians(3)

    def degrees(self, x: float, y: float) -> Point:
        radius = math.hypot(x - self._xs, y - self._ys)
        longitude = self._meridian + math.atan2(x - self._xs, self._ys - y) / self._n
        isometric = math.log(self._c / max(radius, 1e-9)) / self._n
        latitude = 2 * math.atan(math.exp(isometric)) - math.pi / 2
        for _turn in range(8):
            sine = _E * math.sin(latitude)
            grown = math.exp(isometric) * ((1 + sine) / (1 - sine)) ** (_E / 2)
            latitude = 2 * math.atan(grown) - math.pi / 2
        return math.degrees(latitude), math.degrees(longitude)


class Utm:
    def __init__(self, zone: int, *, south: bool = False) -> None:
        self._meridian = zone * 6 - 183
        self._north = 10_000_000.0 if south else 0.0

    def degrees(self, x: float, y: float) -> Point:
        n = _F / (2 - _F)
        radius = 0.9996 * _A / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
        beta = (n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96, n**2 / 48 + n**3 / 15, 17 * n**3 / 480)
        delta = (2 * n - 2 * n**2 / 3 - 2 * n**3, 7 * n**2 / 3 - 8 * n**3 / 5, 56 * n**3 / 15)
        north, east = (y - self._north) / radius, (x - 500_000) / radius
        # Far outside the zone nothing has a meaning, and hyperbolic functions overflow.
        if abs(north) > 2 or abs(east) > 2:
            return (math.nan, math.nan)
        xi = north - sum(b * math.sin(2 * j * north) * math.cosh(2 * j * east) for j, b in enumerate(beta, 1))
        eta = east - sum(b * math.cos(2 * j * north) * math.sinh(2 * j * east) for j, b in enumerate(beta, 1))
        chi = math.asin(max(-1, min(1, math.sin(xi) / math.cosh(eta))))
        latitude = chi + sum(d * math.sin(2 * j * chi) for j, d in enumerate(delta, 1))
        longitude = math.atan2(math.sinh(eta), math.cos(xi))
        return math.degrees(latitude), self._meridian + math.degrees(longitude)


LAMBERT_93 = Lambert93()
_GUADELOUPE, _GUYANE, _REUNION, _MAYOTTE = Utm(20), Utm(22), Utm(40, south=True), Utm(38, south=True)
_MIQUELON, _WALLIS = Utm(21), Utm(1, south=True)

BY_EPSG: dict[str, Projection] = {
    "2154": LAMBERT_93,
    **dict.fromkeys(("5490", "4559", "32620"), _GUADELOUPE),
    **dict.fromkeys(("2972", "32622"), _GUYANE),
    **dict.fromkeys(("2975", "32740"), _REUNION),
    **dict.fromkeys(("4471", "32738"), _MAYOTTE),
    **dict.fromkeys(("4467", "32621"), _MIQUELON),
    **dict.fromkeys(("8903", "32701"), _WALLIS),
}
_BY_START = {"971": _GUADELOUPE, "972": _GUADELOUPE, "973": _GUYANE, "974": _REUNION, "975": _MIQUELON, "976": _MAYOTTE}
_BY_START |= {"977": _GUADELOUPE, "978": _GUADELOUPE, "986": _WALLIS}


def projection_named(text: str) -> Projection | None:
    """The one that « …,EPSG:2154 RGF93 / Lambert-93 (Métropole) » names, if it is known."""
    named = re.search(r"EPSG:(\d+)", text)
    return BY_EPSG.get(named[1]) if named else None


def projection_used_in(commune: str) -> Projection:
    """The legal one of the commune of that INSEE code."""
    return _BY_START.get(commune[:3], LAMBERT_93)
