"""What an editor is told of a simple version: passage by passage, and as a whole beside the standard text."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wagtail.models import Page

from cms.glossary import Explanation, current_glossary

from .figures import Figures, figures
from .rules import Finding, Rule, findings
from .sentences import Sentence, sentences
from .sides import Sides, sides_of


@dataclass(frozen=True)
class Read:
    """A sentence of the simple version and what to look at again in it."""

    text: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Reviewed:
    """A passage. Without a single sentence, it is still to be rewritten."""

    standard: str
    simple: tuple[Read, ...]


@dataclass(frozen=True)
class Review:
    """What is said of a version as a whole.

    `glossary`: what a click explains on the page. `unexplained`: hard words and acronyms, the most frequent first.
    """

    passages: tuple[Reviewed, ...]
    sides: Sides
    standard: Figures
    simple: Figures
    glossary: tuple[Explanation, ...]
    unexplained: tuple[str, ...]

    @property
    def found(self) -> Counter[Rule]:
        """How many sentences each rule has something to say of."""
        return Counter(finding.rule for read in self._read() for finding in read.findings)

    @property
    def remarks(self) -> list[tuple[str, int]]:
        """The advice of each rule that found something, with the number of sentences; the most frequent first."""
        return [(str(rule.label), count) for rule, count in self.found.most_common()]

    @property
    def sound(self) -> int:
        """How many sentences nothing is said of."""
        return sum(not read.findings for read in self._read())

    def _read(self) -> Iterable[Read]:
        return (read for passage in self.passages for read in passage.simple)


def review(page: Page) -> Review:
    """A simple version as it is being written."""
    sides = sides_of(page)
    terms = current_glossary().by_term
    reviewed = tuple(
        Reviewed(passage.standard, tuple(_read(sentence, terms) for sentence in sentences(passage.simple)))
        for passage in sides.passages
    )
    said = " ".join(passage.simple for passage in sides.passages)
    return Review(
        passages=reviewed,
        sides=sides,
        standard=figures(_all(passage.standard for passage in sides.passages)),
        simple=figures(_all(passage.simple for passage in sides.passages)),
        glossary=tuple(explanation for term, explanation in terms.items() if term in said),
        unexplained=tuple(_unexplained(reviewed)),
    )


def _read(sentence: Sentence, terms: Iterable[str]) -> Read:
    return Read(sentence.text, tuple(findings(sentence, frozenset(terms))))


def _all(texts: Iterable[str]) -> list[Sentence]:
    return [sentence for text in texts for sentence in sentences(text)]


def _unexplained(passages: Sequence[Reviewed]) -> list[str]:
    words = [
        word
        for passage in passages
        for read in passage.simple
        for finding in read.findings
        if finding.rule in (Rule.HARD, Rule.ACRONYM)
        for word in finding.words
    ]
    as_first_written = {_alike(word): word for word in reversed(words)}
    return [as_first_written[key] for key, _count in Counter(map(_alike, words)).most_common()]


def _alike(word: str) -> str:
    """The same for a word in the plural or with a capital."""
    return word.lower().removesuffix("s")
