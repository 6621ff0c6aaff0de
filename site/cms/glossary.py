"""Acronyms explained on the spot.

The first time a page says a glossary term, the word becomes a button that opens its explanation, with the browser's
own popover: no JavaScript, reachable with the keyboard, read by screen readers.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cms.models import GlossaryTerm
from editions.memory import remembered

# Where a button would be wrong: in another control, in a heading, in a card that is one big link, in what is no prose.
CLOSED = {"a", "article", "button", "code", "dt", "figcaption", "form", "h1", "h2", "h3", "h4", "label", "nav"}
CLOSED |= {"script", "style", "summary", "svg", "textarea", "th", "title"}
OFF = ("data-glossary", "off")


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
        marker = _Marker(self)
        marker.feed(html)
        marker.close()
        return mark_safe("".join(marker.out))  # noqa: S308

    def mark(self, text: str) -> str:
        assert self.glossary.pattern is not None
        return self.glossary.pattern.sub(self._button, text)

    def _button(self, match: re.Match[str]) -> str:
        explanation = self.glossary.by_term[match[1]]
        if explanation.slug in self.used:
            return match[0]
        self.used[explanation.slug] = explanation
        return format_html(
            '<button type="button" class="term" popovertarget="terme-{}">{}</button>', explanation.slug, match[1]
        )


class _Marker(HTMLParser):
    """Copies HTML as it is, but for the text outside closed elements."""

    def __init__(self, explainer: Explainer) -> None:
        super().__init__(convert_charrefs=False)
        self.explainer = explainer
        self.out: list[str] = []
        self.closed_by: str | None = None
        self.depth = 0  # of elements named like the one that closed the text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.out.append(self.get_starttag_text() or "")
        if self.closed_by is None and (tag in CLOSED or OFF in attrs):
            self.closed_by = tag
        if tag == self.closed_by:
            self.depth += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.out.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.out.append(f"</{tag}>")
        if tag == self.closed_by:
            self.depth -= 1
            if self.depth == 0:
                self.closed_by = None

    def handle_data(self, data: str) -> None:
        self.out.append(data if self.closed_by else self.explainer.mark(data))

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.out.append(f"<!--{data}-->")
