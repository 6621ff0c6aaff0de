"""Distances on the Earth, the same for every engine."""

from math import asin, cos, radians, sin, sqrt

# Mean radius, (2a + b) / 3 of WGS 84 (IUGG): Elasticsearch's own.
EARTH_RADIUS = 6371.0087714  # kilometres

Point = tuple[float, float]


def kilometres(one: Point, other: Point) -> float:
    """Along the great circle, between two (latitude, longitude) in degrees (haversine formula)."""
    latitude, longitude = radians(one[0]), radians(one[1])
    other_latitude, other_longitude = radians(other[0]), radians(other[1])
    chord = (
        sin((other_latitude - latitude) / 2) ** 2
        + cos(latitude) * cos(other_latitude) * sin((other_longitude - longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(chord)))
