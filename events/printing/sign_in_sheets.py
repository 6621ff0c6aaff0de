"""« Feuille d’émargement » of a half-day."""

from dataclasses import dataclass

from django.utils.translation import override

from .half_days import HalfDay, weekday_said
from .typesetting import refuse_more_than, typeset

MOST_PARTICIPANTS = 1_000
LINES_FOR_OTHERS = 5  # left empty at the end, for who comes without being expected


@dataclass(frozen=True)
class Participant:
    name: str
    organisation: str = ""


@dataclass(frozen=True)
class SignInSheet:
    event: str
    place: str
    half_day: HalfDay
    participants: tuple[Participant, ...]


@override("fr")
def sign_in_sheet(sheet: SignInSheet) -> bytes:
    """A line a person, in the order given. Raises `NotPrinted` above `MOST_PARTICIPANTS`."""
    refuse_more_than(
        MOST_PARTICIPANTS,
        sheet.participants,
        "{count} personnes ne tiennent pas dans une feuille d’émargement, qui en porte au plus {most} : "
        "imprimez-la en plusieurs fois.",
    )
    return typeset(
        "sign_in_sheet",
        {
            "title": f"Feuille d’émargement – {sheet.event}",
            "event": sheet.event,
            "place": sheet.place,
            "day": weekday_said(sheet.half_day.day),
            "part": sheet.half_day.part,
            "hours": sheet.half_day.hours,
            "participants": [[person.name, person.organisation] for person in sheet.participants],
            "empty_lines": LINES_FOR_OTHERS,
        },
    )
