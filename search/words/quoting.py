"""The passages that show why a document was found, as safe HTML.

Not Tantivy's snippets: those mark every word of a synonym apart ("accompagnées" for someone who asked "ESAT"), drop
the end of short texts, and read the whole of a long file. Here an expression is marked only where it stands in full.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from html import escape
from itertools import islice
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from . import french

Expression = tuple[str, ...]  # the stems of its significant words, in order

_PASSAGE = 240  # characters shown
_BEFORE = 60  # of which, at most, before the first marked word
_WINDOW = 2_000  # characters read around the best place: quoting a long file costs no more than a short page
# How the letters of a stem may be written in a text.
_SPELLINGS = {"a": "aàâä", "c": "cç", "e": "eéèêë", "i": "iîïy", "o": "oôöø", "u": "uùûü", "y": "yÿi", "n": "nñ"}
_LIGATURES = {"oe": "(?:o[eéèêë]|œ)", "ae": "(?:a[eéèêë]|æ)"}


class Mark(NamedTuple):
    """Characters of a text to mark, and the expression found there."""

    start: int
    end: int
    expression: Expression


class Quoter:
    """Quotes texts for one question."""

    def __init__(self, expressions: Iterable[Expression]) -> None:
        self._by_first: dict[str, list[Expression]] = {}
        for expression in sorted(set(expressions), key=len, reverse=True):
            self._by_first.setdefault(expression[0], []).append(expression)
        # Stemming the few words that may be the first of an expression is all that quoting costs.
        self._anywhere = re.compile(_place(self._by_first), re.IGNORECASE) if self._by_first else None
        self._begun_by = cache(lambda word: self._by_first.get(french.stem(word), ()))

    @cached_property
    def _places(self) -> list[re.Pattern[str]]:
        return [re.compile(_place([first]), re.IGNORECASE) for first in self._by_first]

    def whole(self, text: str) -> tuple[SafeString, int]:
        """A short text in full, and how many different expressions are marked in it."""
        marks = self._marks(text)
        return _html(text, marks), len({mark.expression for mark in marks})

    def passage(self, pages: Sequence[str]) -> tuple[SafeString, int, int]:
        """The best passage of a body: HTML, how many different expressions are marked, and the index of its page."""
        index, start, end = self._best_window(pages)
        page = pages[index]
        marks = [Mark(mark.start + start, mark.end + start, mark.expression) for mark in self._marks(page[start:end])]
        if not marks:
            return mark_safe(""), 0, index
        first, shown = _best_beginning(marks)
        start, end = _cut(page, first)
        kept = [
            Mark(mark.start - start, mark.end - start, mark.expression)
            for mark in marks
            if start <= mark.start and mark.end <= end
        ]
        html = _html(page[start:end], kept)
        before, after = "… " if start else "", " …" if end < len(page) else ""
        return mark_safe(before + html + after), shown, index  # noqa: S308 — `_html` escapes

    def _best_window(self, pages: Sequence[str]) -> tuple[int, int, int]:
        """The page that seems to hold most of what was asked, and which of its characters are worth reading."""
        if len(pages) == 1 and len(pages[0]) <= _WINDOW:
            return 0, 0, _WINDOW
        most, index, offset = -1, 0, 0
        for number, page in enumerate(pages):
            found = [match.start() for match in (place.search(page) for place in self._places) if match]
            if len(found) > most:
                most, index, offset = len(found), number, min(found, default=0)
            if most == len(self._places):
                break
        return index, offset, offset + _WINDOW

    def _marks(self, text: str) -> list[Mark]:
        marks: list[Mark] = []
        if self._anywhere is None:
            return marks
        for place in self._anywhere.finditer(text):
            if not marks or place.start() >= marks[-1].end:
                for expression in self._begun_by(place[0]):
                    if end := _end(text, place, expression):
                        marks.append(Mark(place.start(), end, expression))
                        break
        return marks


def _end(text: str, first: re.Match[str], expression: Expression) -> int | None:
    """Where `expression`, whose first word this is, ends in `text`; None when what follows is something else."""
    if len(expression) == 1:
        return first.end()
    following = list(islice(french.significant(text, first.end()), len(expression) - 1))
    return following[-1][1] if tuple(stem for _start, _end, stem in following) == expression[1:] else None


def _best_beginning(marks: Sequence[Mark]) -> tuple[int, int]:
    """The character from which a passage holds the most different expressions, and how many."""
    wanted = len({mark.expression for mark in marks})
    starts = [mark.start for mark in marks]
    most, start = 0, 0
    for number, first in enumerate(marks):
        reach = bisect_right(starts, first.start + _PASSAGE - _BEFORE)
        near = {mark.expression for mark in marks[number:reach]}
        if len(near) > most:
            most, start = len(near), first.start
        if most == wanted:
            break
    return start, most


def _html(text: str, marks: list[Mark]) -> SafeString:
    html: list[str] = []
    position = 0
    for mark in marks:
        html.append(escape(text[position : mark.start]))
        html.append(f"<mark>{escape(text[mark.start : mark.end])}</mark>")
        position = mark.end
    html.append(escape(text[position:]))
    return mark_safe("".join(html))  # noqa: S308 — every part is escaped above


def _cut(text: str, around: int) -> tuple[int, int]:
    """Where a passage begins and ends, between words."""
    start = max(0, around - _BEFORE)
    if start:
        start = text.find(" ", start, around) + 1 or around
    end = start + _PASSAGE
    if end < len(text):
        end = max(text.rfind(" ", start, end), around + 1)
    return start, min(end, len(text))


def _place(stems: Iterable[str]) -> str:
    """A pattern of the words that may have one of these stems, accents or not: wider than them, never narrower."""
    return rf"(?<![^\W_])(?:{'|'.join(map(_beginning, stems))})[^\W_]*"


def _beginning(stem: str) -> str:
    """How the words of this stem begin: what the stemmer and the singular rewrite is within its last letters."""
    root = stem[: max(2, len(stem) - 3)]
    letters = "|".join([*_LIGATURES, "."])
    written = (
        _LIGATURES.get(letter) or (f"[{_SPELLINGS[letter]}]" if letter in _SPELLINGS else re.escape(letter))
        for letter in re.findall(letters, root)
    )
    return "".join(written)
