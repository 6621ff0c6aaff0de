"""Acronyms explained on the spot.

The first time a page says a glossary term, the word becomes a button that opens its explanation, with the browser's
own popover: no JavaScript, reachable with the keyboard, read by screen readers.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cms.models import GlossaryTerm
from cms.prose import rewritten
from editions.memory import remembered


@dataclass(frozen=True)
class Explanation:
    term: str
    slug: str
    expansion: str
    definition: str


class Glossary:
    def __init__(self, explanations: list[Explanation]) -> None:
        self.by_term = {explanation.term: explanation for explanation in explanations}

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Whole words only, longest first, so that "PDIP 71" wins over a shorter term."""
        if not self.by_term:
            return None
        words = sorted(map(re.escape, self.by_term), key=len, reverse=True)
        return re.compile(rf"(?<![\w-])({'|'.join(words)})(?![\w-])")


def current_glossary() -> Glossary:
    """The glossary as it is now."""
    return remembered("cms.glossary", _read)


def _read() -> Glossary:
    rows = GlossaryTerm.objects.values_list("term", "slug", "expansion", "definition")
    return Glossary([Explanation(*row) for row in rows])


class Explainer:
    """Explains terms through one page: each only where it first appears. `used` keeps them in that order."""

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary
        self.used: dict[str, Explanation] = {}

    def explain(self, html: str) -> SafeString:
        """The same HTML (trusted, as any template output), the first occurrence of each term turned into a button."""
        terms = self.glossary.pattern
        if terms is None:
            return mark_safe(html)  # noqa: S308
        return mark_safe(rewritten(html, lambda text: terms.sub(self._button, text)))  # noqa: S308

    def _button(self, match: re.Match[str]) -> str:
        explanation = self.glossary.by_term[match[1]]
        if explanation.slug in self.used:
            return match[0]
        self.used[explanation.slug] = explanation
        return format_html(
            '<button type="button" class="term" popovertarget="terme-{}">{}</button>', explanation.slug, match[1]
        )
