"""How hard a text is to read, in figures: to compare two versions of it, not to judge one."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from .sentences import Sentence

# Two vowels that meet are one sound but for a few: the count of groups of vowels is the usual estimate for French.
_VOWELS = re.compile(r"[aeiouy]+")
_MUTE = re.compile(r"(?<=[^aeiouy])(?:e|es)$")


@dataclass(frozen=True)
class Figures:
    """`words` in `sentences`; `longest` and `mean` in words a sentence.

    `ease` is the measure of Kandel and Moles (1958), Flesch's for French: about 100 for a very easy text, 30 for a
    hard one. None without a word.
    """

    sentences: int = 0
    words: int = 0
    longest: int = 0
    mean: float = 0
    ease: int | None = None


def figures(read: Iterable[Sentence]) -> Figures:
    read = list(read)
    words = [word for sentence in read for word in sentence.words]
    lengths = [sentence.length for sentence in read]
    if not words:
        return Figures()
    mean = sum(lengths) / len(read)
    per_word = sum(map(syllables, words)) / len(words)
    return Figures(
        sentences=len(read),
        words=sum(lengths),
        longest=max(lengths),
        mean=round(mean, 1),
        ease=round(207 - 1.015 * mean - 73.6 * per_word),
    )


def syllables(word: str) -> int:
    """At least one; a final mute « e » is not heard."""
    bare = "".join(char for char in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(char))
    heard = _MUTE.sub("", bare.replace("œ", "oe").replace("qu", "q"))
    return max(1, len(_VOWELS.findall(heard)))
