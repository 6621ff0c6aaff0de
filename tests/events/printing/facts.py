"""Plausible facts to print, of nobody."""

from datetime import date, datetime
from typing import Any

from events.printing import Badge, Certificate, HalfDay, Participant, SignInSheet

MORNING = HalfDay(datetime(2027, 3, 1, 9, 0), datetime(2027, 3, 1, 12, 30))
AFTERNOON = HalfDay(datetime(2027, 3, 2, 14, 0), datetime(2027, 3, 2, 17, 0))
CODE = "K7QX-2M4P"
ADDRESS = f"https://passerelles.example/attestations/{CODE}/"


def a_certificate(**facts: Any) -> Certificate:
    return Certificate(
        **{
            "person": "Camille Essai",
            "event": "Colloque d’essai",
            "place": "Nantes",
            "half_days": (MORNING, AFTERNOON),
            "organisers": ("Association d’essai",),
            "issuer": "Passerelles",
            "issued_on": date(2027, 3, 3),
            "code": CODE,
            "address": ADDRESS,
        }
        | facts
    )


def a_sheet(count: int = 3, **facts: Any) -> SignInSheet:
    people = tuple(Participant(f"Personne {number}", "Établissement d’essai") for number in range(1, count + 1))
    return SignInSheet(
        **{"event": "Colloque d’essai", "place": "Nantes", "half_day": MORNING, "participants": people} | facts
    )


def a_badge(name: str = "Camille Essai", organisation: str = "Établissement d’essai") -> Badge:
    return Badge(name, organisation, "E7-4242")
