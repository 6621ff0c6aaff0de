"""The rules written here, against the tables of the system."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject

from events.ical.zones import definition
from network.geography import overseas

ZONES = ["Europe/Paris", *overseas.TIME_ZONES.values()]


@pytest.mark.parametrize("zone", sorted(set(ZONES)))
def test_every_zone_of_france_is_defined_as_it_is(zone: str) -> None:
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{definition(zone)}END:VCALENDAR\r\n"
    read = vobject.readOne(text).vtimezone.tzinfo
    for hours in range(0, 24 * 365 * 2, 5):
        moment = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
        local = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        expected = moment.astimezone(ZoneInfo(zone)).utcoffset()
        assert local.replace(tzinfo=read).utcoffset() == expected, moment


def test_rules_that_are_not_known_are_not_invented() -> None:
    assert definition("Australia/Sydney") is None
