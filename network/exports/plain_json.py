"""Organisations as JSON, in the portal's own words: the records of the API."""

from collections.abc import Iterator

from .records import organisation_record
from .selection import Selection
from .streams import json_object

CONTENT_TYPE = "application/json"


def json_file(selection: Selection, base: str) -> Iterator[bytes]:
    """`{"organisations": [record…], "total": how many, "complet": whether there are no more}`."""
    count = 0

    def items() -> Iterator[str]:
        nonlocal count
        for organisation in selection.organisations:
            count += 1
            yield organisation_record(organisation, base).model_dump_json()

    return json_object("organisations", items(), head={}, tail=lambda: {"total": count, "complet": selection.complete})
