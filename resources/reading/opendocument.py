"""Text of ODT, ODP and ODS (OpenDocument 1.3, ISO/IEC 26300)."""

from collections.abc import Mapping

from .archives import Archive
from .flow import Flow, Seen
from .limits import Limits
from .office import text_of
from .results import Reading, TextTaker, tidy_line
from .xml_parts import Enough, Handler, read_part

CONTENT = "content.xml"


def read_odt(archive: Archive, limits: Limits) -> Reading:
    taker, seen = TextTaker(limits.characters), Seen()
    read_part(archive, CONTENT, _Paragraphs(taker, seen))
    reading = _described(archive)
    return {
        **reading,
        "text": taker.take(),
        "truncated": taker.full,
        "tagged": seen.headings > 0,
        "checks": reading["checks"] | seen.checks(headings=True),
    }


def read_odp(archive: Archive, limits: Limits) -> Reading:
    return _paged(archive, limits, "page")


def read_ods(archive: Archive, limits: Limits) -> Reading:
    return _paged(archive, limits, "table")


def _paged(archive: Archive, limits: Limits, page: str) -> Reading:
    taker, seen = TextTaker(limits.characters), Seen()
    paragraphs = _Pages(taker, seen, page, limits.pages)
    read_part(archive, CONTENT, paragraphs)
    paragraphs.close()
    reading = _described(archive)
    return {
        **reading,
        "text": paragraphs.pages,
        "pages": paragraphs.count,
        "pages_read": min(paragraphs.count, limits.pages),
        "truncated": taker.full or paragraphs.count > limits.pages,
        "checks": reading["checks"] | seen.checks(headings=False),
    }


def _described(archive: Archive) -> Reading:
    styles = _DefaultLanguage()
    read_part(archive, "styles.xml", styles)
    title = tidy_line(text_of(archive, "meta.xml", "title"))
    language = tidy_line(styles.language or text_of(archive, "meta.xml", "language"))
    return Reading(title=title, language=language, checks={"title": bool(title), "language": bool(language)})


class _DefaultLanguage(Handler):
    def __init__(self) -> None:
        self.language = ""
        self._inside = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._inside = self._inside or name == "default-style"
        if self._inside and name == "text-properties":
            parts = (attributes.get("language", ""), attributes.get("country", ""))
            self.language = "-".join(part for part in parts if part and part != "none")
            if self.language:
                raise Enough


class _Paragraphs(Flow):
    """Text of paragraphs and headings, also in tables, frames and notes; neither comments nor past changes."""

    skipped = frozenset({"annotation", "tracked-changes", "page-number", "date", "time"})

    def __init__(self, taker: TextTaker, seen: Seen) -> None:
        super().__init__(taker, seen)
        self._paragraphs = 0
        self._frames: list[dict[str, bool]] = []
        self._describing = 0

    def wanted(self) -> bool:
        if self._describing and self._frames:
            self._frames[-1]["described"] = True
        return self._paragraphs > 0 and not self._describing

    def enter(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in ("p", "h"):
            self._paragraphs += 1
            self.seen.headings += name == "h"
        elif name in ("tab", "s", "line-break"):
            self.say(" ")
        elif name == "frame":
            self._frames.append({"image": False, "described": False})
        elif name == "image" and self._frames:
            self._frames[-1]["image"] = True
        elif name in ("title", "desc"):
            self._describing += 1

    def leave(self, name: str) -> None:
        if name in ("p", "h"):
            self._paragraphs -= 1
            self.say("\n")
        elif name == "frame":
            frame = self._frames.pop()
            self.seen.images += frame["image"]
            self.seen.described += frame["image"] and frame["described"]
        elif name in ("title", "desc"):
            self._describing -= 1


class _Pages(_Paragraphs):
    """The same, cut at each element called `page`; the text of those inside another belongs to it."""

    def __init__(self, taker: TextTaker, seen: Seen, page: str, most: int) -> None:
        super().__init__(taker, seen)
        self.pages: list[tuple[int, str]] = []
        self.count = 0
        self._page, self._most = page, most
        self._depth = 0

    def wanted(self) -> bool:
        return super().wanted() and 0 < self.count <= self._most

    def enter(self, name: str, attributes: Mapping[str, str]) -> None:
        super().enter(name, attributes)
        if name == self._page:
            self._depth += 1
            self.count += self._depth == 1

    def leave(self, name: str) -> None:
        super().leave(name)
        if name == self._page:
            self._depth -= 1
            if not self._depth:
                self.close()

    def close(self) -> None:
        """Also to be called at the end, where reading may have stopped inside a page."""
        if text := self.taker.take():
            self.pages.append((self.count, text))
