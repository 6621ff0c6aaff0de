"""The rules of easy-to-read information that a program can check, sentence by sentence.

Source: Inclusion Europe, « L’information pour tous : règles européennes pour une information facile à lire et à
comprendre », general rules and rules for written information.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .everyday import is_everyday
from .sentences import Sentence

ABOUT = 12
"""The number of words a sentence should have, about."""
MOST = 15
"""Beyond this many, a sentence is said to be long."""


class Rule(TextChoices):
    """What is found in a sentence; the label says what to do."""

    LONG = "long", _("Phrase longue : une idée et une douzaine de mots par phrase.")
    HARD = "hard", _("Mot peu courant : prenez un mot de tous les jours, ou expliquez celui-ci dans le glossaire.")
    ACRONYM = "acronym", _("Sigle : écrivez les mots en entier, ou expliquez le sigle dans le glossaire.")
    PASSIVE = "passive", _("Peut-être une forme passive : dites qui fait quoi.")
    NEGATION = "negation", _("Négation : dites plutôt ce qui est, ou ce qu’il faut faire.")
    FIGURES = "figures", _("Nombre : écrivez-le en chiffres arabes, sans pourcentage ni grand nombre.")
    ASIDE = "aside", _("Parenthèse ou point-virgule : faites deux phrases.")


@dataclass(frozen=True)
class Finding:
    """`words`: what of the sentence is meant, as written."""

    rule: Rule
    words: tuple[str, ...]

    @property
    def advice(self) -> str:
        return str(self.rule.label)


_TO_BE = (
    r"(?:est|sont|était|étaient|sera|seront|serait|seraient|soit|soient|fut|furent|été|être|suis|es|sommes|êtes|serez)"
)
_ADVERBS = (
    r"(?:ainsi|aussi|autrefois|bien|bientôt|déjà|depuis|désormais|encore|ici|jamais|mieux|parfois|parmi|pas|plus|puis"
    r"|souvent|toujours|très)"
)
_DONE = (
    r"(?:\w{2,}é|\w{2,}(?:ll|s|n|v|t|r|g)i|\w*(?:m|pr|qu|ass)is|\w*(?:d|cr|ru|du|fa|tra)it|\w*(?:nd|rd|n|l|v|ç)u"
    r"|\w{2,}(?:ert|int))(?:e|s|es)?"
)
# Verbs that make their past with « être », and what only looks like a participle.
_ACTIVE = (
    r"(?:all|arriv|entr|rentr|mont|rest|retourn|tomb|n|décéd)é(?:e|s|es)?\b|(?:sort|part|repart)i(?:e|s|es)?\b"
    r"|(?:re|de|par|inter|sur)?venu(?:e|s|es)?\b|(?:mari|fatigu|âg)é(?:e|s|es)?\b"
)
_PASSIVE = re.compile(
    rf"(?<!s’)(?<!s')\b{_TO_BE}(?:\s+{_ADVERBS})?\s+(?!{_ADVERBS}\b|{_ACTIVE}){_DONE}\b", re.IGNORECASE
)
_NEGATION = re.compile(
    r"\b(?:ne\s|n[’'])\s?\S+(?:\s+\S+){0,2}?\s+(?:pas|plus|jamais|rien|aucun|aucune|personne)\b", re.IGNORECASE
)
_ACRONYM = re.compile(r"\b(?:[CDJLMNST][’'])?(?P<letters>[A-ZÀÉÈ][A-ZÀÉÈ’'-]*[A-ZÀÉÈ]|[A-Z]\.(?:[A-Z]\.)+)(?!\w)")
_ROMAN = re.compile(r"\b(?=[IVXLC]{2,}(?:e|er|ère|ème)?\b)[IVXLC]+(?:e|er|ère|ème)?\b")
_NUMBERS_IN_LETTERS = re.compile(
    r"\b(?:trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante"
    r"|cinquante|soixante|cent|cents|mille)(?:-\w+)*\b",
    re.I,
)
_PERCENTAGE = re.compile(r"\d+(?:[.,]\d+)?\s?%")
_LARGE = re.compile(r"\b(?!(?:19|20)\d\d\b)\d{1,3}(?:[\s.]?\d{3})+\b")
_ASIDE = re.compile(r"\((?![A-ZÀÉÈ’'-]+\))[^()]*\)|;(?=\s*\S)")


def findings(sentence: Sentence, explained: Collection[str] = ()) -> list[Finding]:
    """What to look at again in a sentence. `explained`: words and acronyms that a click explains on the page."""
    found = [Finding(rule, tuple(dict.fromkeys(words))) for rule, words in _found(sentence, explained)]
    return [finding for finding in found if finding.words]


def _found(sentence: Sentence, explained: Collection[str]) -> Iterator[tuple[Rule, list[str]]]:
    text = sentence.text
    known = {word for term in explained if term in text for word in term.split()}
    yield Rule.LONG, [_("%(count)d mots") % {"count": sentence.length}] if sentence.length > MOST else []
    yield Rule.HARD, list(_hard(sentence, {word.lower() for word in known}))
    yield Rule.ACRONYM, [acronym for acronym in acronyms(text) if acronym not in known]
    for rule, pick in _IN_TEXT.items():
        yield rule, pick(text)


def acronyms(text: str) -> list[str]:
    """The acronyms of a text, but for one whose meaning follows or precedes between parentheses."""
    return [
        each["letters"]
        for each in _ACRONYM.finditer(text)
        if not _ROMAN.fullmatch(each["letters"]) and not re.match(r"\s?\([^)]{6,}\)", text[each.end() :])
        if not (text[: each.start()].endswith("(") and text[each.end() :].startswith(")"))
    ]


def _hard(sentence: Sentence, known: Collection[str]) -> Iterator[str]:
    words = sentence.words
    for position, elided in enumerate(words):
        word = re.split("[’']", elided)[-1]
        # A name is said as it is: a capital inside a sentence, or two at its beginning.
        named = word[0].isupper() and (position > 0 or (words[1:2] != () and words[1][0].isupper()))
        if len(word) > 1 and not named and not word.isupper() and word.lower() not in known and not is_everyday(elided):
            yield word


def _all(pattern: re.Pattern[str]) -> Callable[[str], list[str]]:
    return lambda text: [each[0] for each in pattern.finditer(text)]


def _numbers(text: str) -> list[str]:
    patterns = (_ROMAN, _NUMBERS_IN_LETTERS, _PERCENTAGE, _LARGE)
    return [each[0] for pattern in patterns for each in pattern.finditer(text)]


_IN_TEXT: dict[Rule, Callable[[str], list[str]]] = {
    Rule.PASSIVE: _all(_PASSIVE),
    Rule.NEGATION: _all(_NEGATION),
    Rule.FIGURES: _numbers,
    Rule.ASIDE: _all(_ASIDE),
}
