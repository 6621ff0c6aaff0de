"""Dates of bibliographies, as precise as they are."""

import re

from cms.partial_dates import first_day

_NUMBERS = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?(?![\d])")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})")
_NAMED = re.compile(r"(?:(?P<day>\d{1,2})(?:er|st|nd|rd|th)?\.?\s+)?(?P<month>[^\W\d_]{3,})\.?,?\s+(?P<year>\d{4})")
_MONTH_DAY = re.compile(r"(?P<month>[^\W\d_]{3,})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})")
# The beginning of their names tells months apart, in French and in English.
_MONTHS = [
    *["jan", "fév fev feb", "mar", "avr apr", "mai may", "juin jun", "juil jul", "aoû aou aug", "sep", "oct", "nov"],
    "déc dec",
]


def partial_date(text: str) -> str:
    """The year, month or day that `text` names: "2019/05/12", "12/05/2019" (French order), "mai 2019", "2019-05/2020".

    Of a span, its beginning. Raises ValueError.
    """
    said = text.strip().strip("/ ")
    if found := _NUMBERS.match(said):
        return _checked(found[1], found[2], found[3])
    if found := _DAY_FIRST.match(said):
        return _checked(found[3], found[2], found[1])
    if found := _NAMED.match(said) or _MONTH_DAY.match(said):
        return _checked(found["year"], month_number(found["month"]), found["day"])
    raise ValueError(text)


def month_number(word: str) -> str:
    """ "5" for "mai", "May" or "5". Raises ValueError."""
    said = word.strip().casefold()
    if said.isdecimal():
        return said
    for number, beginnings in enumerate(_MONTHS, start=1):
        if any(said.startswith(beginning) for beginning in beginnings.split()):
            return str(number)
    raise ValueError(word)


def _checked(year: str, month: str | None, day: str | None) -> str:
    parts = [part for part in (month, day) if part and part.strip("0")]
    date = "-".join([year, *(f"{int(part):02}" for part in parts)])
    first_day(date)
    return date
