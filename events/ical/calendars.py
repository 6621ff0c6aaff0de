"""A whole VCALENDAR around VEVENTs."""

from collections.abc import Iterable

from .zones import definition

PRODUCT = "-//Passerelles//Agenda//FR"


def calendar(method: str, vevents: Iterable[str], zones: Iterable[str], *properties: str) -> bytes:
    """`zones`: those that the events name; `properties`: more lines of the calendar itself."""
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method}",
        *properties,
        "",
    ]
    defined = filter(None, map(definition, sorted(set(zones))))
    return "".join(["\r\n".join(head), *defined, *vevents, "END:VCALENDAR\r\n"]).encode()
