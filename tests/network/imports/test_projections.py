"""Metres to degrees, against points that IGN and others publish."""

import math

import pytest

from network.imports.projections import BY_EPSG, projection_named
from search.distances import kilometres


@pytest.mark.parametrize(
    ("code", "metres", "degrees"),
    [
        # IGN, NT/G 71: the origin of Lambert-93.
        ("2154", (700_000, 6_600_000), (46.5, 3.0)),
        # Paris, as both are most often given.
        ("2154", (652_469.02, 6_862_035.26), (48.8566, 2.3522)),
        # A zone's central meridian, on and off the equator.
        ("2972", (500_000, 0), (0.0, -51.0)),
        ("2975", (500_000, 10_000_000), (0.0, 57.0)),
        # Five degrees north, whose meridian arc is 552 885.45 m on GRS80, 0.9996 of it here.
        ("2972", (500_000, 552_885.45 * 0.9996), (5.0, -51.0)),
    ],
)
def test_known_points(code: str, metres: tuple[float, float], degrees: tuple[float, float]) -> None:
    assert kilometres(BY_EPSG[code].degrees(*metres), degrees) < 0.001


@pytest.mark.parametrize(
    ("code", "near"), [("5490", (16.234, -61.529)), ("2975", (-20.88, 55.45)), ("4471", (-12.78, 45.23))]
)
def test_zones_overseas_are_there(code: str, near: tuple[float, float]) -> None:
    """The inverse of a rough direct formula: a zone or a hemisphere taken for another is off by degrees."""
    zone = {"5490": -63, "2975": 57, "4471": 45}[code]
    east = 500_000 + 0.9996 * 111_320 * math.cos(math.radians(near[0])) * (near[1] - zone)
    north = 0.9996 * 110_650 * near[0] + (0 if near[0] > 0 else 10_000_000)
    assert kilometres(BY_EPSG[code].degrees(east, north), near) < 5


def test_what_is_no_number_of_metres_is_nowhere() -> None:
    assert math.isnan(BY_EPSG["2975"].degrees(1e12, 1e12)[0])
    assert BY_EPSG["2154"].degrees(1e12, -1e12)


def test_the_projection_is_named_in_the_row() -> None:
    assert projection_named("2,ATLASANTE,96,BAN,EPSG:5490 RGAF09/UTM Zone 20N (Antilles)") is BY_EPSG["5490"]
    assert projection_named("EPSG:9999") is projection_named("") is None
