"""French analysis, done once here for documents and for questions: engines store and compare its tokens as they are.

Order: elision, lower case, ASCII folding, stop words, singular, stemming. Folding comes *before* stemming, so that a
question typed without accents is analysed exactly as the accented text. The stemmer (Snowball's, light) runs three
times because folding blunts it: one pass leaves "accompagnee" and "accompagnes" apart, three give every inflection one
stem. It conflates neither "emploi" with "emplois" nor "travail" with "travaux": the singular does, before it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import tantivy

# An elided article is a word of its own ("l'"), that says nothing. "aujourd’hui" stays whole words.
_ELISION = r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’]"
_WORDS = re.compile(rf"{_ELISION}|[^\W_]+", re.IGNORECASE)
_APOSTROPHES = ("'", "’")

# Function words only, folded. Verb forms such as "ai" or "es" are left out: they are also acronyms of the field.
_FUNCTION_WORDS = """
    a au aux avec ce ces cet cette comme comment dans de des donc dont du elle elles en entre est et etre eux il
    ils je la le les leur leurs lui mais me meme memes mes moi mon ne nos notre nous on ont ou par pas pour qu
    quand que quel quelle quelles quels qui quoi sa sans se ses si son sont sous sur ta te tes toi ton tu un une
    vos votre vous y
    """
_STOP_WORDS = frozenset(_FUNCTION_WORDS.split())
_LONGEST_WORD = 60
_REMEMBERED = 50_000  # words whose analysis need not be done again: few words make most of every text
_SHORTEST_PLURAL = 4  # under it, a final s is more often part of an acronym (ARS) or of the word (bus)
# Combining accents.
_MARKS = dict.fromkeys(range(0x0300, 0x0370))
# What no combining accent takes apart.
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ß": "ss"})

# Stands in a sequence of tokens for a word that says nothing, so that what surrounds it stays apart. Never a token.
GAP = "_"


@dataclass(frozen=True)
class Word:
    """A significant word of a text: its stem, what was written, and where (word number, character offsets)."""

    stem: str
    surface: str
    position: int
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The significant words of `text`, in order."""
    return [
        Word(root, match[0], position, match.start(), match.end())
        for position, match in enumerate(_WORDS.finditer(text))
        if (root := stem(match[0]))
    ]


def significant(text: str, start: int = 0) -> Iterator[tuple[int, int, str]]:
    """(start, end, stem) of each significant word of `text` from the character `start`, one by one."""
    for match in _WORDS.finditer(text, start):
        if root := stem(match[0]):
            yield match.start(), match.end(), root


def cut(text: str) -> list[str]:
    """Every word of `text` as it is written; an elided article is one."""
    return _WORDS.findall(text)


def tokens(written: Iterable[str]) -> list[str]:
    """The stem of each of these words, `GAP` in place of those that say nothing."""
    return [stem(word) or GAP for word in written]


@lru_cache(maxsize=_REMEMBERED)
def stem(word: str) -> str:
    """What `word` is compared by, "" for one that says nothing (an article, an elision, a monster)."""
    folded = fold(word)
    if folded.endswith(_APOSTROPHES) or folded in _STOP_WORDS or len(folded) > _LONGEST_WORD:
        return ""
    return next(iter(_STEMMER.analyze(_singular(folded))), folded)


def _stemmer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    for _pass in range(3):
        builder = builder.filter(tantivy.Filter.stemmer("french"))
    return builder.build()


_STEMMER = _stemmer()


def _singular(folded: str) -> str:
    """One form for the singular and the plural of a folded word, whether or not it is a word of French."""
    if len(folded) < _SHORTEST_PLURAL or not folded.isalpha():
        return folded
    if folded.endswith("eaux"):
        return folded[:-1]
    if folded.endswith("aux"):
        return folded[:-3] + "al"
    if folded[-1] in "sx":
        folded = folded[:-1]
    return folded[:-3] + "al" if folded.endswith("ail") else folded


def plain_words(written: Iterable[str]) -> list[str]:
    """These words folded, function words included: for completing what is being typed."""
    return list(filter(None, map(_plain, written)))


def spellings(written: Iterable[str]) -> list[str]:
    """Each of these words once, but numbers and acronyms, in lower case, accents kept: what an error may have meant."""
    return list(filter(None, dict.fromkeys(map(_spelling, written))))


@lru_cache(maxsize=_REMEMBERED)
def _plain(word: str) -> str:
    return "" if word.endswith(_APOSTROPHES) else fold(word)


@lru_cache(maxsize=_REMEMBERED)
def _spelling(word: str) -> str:
    silent = word.endswith(_APOSTROPHES) or len(word) > _LONGEST_WORD or is_code_like(word)
    return "" if silent else word.lower()


def composed(text: str) -> str:
    """`text` with every accented letter as one character, as everything here expects."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """`text` in lower case without accents; ligatures are spelt out."""
    text = text.lower().translate(_LETTERS)
    if text.isascii():
        return text
    return unicodedata.normalize("NFD", text).translate(_MARKS)


def code(text: str) -> str:
    """An acronym or a number as it is compared: folded, letters and digits only ("SER-SIP" → "sersip")."""
    return re.sub(r"[^a-z0-9]+", "", fold(text))


_CODE_LIKE = re.compile(r"\b(?:[^\W\d_]{0,40}\d\w*|[A-ZÀ-ÖØ-Þ]{2,6})\b")


def is_code_like(word: str) -> bool:
    """Whether `word` is written as a number or an acronym: nothing may then stand for it."""
    return _CODE_LIKE.fullmatch(word) is not None
