"""From what an index keeps of a document to what a page shows."""

from collections.abc import Mapping
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from ..query import Near, SearchHit
from ..words import french
from ..words.quoting import Quoter


def hit(card: Mapping[str, Any], quoter: Quoter | None = None, near: Near | None = None) -> SearchHit:
    """`card` holds the arguments of a hit, and `pages`: [[number or None, text]]. Nothing is marked without quoter."""
    kept = dict(card)
    pages = kept.pop("pages")
    title_html, passage_html, number = _quoted(kept["title"], kept["summary"], pages, quoter)
    return SearchHit(
        **kept,
        title_html=title_html,
        passage_html=passage_html,
        page_number=number,
        distance=near.distance(kept["point"]) if near else None,
    )


def _quoted(
    title: str, summary: str, pages: list[tuple[int | None, str]], quoter: Quoter | None
) -> tuple[SafeString, SafeString, int | None]:
    """The title, the passage that shows best why it was found, and the page of the file that it stands on."""
    if quoter is None:
        return SafeString(escape(title)), SafeString(escape(summary)), None
    title_html, _marks = quoter.whole(title)
    passage_html, marks = quoter.whole(summary)
    if pages:
        body_html, body_marks, index = quoter.passage([text for _number, text in pages])
        if body_marks > marks:
            return title_html, body_html, pages[index][0]
    return title_html, passage_html, None


def tokens_of(card: Mapping[str, Any]) -> str:
    """The words of a document, for finding those like it."""
    texts = (card["title"], card["summary"], *(text for _number, text in card["pages"]))
    return " ".join(token for text in texts for token in french.tokens(french.cut(text)))
