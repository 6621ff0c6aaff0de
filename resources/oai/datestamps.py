"""Moments of the protocol: UTC, to the second, or a whole day (section 3.3)."""

import re
from datetime import UTC, datetime, time

GRANULARITY = "YYYY-MM-DDThh:mm:ssZ"

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


def written(moment: datetime) -> str:
    return f"{moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat()}Z"


def beginning(text: str) -> datetime:
    """The first second that `text` covers. Raises ValueError."""
    return _read(text, time.min)


def end(text: str) -> datetime:
    """The last second that `text` covers. Raises ValueError."""
    return _read(text, time(23, 59, 59))


def _read(text: str, of_a_day: time) -> datetime:
    if _DAY.fullmatch(text):
        return datetime.combine(datetime.strptime(text, "%Y-%m-%d"), of_a_day, UTC)
    if _MOMENT.fullmatch(text):
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    raise ValueError(text)
