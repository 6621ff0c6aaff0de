"""The passages that show why a document was found, as safe HTML.

Not Tantivy's snippets: those mark every word of a synonym apart ("accompagnées" for someone who asked "ESAT"), drop
the end of short texts, and read the whole of a long file. Here an expression is marked only where it stands in full.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from . import french

Expression = tuple[str, ...]  # the stems of its significant words, in order

_PASSAGE = 240  # characters shown
_BEFORE = 60  # of which, at most, before the first marked word
_WINDOW = 2_000  # characters read around the best place: quoting a long file costs no more than a short page
# How the letters of a stem may be written in a text.
_SPELLINGS = {"a": "aàâä", "c": "cç", "e": "eéèêë", "i": "iîïy", "o": "oôöø", "u": "uùûü", "y": "yÿi", "n": "nñ"}
_LIGATURES = {"oe": "(?:o[eéèêë]|œ)", "ae": "(?:a[eéèêë]|æ)"}


@dataclass(frozen=True)
class Mark:
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
        self._places = [re.compile(place, re.IGNORECASE) for place in map(_place, self._by_first)]
        self._anywhere = re.compile("|".join(map(_place, self._by_first)), re.IGNORECASE) if self._by_first else None

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
        first, shown = max(
            (
                (mark, {near.expression for near in marks if 0 <= near.start - mark.start <= _PASSAGE - _BEFORE})
                for mark in marks
            ),
            key=lambda choice: len(choice[1]),
        )
        start, end = _cut(page, first.start)
        kept = [
            Mark(mark.start - start, mark.end - start, mark.expression)
            for mark in marks
            if start <= mark.start and mark.end <= end
        ]
        html = _html(page[start:end], kept)
        before, after = "… " if start else "", " …" if end < len(page) else ""
        return mark_safe(before + html + after), len(shown), index  # noqa: S308 — `_html` escapes

    def _best_window(self, pages: Sequence[str]) -> tuple[int, int, int]:
        """The page that seems to hold most of what was asked, and which of its characters are worth reading."""
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
            if (not marks or place.start() >= marks[-1].end) and (mark := self._mark_at(text, place.start())):
                marks.append(mark)
        return marks

    def _mark_at(self, text: str, start: int) -> Mark | None:
        """The longest expression that begins at the character `start`."""
        following = french.significant(text, start)
        words = [next(following, None)]
        for expression in self._by_first.get(words[0][2], ()) if words[0] and words[0][0] == start else ():
            words += islice(following, len(expression) - len(words))
            known = [word for word in words[: len(expression)] if word]
            if tuple(stem for _start, _end, stem in known) == expression:
                return Mark(start, known[-1][1], expression)
        return None


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


def _place(stem: str) -> str:
    """A pattern of where a word of this stem may begin, accents or not: wider than the stem, never narrower.

    A stem keeps the beginning of its word; what the stemmer and the singular rewrite is within its last letters.
    """
    root = stem[: max(2, len(stem) - 3)]
    letters = "|".join([*_LIGATURES, "."])
    written = (
        _LIGATURES.get(letter) or (f"[{_SPELLINGS[letter]}]" if letter in _SPELLINGS else re.escape(letter))
        for letter in re.findall(letters, root)
    )
    return r"(?<![^\W_])" + "".join(written)
