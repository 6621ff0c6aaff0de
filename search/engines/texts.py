"""The texts of a document as engines index them: cut into words once, here."""

from functools import cached_property
from itertools import chain

from ..documents import SearchDocument
from ..words import french

# Text of a document kept for finding and quoting, in characters: some 150 pages.
MAX_BODY = 400_000
# Decimals of a degree kept of a point: eleven metres.
_PRECISION = 4


class Texts:
    """What of a document is found, completed, respelt and quoted. Sequences of tokens are joined by spaces."""

    def __init__(self, document: SearchDocument) -> None:
        self.title = french.composed(document.title)
        self.summary = french.composed(document.summary)
        self.pages = _kept(document)
        self.codes = tuple(dict.fromkeys(filter(None, map(french.code, document.codes))))
        self.point = tuple(round(degrees, _PRECISION) for degrees in document.point) if document.point else None
        self._title, self._summary = french.cut(self.title), french.cut(self.summary)
        self._aliases = french.cut(french.composed(" ".join(document.codes)))
        self._pages = [french.cut(text) for _number, text in self.pages]

    @cached_property
    def head(self) -> str:
        """Tokens of the title and of the codes, these as they are written and in one word."""
        in_one_word = " ".join(filter(None, map(french.stem, self.codes)))
        return _joined(_tokens(self._title), _tokens(self._aliases), in_one_word)

    @property
    def whole(self) -> list[str]:
        """Tokens of everything: the head and the summary, then each page."""
        return [_joined(self.head, _tokens(self._summary)), *self.pages_tokens]

    @cached_property
    def pages_tokens(self) -> list[str]:
        """Tokens of each page."""
        return list(map(_tokens, self._pages))

    @property
    def prefixes(self) -> str:
        """Whole words of the title and of the codes."""
        return " ".join(french.plain_words([*self._title, *self._aliases]))

    @property
    def spelling(self) -> str:
        """Each word of the texts once, accents kept."""
        return " ".join(french.spellings(chain(self._title, self._summary, *self._pages)))

    @property
    def place(self) -> str:
        """The point as "47.2184,-1.5536", or ""."""
        return ",".join(f"{degrees:.{_PRECISION}f}" for degrees in self.point) if self.point else ""


def _tokens(written: list[str]) -> str:
    return " ".join(french.tokens(written))


def _joined(*parts: str) -> str:
    """Parts one after the other, none making a phrase with the next."""
    return f" {french.GAP} ".join(filter(None, parts))


def _kept(document: SearchDocument) -> list[tuple[int | None, str]]:
    kept: list[tuple[int | None, str]] = []
    room = MAX_BODY
    for number, text in document.pages:
        if room <= 0:
            break
        kept.append((number, french.composed(text[:room])))
        room -= len(text)
    return kept
