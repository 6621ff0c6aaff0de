"""The text of a rendered page, told from what is no prose in it."""

import re
from collections.abc import Callable, Iterator

# A control, a heading, a card that is one big link, what is no text.
CLOSED = {"a", "article", "button", "code", "dt", "figcaption", "form", "h1", "h2", "h3", "h4", "label", "nav"}
CLOSED |= {"script", "style", "summary", "svg", "textarea", "th", "title"}
OFF = ' data-glossary="off"'
# Comments, whole scripts and styles, tags, and characters by their name or number.
_NO_TEXT = re.compile(
    r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)\s*>"
    r"|<(?P<end>/?)(?P<name>[a-z][^\s/>]*)[^>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*)*>|&#?\w+;",
    re.DOTALL | re.IGNORECASE,
)


def rewritten(html: str, change: Callable[[str], str]) -> str:
    """`html` (trusted, as any template output) with each run of prose changed: text outside closed elements."""
    return "".join(_pieces(html, change))


def _pieces(html: str, change: Callable[[str], str]) -> Iterator[str]:
    at, depth, closed_by = 0, 0, ""  # `depth`: of elements named like the one that closed the text
    for mark in _NO_TEXT.finditer(html):
        text = html[at : mark.start()]
        yield text if depth else change(text)
        yield mark[0]
        at = mark.end()
        name = (mark["name"] or "").lower()
        if mark[0].endswith("/>"):
            continue
        if not depth and not mark["end"] and (name in CLOSED or OFF in mark[0]):
            closed_by, depth = name, 1
        elif depth and name == closed_by:
            depth += -1 if mark["end"] else 1
    yield html[at:] if depth else change(html[at:])
