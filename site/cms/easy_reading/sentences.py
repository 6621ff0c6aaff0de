"""French text cut into sentences, and sentences into words."""

import re
from dataclasses import dataclass
from functools import cached_property

# Where a full stop ends no sentence.
_SHORTENED = r"(?<!\b[Aa]rt)(?<!\b[Bb]d)(?<!\b[Cc]f)(?<!\bDr)(?<!\bM)(?<!\bMM)(?<!\b[Pp])(?<!\bex)(?<!\bSt)(?<!\bav)"
BREAK = re.compile(rf"(?:{_SHORTENED}\.|[!?…])(?:\s?[»”\")])*(\s+)(?=[«“\"(]?\s?[A-ZÀÂÇÉÈÊËÎÏÔÙÛÜŒ0-9])")
"""The space between two sentences (its first group)."""

_WRITTEN = re.compile(r"\S*\w\S*")
_WORD = re.compile(r"(?:[^\W\d_]+[’'])?[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True)
class Sentence:
    text: str

    @property
    def length(self) -> int:
        """How many words a reader sees: what stands between blanks, the dash and the colon aside."""
        return len(_WRITTEN.findall(self.text))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words as written, an elided one with the word it leans on: « l’emploi »."""
        return tuple(_WORD.findall(self.text))


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text; a new line begins one."""
    found = []
    for line in text.splitlines():
        at = 0
        for end in BREAK.finditer(line):
            found.append(line[at : end.start(1)])
            at = end.end(1)
        found.append(line[at:])
    return [Sentence(text.strip()) for text in found if _WRITTEN.search(text)]
