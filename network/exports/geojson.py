"""Organisations as points on a map (RFC 7946): longitude first, in degrees of WGS 84."""

from collections.abc import Iterator

from .records import organisation_record
from .selection import Selection
from .streams import dumped, json_object

CONTENT_TYPE = "application/geo+json"
_IN_GEOMETRY = {"id", "latitude", "longitude"}


def geojson_file(selection: Selection, base: str) -> Iterator[bytes]:
    """A FeatureCollection of those that have a point; its member `sans_position` counts the others.

    The property `position` tells the door of a structure ("lieu") from the middle of its commune ("approximative").
    """
    without = 0

    def items() -> Iterator[str]:
        nonlocal without
        for organisation in selection.organisations:
            record = organisation_record(organisation, base)
            if record.position is None:
                without += 1
                continue
            yield dumped({
                "type": "Feature",
                "id": record.id,
                "geometry": {"type": "Point", "coordinates": [record.longitude, record.latitude]},
                "properties": record.model_dump(mode="json", exclude=_IN_GEOMETRY),
            })  # fmt: skip

    return json_object(
        "features",
        items(),
        head={"type": "FeatureCollection"},
        tail=lambda: {"sans_position": without, "complet": selection.complete},
    )
