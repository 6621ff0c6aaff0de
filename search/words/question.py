"""What a visitor typed, as what a document must hold. Each engine writes it in its own language of queries."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from . import french, spelling
from .french import Word
from .quoting import Expression

_PHRASE = re.compile(r'["«“]([^"«»“”]+)["»”]')
_LONGEST_EXPRESSION = 12  # words
_SYNONYM = 0.8

Synonyms = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Phrase:
    """Stems in this order; each with its distance from the first, in words, what says nothing counted."""

    placed: tuple[tuple[int, str], ...]

    @property
    def stems(self) -> Expression:
        return tuple(stem for _place, stem in self.placed)


@dataclass(frozen=True)
class Way:
    """One way to be what was asked: all of these phrases, in any order. `weight` lowers what is not the very word."""

    phrases: tuple[Phrase, ...]
    weight: float = 1.0


@dataclass(frozen=True)
class Clause:
    """One thing asked, held in any of these `ways`. A document one of whose codes is in `codes` holds it best."""

    ways: tuple[Way, ...]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A document answers when it has the whole `code`, or holds all of `required` and `enough` of `loose`.

    When both are empty, titles that hold all of `title_words` answer. `in_order` is what was typed, as one phrase.
    `quoted` is to be marked in texts; `correction` is the text respelt, or "".
    """

    code: str
    required: tuple[Clause, ...]
    loose: tuple[Clause, ...]
    title_words: tuple[str, ...]
    in_order: Phrase | None
    quoted: frozenset[Expression]
    correction: str = ""

    @property
    def enough(self) -> int:
        """How many of the loose words a document must hold: all of two, all but one of five, 70 % of more."""
        asked = len(self.loose)
        if asked <= 2:
            return asked
        return asked - 1 if asked <= 5 else ceil(0.7 * asked)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return (*self.required, *self.loose)


class Typed:
    """A text read once, before the index is asked which of its words exist. Any text, in any form, can be read."""

    def __init__(self, text: str, groups: Synonyms = ()) -> None:
        self.text = french.composed(text)
        self._synonyms = _table(groups)
        self._phrases = [phrase for quoted in _PHRASE.findall(self.text) if (phrase := _phrase(french.words(quoted)))]
        loose = _PHRASE.sub(lambda found: " " * len(found[0]), self.text)  # offsets stay those of `text`
        self._words = french.words(loose)
        # In a text all in capitals, capitals do not make an acronym.
        self._shouted = self.text.isupper() and len(self._words) > 1
        self._parts = list(self._expressions())

    @property
    def doubtful(self) -> list[Word]:
        """The words that may be typing errors, if the index does not know them: never a code nor an acronym.

        A word written twice comes once.
        """
        alone = (words[0] for words, synonyms in self._parts if not synonyms)
        doubtful = (word for word in alone if spelling.tolerance(word.surface) and not self._is_code(word))
        return list({word.surface: word for word in doubtful}.values())

    def question(self, meant: Mapping[str, Sequence[str]] | None = None) -> Question:
        """What is asked; `meant` gives, for unknown words as written, those that stand for them, best first."""
        meant = {surface: candidates for surface, candidates in (meant or {}).items() if candidates}
        loose = tuple(self._clause(words, synonyms, meant) for words, synonyms in self._parts)
        required = tuple(Clause((Way((phrase,)),)) for phrase in self._phrases)
        return Question(
            code=french.code(self.text),
            required=required,
            loose=loose,
            title_words=() if required or loose else tuple(french.plain_words(french.cut(self.text))),
            in_order=_phrase(self._words) if len(self._words) > 1 else None,
            quoted=frozenset(
                phrase.stems for clause in (*required, *loose) for way in clause.ways for phrase in way.phrases
            ),
            correction=self._respelt(meant),
        )

    def _expressions(self) -> Iterator[tuple[list[Word], list[Phrase]]]:
        """The words, one by one or gathered in known expressions, with the synonyms of each."""
        words = self._words
        while words:
            stems = tuple(word.stem for word in words[:_LONGEST_EXPRESSION])
            lengths = range(len(stems), 0, -1)
            length = next((length for length in lengths if stems[:length] in self._synonyms), 0)
            yield words[: max(length, 1)], self._synonyms[stems[:length]] if length else []
            words = words[max(length, 1) :]

    def _clause(self, words: list[Word], synonyms: list[Phrase], meant: Mapping[str, Sequence[str]]) -> Clause:
        if not synonyms and (candidates := meant.get(words[0].surface)):
            stems = dict.fromkeys(french.stem(candidate) for candidate in candidates)
            return Clause(
                tuple(Way((Phrase(((0, stem),)),)) for stem in stems),
                tuple(dict.fromkeys(map(french.code, candidates))),
            )
        itself = Way(tuple(Phrase(((0, word.stem),)) for word in words))
        others = tuple(Way((phrase,), _SYNONYM) for phrase in synonyms)
        return Clause((itself, *others), (french.code(words[0].surface),) if len(words) == 1 else ())

    def _is_code(self, word: Word) -> bool:
        return any(map(str.isdigit, word.surface)) or (not self._shouted and french.is_code_like(word.surface))

    def _respelt(self, meant: Mapping[str, Sequence[str]]) -> str:
        text = self.text if meant else ""
        for [word, *_others], synonyms in reversed(self._parts):
            if not synonyms and word.surface in meant:
                text = text[: word.start] + meant[word.surface][0] + text[word.end :]
        return text


def _phrase(words: Sequence[Word]) -> Phrase | None:
    return Phrase(tuple((word.position - words[0].position, word.stem) for word in words)) if words else None


@lru_cache(maxsize=4)
def _table(groups: Synonyms) -> dict[Expression, list[Phrase]]:
    """{an expression: the others of its groups}."""
    table: dict[Expression, list[Phrase]] = {}
    for group in groups:
        phrases = [phrase for text in group if (phrase := _phrase(french.words(text)))]
        for phrase in phrases:
            others = table.setdefault(phrase.stems, [])
            others += [other for other in phrases if other != phrase and other not in others]
    return {expression: others for expression, others in table.items() if others}
