"""What a reader has found in a file, before it crosses the pipe. No dataclasses in the child: importing them takes a
tenth of its time.
"""

import re
from typing import NamedTuple, TypedDict


class Thumbnail(TypedDict):
    """`pixels`: bytes of red, green and blue, row by row, in base 64."""

    width: int
    height: int
    pixels: str


class Reading(TypedDict, total=False):
    """`text`: one text where the format has no pages, else `(number from 1, text)` of the pages that have some.

    `checks`: what was really looked at, by its code.
    """

    text: str | list[tuple[int, str]]
    pages: int | None
    pages_read: int | None
    title: str | None
    language: str | None
    tagged: bool | None
    checks: dict[str, bool]
    thumbnail: Thumbnail | None
    scanned: bool
    ocr: bool
    truncated: bool


NOTHING = Reading(
    text="", pages=None, pages_read=None, title=None, language=None, tagged=None, checks={}, thumbnail=None,
    scanned=False, ocr=False, truncated=False,
)  # fmt: skip


class Drawn(NamedTuple):
    """Bytes of the pixels, row by row, without padding."""

    width: int
    height: int
    pixels: bytes


class TextTaker:
    """Collects the text of one page or document within a number of characters."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.full = False
        self._taken: list[str] = []

    def add(self, text: str) -> None:
        self.full = self.full or len(text) > self.room
        text = text[: self.room]
        self.room -= len(text)
        self._taken.append(text)

    def take(self) -> str:
        """What was added since the last time, lines and spaces tidied; starts afresh."""
        text, self._taken = "".join(self._taken), []
        return tidy(text)


_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]+")


def tidy(text: str) -> str:
    """Without what no database or page can hold, spaces doubled, or lines left empty."""
    lines = (" ".join(line.split()) for line in _UNPRINTABLE.sub("", text).splitlines())
    return "\n".join(line for line in lines if line)


def tidy_line(text: str | None) -> str | None:
    """A title or a code of language on one line of at most 500 characters; None for nothing."""
    return " ".join(tidy(text or "").split())[:500] or None
