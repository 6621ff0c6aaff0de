"""What people typed, as letters that our fonts can draw."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent / "fonts"
LONGEST = 300  # characters
# PDF/UA-1 takes no glyph that stands for a missing one (ISO 14289-1, 7.21.8).
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"
_LONG_WORD = re.compile(r"[^\s-]{20}(?=[^\s-])")
_MANY_UNKNOWN = re.compile(f"{UNKNOWN}+")
# Controls, directions forced on the neighbours, halves of a pair, private meanings: nothing that a name is made of.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def printable(text: str) -> str:
    """`text` on one line of at most `LONGEST` characters, each of which a font of ours has.

    What no font has becomes U+FFFD. Words longer than a line may be cut anywhere. Twice is as once.
    """
    spaced = "".join(" " if char.isspace() else char for char in text)
    seen = "".join(char for char in spaced if unicodedata.category(char) not in _UNSEEN)
    line = " ".join(unicodedata.normalize("NFC", seen).split())
    if len(line) > LONGEST:
        line = line[: LONGEST - 1] + "…"
    drawn = "".join(char if ord(char) in _drawable() else UNKNOWN for char in line)
    return _LONG_WORD.sub(rf"\g<0>{_ZERO_WIDTH_SPACE}", _MANY_UNKNOWN.sub(UNKNOWN, drawn)).strip()


@cache
def _drawable() -> frozenset[int]:
    drawable: set[int] = set()
    for path in FONTS.glob("*.ttf"):
        with TTFont(path) as font:
            drawable |= font.getBestCmap().keys()
    return frozenset(drawable)
