"""The words that everybody meets every day."""

import gzip
import json
from functools import cache
from importlib.resources import files

COMMONEST = 12_000
"""How many of the commonest written forms of French count as everyday words."""

# The list cuts words at the apostrophe, even those whose halves mean nothing.
_ONE_WORD = {"aujourd'hui", "d'abord", "d'accord", "d'ailleurs", "quelqu'un", "quelqu'une"}


@cache
def _commonest() -> frozenset[str]:
    """From the word list of pyspellchecker: how often each form is said in the subtitles of films."""
    packed = (files("spellchecker") / "resources" / "fr.json.gz").read_bytes()
    counts: dict[str, int] = json.loads(gzip.decompress(packed))
    return frozenset(sorted(counts, key=lambda form: (-counts[form], form))[:COMMONEST])


def is_everyday(word: str) -> bool:
    """Whether a word is a common one, be it elided, plural or feminine; of a compound, whether each part is."""
    word = word.lower().replace("’", "'")
    return word in _ONE_WORD or all(_known(part) for part in word.rpartition("'")[2].split("-"))


def _known(word: str) -> bool:
    forms = {word, word.removesuffix("s"), word.removesuffix("x"), word.removesuffix("e"), word.removesuffix("es")}
    if word.endswith("aux"):
        forms.add(word.removesuffix("aux") + "al")
    return not forms.isdisjoint(_commonest())
