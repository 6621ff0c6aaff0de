"""What waits for somebody, as each app says it, without being imported by the home page of the admin.

An app declares in its own `waiting.py` small functions that take a user and give a Waiting, or None; this module's
caller finds them, as Django's admin does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any


class Urgency(IntEnum):
    """Lower comes first."""

    SOMEBODY_WAITS = 1  # a person outside, a colleague, or the portal itself, cannot go on
    SOON = 2
    WHEN_POSSIBLE = 3


@dataclass(frozen=True)
class Waiting:
    """Things of one kind that one person can act on.

    `label` holds the count, in words (“3 pages à relire”); `url` leads to them and to nothing else where it can.
    `more` is a sentence, "" for none.
    """

    label: str
    url: str
    urgency: Urgency
    more: str = ""


Source = Callable[[Any], Waiting | None]

_sources: list[Source] = []


def waits(source: Source) -> Source:
    """Declare a source. It costs few statements, however much waits, and says nothing of what `user` cannot act on."""
    _sources.append(source)
    return source


def waiting_for(user: Any) -> list[Waiting]:
    """What waits for `user`, the most urgent first, then in the order of declaration."""
    found = [told for source in _sources if (told := source(user))]
    return sorted(found, key=lambda told: told.urgency)
