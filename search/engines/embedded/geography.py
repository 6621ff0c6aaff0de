"""What is around a point: Tantivy has no geography, but few documents share a degree of latitude."""

from collections.abc import Iterator
from functools import lru_cache
from math import ceil, cos, floor, radians

from tantivy import Query, Schema, Searcher

from ...distances import EARTH_RADIUS, Point, kilometres
from ...query import Near
from .queries import any_of

_DEGREE = radians(1) * EARTH_RADIUS  # kilometres
_FARTHEST = 1000.0  # a score: what is nearer has more


class Surroundings:
    """The places of the index within the circle, and how far they are."""

    def __init__(self, searcher: Searcher, schema: Schema, near: Near) -> None:
        self._schema = schema
        self._places = dict(_places(searcher, near))

    def within(self) -> Query:
        """Documents in the circle; they are not scored."""
        if not self._places:
            return Query.empty_query()
        return Query.const_score_query(Query.term_set_query(self._schema, "place", list(self._places)), 0.0)

    def nearest(self) -> Query:
        """Documents in the circle, the nearest first."""
        if not self._places:
            return Query.empty_query()
        return any_of(
            Query.const_score_query(Query.term_query(self._schema, "place", place), _FARTHEST - distance)
            for place, distance in self._places.items()
        )


@lru_cache(maxsize=40_000)  # the communes of France: they are read again at each question
def _point(place: str) -> Point:
    latitude, longitude = place.split(",")
    return float(latitude), float(longitude)


def _places(searcher: Searcher, near: Near) -> Iterator[tuple[str, float]]:
    """(place as it is indexed, kilometres)."""
    degrees = near.km / _DEGREE
    south, north = max(-90.0, near.latitude - degrees), min(90.0, near.latitude + degrees)
    # Meridians come together towards the poles.
    widest = max(cos(radians(south)), 1e-6) if abs(south) > abs(north) else max(cos(radians(north)), 1e-6)
    for whole in range(floor(south), ceil(north) + 1):
        for prefix in {f"{whole}.", "-0."} if whole == 0 else {f"{whole}."}:
            for place, _count in searcher.terms_with_prefix("place", prefix):
                latitude, longitude = _point(place)
                apart = abs(longitude - near.longitude)
                if not south <= latitude <= north or min(apart, 360 - apart) > degrees / widest:
                    continue
                distance = kilometres((near.latitude, near.longitude), (latitude, longitude))
                if distance <= near.km:
                    yield place, distance
