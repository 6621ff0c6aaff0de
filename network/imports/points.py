"""Coordinates as files give them: degrees or metres, in one order or the other."""

from collections.abc import Iterable

from search.distances import Point

from .projections import Projection

_DECIMALS = 6  # of a degree: ten centimetres
# (south, north, west, east), in degrees: the mainland, then each territory overseas.
_FRANCE = (
    (41.2, 51.2, -5.3, 9.7),
    (15.7, 18.2, -63.3, -60.9),
    (14.3, 15.0, -61.3, -60.7),
    (2.0, 6.0, -54.7, -51.5),
    (-21.5, -20.8, 55.1, 55.9),
    (-13.1, -12.5, 44.9, 45.4),
    (46.7, 47.2, -56.5, -56.1),
    (-14.5, -13.1, -178.3, -176.0),
    (-23.0, -19.4, 163.0, 168.5),
    (-28.0, -7.5, -155.0, -134.0),
)


def in_france(point: Point) -> bool:
    latitude, longitude = point
    return any(south <= latitude <= north and west <= longitude <= east for south, north, west, east in _FRANCE)


def point_from(pairs: Iterable[tuple[object, object]], projection: Projection | None) -> Point | None:
    """The first of `pairs` that is somewhere in France: degrees in either order, or metres of `projection`.

    None where there is no number at all. Raises ValueError where there are some, and none of them is in France.
    """
    degrees: list[Point] = []
    metres: list[Point] = []
    for pair in pairs:
        try:
            first, second = (float(str(number).replace(",", ".")) for number in pair)
        except ValueError:
            continue
        if (first, second) == (0, 0):
            continue
        if abs(first) <= 180 and abs(second) <= 180:
            degrees += [(first, second), (second, first)]
        else:
            metres += [(first, second), (second, first)]
    projected = [projection.degrees(*pair) for pair in metres] if projection else []
    for latitude, longitude in [*degrees, *projected]:
        if in_france((latitude, longitude)):
            return (round(latitude, _DECIMALS), round(longitude, _DECIMALS))
    if degrees or metres:
        raise ValueError
    return None
