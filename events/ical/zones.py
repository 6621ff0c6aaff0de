"""Time zones as calendars want them: by their rules, so that a far date stays at its hour.

RFC 5545 says a yearly rule in one line, where tables drawn from the system's would list forty years and end.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class _Change:
    """When clocks change, by the clocks of before: the first time, then the rule."""

    first: str
    rule: str


@dataclass(frozen=True)
class _Changing:
    winter: str
    summer: str
    to_winter: _Change
    to_summer: _Change


# Those of France that change their clocks: Paris at 01:00 UTC (directive 2000/84/CE), Saint-Pierre-et-Miquelon with
# its neighbours (arrêté du 8 mars 1987, then the dates of Canada since 2007).
_CHANGING = {
    "Europe/Paris": _Changing(
        "+0100",
        "+0200",
        _Change("20001029T030000", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
        _Change("20000326T020000", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"),
    ),
    "America/Miquelon": _Changing(
        "-0300",
        "-0200",
        _Change("20071104T020000", "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"),
        _Change("20070311T020000", "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"),
    ),
}


def definition(zone: str) -> str | None:
    """The VTIMEZONE of a zone; None for one whose clocks change by rules not known here: say its times in UTC."""
    if changing := _CHANGING.get(zone):
        parts = [
            _part("STANDARD", changing.summer, changing.winter, changing.to_winter),
            _part("DAYLIGHT", changing.winter, changing.summer, changing.to_summer),
        ]
    elif offset := _fixed_offset(zone):
        parts = [_part("STANDARD", offset, offset, _Change("19700101T000000", ""))]
    else:
        return None
    return "\r\n".join(["BEGIN:VTIMEZONE", f"TZID:{zone}", *parts, "END:VTIMEZONE", ""])


def _part(kind: str, before: str, after: str, change: _Change) -> str:
    rule = [f"RRULE:{change.rule}"] if change.rule else []
    offsets = [f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}"]
    return "\r\n".join([f"BEGIN:{kind}", f"DTSTART:{change.first}", *rule, *offsets, f"END:{kind}"])


def _fixed_offset(zone: str) -> str | None:
    year = datetime.now(UTC).year
    offsets = {f"{datetime(year, month, 1, tzinfo=ZoneInfo(zone)):%z}" for month in range(1, 13)}
    return offsets.pop() if len(offsets) == 1 else None
