"""What editors taught, as search uses it."""

import re
import unicodedata
from dataclasses import dataclass

from django.db.models import Q

from .models import PromotedResult, SynonymGroup
from .models.editorial import lines_of
from .pages import page_audience
from .query import SearchQuery

_MOST_SHOWN = 3
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Promoted:
    """One result chosen by editors."""

    title: str
    url: str
    text: str


def synonyms() -> list[list[str]]:
    """The groups of equivalent expressions that editors wrote."""
    return [group.expressions for group in SynonymGroup.objects.all()]


def promoted(query: SearchQuery) -> list[Promoted]:
    """What editors want first for these words, three at most, in their order; only what who asks may read.

    First page only. Case and accents do not count.
    """
    if not query.text or query.page > 1:
        return []
    asked = _words(query.text)
    chosen: dict[str, Promoted] = {}
    in_language = Q(page=None) | Q(page__live=True, page__locale__language_code=query.language)
    for result in PromotedResult.objects.filter(in_language).select_related("page"):
        if not any(words and words <= asked for words in map(_words, lines_of(result.words))):
            continue
        if result.page and not set(page_audience(result.page)) & set(query.audience):
            continue
        url = result.page.get_url() if result.page else result.address
        if url:
            title = result.title or (result.page.title if result.page else "")
            chosen.setdefault(url, Promoted(title, url, result.text))
    return list(chosen.values())[:_MOST_SHOWN]


def _words(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return frozenset(_WORDS.findall("".join(letter for letter in plain if not unicodedata.combining(letter))))
