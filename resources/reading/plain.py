"""Text, CSV and HTML: files that are nothing but characters."""

import codecs
import re
from html.parser import HTMLParser

from .limits import Limits
from .refused import Reason, Refused
from .results import Reading, TextTaker, tidy_line

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
# What other programs would take for something else than text, whatever it is called.
_OTHER_THAN_TEXT = re.compile(
    r"\s*(?:<!doctype|<html|<\?xml|<\?php|<svg|<script|#!|%PDF-|%!PS|\{\\rtf|MIME-Version:)", re.I
)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|title|p|div|h[1-6]|ul|table|main|article)\b", re.I)
_HTML_HEAD_CHARACTERS = 64 * 1024


def decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or Windows-1252, as office programs save. Raises `Refused` for what is no text."""
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError as error:
            raise Refused(Reason.BINARY) from error
    if _NOT_TEXT.search(text):
        raise Refused(Reason.BINARY)
    return text


def read_text(data: bytes, limits: Limits) -> Reading:
    text = decoded(data)
    if _OTHER_THAN_TEXT.match(text):
        raise Refused(Reason.DISGUISED)
    taker = TextTaker(limits.characters)
    taker.add(text)
    return Reading(text=taker.take(), truncated=taker.full)


def read_html(data: bytes, limits: Limits) -> Reading:
    text = decoded(data)
    if not _HTML.search(text, 0, _HTML_HEAD_CHARACTERS):
        raise Refused(Reason.DISGUISED)
    page = _Page(TextTaker(limits.characters))
    page.feed(text)
    page.close()
    title = tidy_line(page.title)
    checks = {"title": bool(title), "language": bool(page.language), "headings": page.headings > 0}
    return Reading(
        text=page.taker.take(),
        title=title,
        language=tidy_line(page.language),
        tagged=page.headings > 0,
        checks=checks | ({"alternatives": not page.undescribed} if page.images else {}),
        truncated=page.taker.full,
    )


_UNREAD = {"script", "style", "template", "noscript", "svg", "math"}
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "cite",
    "code",
    "em",
    "i",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
}
_ACTIVE = {"iframe", "frame", "object", "embed", "applet", "portal"}
# HTML Living Standard, "script block type": another type holds data that no browser runs.
_RUN_TYPES = re.compile(r"^\s*$|javascript|ecmascript|jscript|livescript|module|importmap|speculationrules", re.I)
_SCRIPT_ADDRESS = re.compile(
    r"^[\x00-\x20]*(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:|^[\x00-\x20]*data:text/html", re.I
)


class _Page(HTMLParser):
    def __init__(self, taker: TextTaker) -> None:
        super().__init__(convert_charrefs=True)
        self.taker = taker
        self.title, self.language = "", ""
        self.headings = self.images = self.undescribed = 0
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if _is_active(tag, given):
            raise Refused(Reason.SCRIPTS)
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "img":
            self.images += 1
            self.undescribed += "alt" not in given
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings += 1
        if tag in _UNREAD or tag == "title":
            self._open.append(tag)
        elif tag not in _INLINE:
            self.taker.add("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]
        elif tag not in _INLINE:
            self.taker.add("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if not self._open:
            self.taker.add(data)
        elif self._open == ["title"]:
            self.title += data


def _is_active(tag: str, given: dict[str, str]) -> bool:
    """Whether a browser would run something, or load another page inside this one."""
    runs = tag == "script" and _RUN_TYPES.search(given.get("type", ""))
    refreshes = tag == "meta" and given.get("http-equiv", "").strip().lower() == "refresh"
    return bool(
        runs
        or refreshes
        or tag in _ACTIVE
        or any(name.startswith("on") or _SCRIPT_ADDRESS.match(value) for name, value in given.items())
    )
