"""Badges to cut out of A4 sheets, ten a page, of 90 by 55 mm."""

from collections.abc import Sequence
from dataclasses import dataclass

from .qr_codes import qr_svg
from .texts import printable
from .typesetting import Exact, refuse_more_than, typeset

MOST_BADGES = 500
_NO_NAME = "–"  # a heading is never empty (ISO 14289-1)


@dataclass(frozen=True)
class Badge:
    """`code`: what the reader at the door reads."""

    name: str
    organisation: str
    code: str


def badges(event: str, people: Sequence[Badge]) -> bytes:
    """In the order given. A name that is long is written smaller, on several lines, and never leaves its badge.

    Raises `NotPrinted` above `MOST_BADGES`.
    """
    refuse_more_than(
        MOST_BADGES,
        people,
        "{count} badges ne s’impriment pas en une fois : {most} au plus. Imprimez-les en plusieurs fois.",
    )
    return typeset(
        "badges",
        {
            "title": f"Badges – {event}",
            "event": event,
            "badges": [
                {
                    "name": printable(badge.name) or _NO_NAME,
                    "organisation": badge.organisation,
                    "drawing": Exact(qr_svg(badge.code, "Code d’entrée")),
                }
                for badge in people
            ],
        },
    )
