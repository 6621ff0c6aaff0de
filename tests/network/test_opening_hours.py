from datetime import date

import pytest
from django.core.exceptions import ValidationError

from network.opening_hours import NBSP, in_words, opening_hours_form

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Mo-Fr 08:30-12:30,14:00-17:00", [("du lundi au vendredi", "de 8 h 30 à 12 h 30 et de 14 h à 17 h")]),
        ('Sa 09:00-12:00 "sur rendez-vous"', [("le samedi", "de 9 h à 12 h (sur rendez-vous)")]),
        ("24/7", [("tous les jours", "jour et nuit")]),
        ("Mo,We 09:00-12:00", [("le lundi", "de 9 h à 12 h"), ("le mercredi", "de 9 h à 12 h")]),
        ("Th-Fr 10:00-12:00", [("le jeudi et le vendredi", "de 10 h à 12 h")]),
        ("Fr 22:00-24:00", [("le vendredi", "de 22 h à minuit")]),
    ],
)
def test_hours_are_said_in_french(written: str, said: list[tuple[str, str]]) -> None:
    week = in_words(written, TODAY)
    assert week and [(opening.days, opening.hours.replace(NBSP, " ")) for opening in week.openings] == said
    assert not week.notes


def test_holidays_and_seasons_are_told_apart_from_the_ordinary_week() -> None:
    week = in_words("Mo-Fr 09:00-12:00; PH off; Aug off", TODAY)
    assert week and len(week.openings) == 1
    assert "changent à certaines dates" in week.notes[0]
    assert week.notes[1] == "Fermé les jours fériés."


@pytest.mark.parametrize("nonsense", ["bonjour", "Mo-Fr 25:00", "", "x" * 400])
def test_what_is_not_the_syntax_is_refused_and_says_nothing(nonsense: str) -> None:
    assert in_words(nonsense, TODAY) is None
    with pytest.raises(ValidationError):
        opening_hours_form(nonsense)


def test_what_never_opens_says_nothing() -> None:
    opening_hours_form("off")
    assert in_words("off", TODAY) is None
