"""Acronyms explained on the spot.

The first time a page says a glossary term, the word becomes a button that opens its explanation, with the browser's
own popover: no JavaScript, reachable with the keyboard, read by screen readers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cms.models import GlossaryTerm
from editions.memory import remembered

# Where a button would be wrong: in another control, in a heading, in a card that is one big link, in what is no prose.
CLOSED = {"a", "article", "button", "code", "dt", "figcaption", "form", "h1", "h2", "h3", "h4", "label", "nav"}
CLOSED |= {"script", "style", "summary", "svg", "textarea", "th", "title"}
OFF = ' data-glossary="off"'
# Comments, whole scripts and styles, tags, and characters by their name or number.
_NO_TEXT = re.compile(
    r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)\s*>"
    r"|<(?P<end>/?)(?P<name>[a-z][^\s/>]*)[^>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*)*>|&#?\w+;",
    re.DOTALL | re.IGNORECASE,
)


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
        if self.glossary.pattern is None:
            return mark_safe(html)  # noqa: S308
        return mark_safe("".join(self._explained(html, self.glossary.pattern)))  # noqa: S308

    def _explained(self, html: str, terms: re.Pattern[str]) -> Iterator[str]:
        """`html` as it is, but for the text outside closed elements."""
        at, depth, closed_by = 0, 0, ""  # `depth`: of elements named like the one that closed the text
        for mark in _NO_TEXT.finditer(html):
            text = html[at : mark.start()]
            yield text if depth else terms.sub(self._button, text)
            yield mark[0]
            at = mark.end()
            name = (mark["name"] or "").lower()
            if mark[0].endswith("/>"):
                continue
            if not depth and not mark["end"] and (name in CLOSED or OFF in mark[0]):
                closed_by, depth = name, 1
            elif depth and name == closed_by:
                depth += -1 if mark["end"] else 1
        yield html[at:] if depth else terms.sub(self._button, html[at:])

    def _button(self, match: re.Match[str]) -> str:
        explanation = self.glossary.by_term[match[1]]
        if explanation.slug in self.used:
            return match[0]
        self.used[explanation.slug] = explanation
        return format_html(
            '<button type="button" class="term" popovertarget="terme-{}">{}</button>', explanation.slug, match[1]
        )
