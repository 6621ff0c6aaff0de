"""How French says when and how long."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from events.printing.half_days import HalfDay, period, total

NBSP = "\N{NO-BREAK SPACE}"


def half(start: str, end: str) -> HalfDay:
    """ "2027-03-11 09:00", "12:30"."""
    return HalfDay(datetime.fromisoformat(start), datetime.fromisoformat(f"{start[:10]} {end}"))


@pytest.mark.parametrize(
    ("start", "end", "part", "hours"),
    [
        ("2027-03-11 09:00", "12:30", "matin", "9 h – 12 h 30"),
        ("2027-03-11 11:30", "13:05", "matin", "11 h 30 – 13 h 05"),
        ("2027-03-11 12:00", "17:00", "après-midi", "12 h – 17 h"),
        ("2027-03-11 18:30", "20:00", "soirée", "18 h 30 – 20 h"),
    ],
)
def test_a_half_day_has_a_name_and_hours(start: str, end: str, part: str, hours: str) -> None:
    told = half(start, end)
    assert (told.part, told.hours.replace(NBSP, " ")) == (part, hours)


@pytest.mark.parametrize(
    ("starts", "said"),
    [
        (["2027-03-01 09:00"], "le lundi 1er mars 2027"),
        (["2027-03-01 14:00", "2027-03-01 09:00"], "le lundi 1er mars 2027"),
        (["2027-03-03 09:00", "2027-03-01 09:00"], "du 1er au 3 mars 2027"),
        (["2027-03-31 09:00", "2027-04-02 09:00"], "du 31 mars au 2 avril 2027"),
        (["2027-12-31 09:00", "2028-01-01 09:00"], "du 31 décembre 2027 au 1er janvier 2028"),
    ],
)
def test_a_period_does_not_repeat_itself(starts: list[str], said: str) -> None:
    assert period([half(start, "18:00") for start in starts]).replace(NBSP, " ") == said


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (["10:00"], "1 heure"),
        (["09:45"], "45 minutes"),
        (["09:01"], "1 minute"),
        (["12:30", "12:00"], "6 heures 30"),
        (["12:05", "10:00"], "4 heures 05"),
    ],
)
def test_durations_add_up(ends: list[str], said: str) -> None:
    days = enumerate(ends, start=1)
    assert total([half(f"2027-03-0{day} 09:00", end) for day, end in days]).replace(NBSP, " ") == said


PARIS = ZoneInfo("Europe/Paris")
NIGHTS = {
    "an hour less": (datetime(2027, 3, 28, 1, 0, tzinfo=PARIS), datetime(2027, 3, 28, 4, 0, tzinfo=PARIS), "2 heures"),
    "an hour more": (
        datetime(2027, 10, 31, 1, 0, tzinfo=PARIS),
        datetime(2027, 10, 31, 4, 0, tzinfo=PARIS),
        "4 heures",
    ),
    "one hour twice": (
        datetime(2027, 10, 31, 2, 50, tzinfo=PARIS),
        datetime(2027, 10, 31, 2, 20, tzinfo=PARIS, fold=1),
        "30 minutes",
    ),
}


@pytest.mark.parametrize(("starts", "ends", "said"), NIGHTS.values(), ids=NIGHTS)
def test_the_night_when_the_clocks_change_is_as_long_as_it_is(starts: datetime, ends: datetime, said: str) -> None:
    assert total([HalfDay(starts, ends)]).replace(NBSP, " ") == said
