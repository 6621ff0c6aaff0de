"""Text of DOCX and PPTX (ECMA-376)."""

import posixpath
from collections import Counter
from collections.abc import Mapping

from .archives import Archive
from .flow import Flow, Seen
from .limits import Limits
from .office import text_of
from .results import Reading, TextTaker, tidy_line
from .xml_parts import Enough, Handler, read_part

CORE = "docProps/core.xml"
_OUTLINE_LEVELS = {str(level) for level in range(9)}


def read_docx(archive: Archive, limits: Limits) -> Reading:
    styles = _Styles()
    read_part(archive, "word/styles.xml", styles)
    taker, seen = TextTaker(limits.characters), Seen()
    flow = _Runs(taker, seen, styles.headings)
    for part in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        if not taker.full:
            read_part(archive, part, flow)
    title = tidy_line(text_of(archive, CORE, "title"))
    language = tidy_line(styles.language or text_of(archive, CORE, "language"))
    return Reading(
        text=taker.take(),
        title=title,
        language=language,
        tagged=seen.headings > 0,
        checks={"title": bool(title), "language": bool(language)} | seen.checks(headings=True),
        truncated=taker.full,
    )


def read_pptx(archive: Archive, limits: Limits) -> Reading:
    slides = _slides(archive)
    taker, seen, languages = TextTaker(limits.characters), Seen(), Counter[str]()
    pages = []
    for number, slide in enumerate(slides[: limits.pages], start=1):
        for part in (slide, *_related(archive, slide, "/notesSlide").values()):
            if not taker.full:
                flow = _Runs(taker, seen, frozenset())
                read_part(archive, part, flow)
                languages.update(flow.languages)
        if text := taker.take():
            pages.append((number, text))
    title = tidy_line(text_of(archive, CORE, "title"))
    language = tidy_line(languages.most_common(1)[0][0] if languages else "")
    return Reading(
        text=pages,
        pages=len(slides),
        title=title,
        language=language,
        checks={"title": bool(title), "language": bool(language)} | seen.checks(headings=False),
        truncated=taker.full or len(slides) > limits.pages,
        pages_read=min(len(slides), limits.pages),
    )


class _Styles(Handler):
    """The identifiers of the styles that are headings, and the language of the document's defaults."""

    def __init__(self) -> None:
        self.headings: set[str] = set()
        self.language = ""
        self._style = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "style":
            self._style = attributes.get("styleId", "")
        elif name == "lang" and not self.language:
            self.language = value
        elif self._style and (
            (name == "name" and value.lower().startswith("heading"))
            or (name == "outlineLvl" and value in _OUTLINE_LEVELS)
        ):
            self.headings.add(self._style)


class _Runs(Flow):
    """Text of runs: in Word's own elements, and in DrawingML's, which slides, shapes and charts hold."""

    # What old programs read instead of what precedes it, and fields that only number slides.
    skipped = frozenset({"Fallback", "fld"})

    def __init__(self, taker: TextTaker, seen: Seen, headings: frozenset[str] | set[str]) -> None:
        super().__init__(taker, seen)
        self.languages: Counter[str] = Counter()
        self._headings = headings
        self._texts = self._pictures = 0
        self._description = ""

    def wanted(self) -> bool:
        return self._texts > 0

    def enter(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "t":
            self._texts += 1
        elif name in ("tab", "br", "cr"):
            self.say(" ")
        elif (name == "pStyle" and value in self._headings) or (name == "outlineLvl" and value in _OUTLINE_LEVELS):
            self.seen.headings += 1
        elif name == "docPr":
            self._description = attributes.get("descr", "")
        elif name == "pic":
            self._pictures += 1
        elif name == "cNvPr" and self._pictures:
            self._description = attributes.get("descr", "") or self._description
        elif name == "decorative" and value in ("1", "true"):
            self._description = "decorative"
        elif name == "rPr" and (language := attributes.get("lang")):
            self.languages[language] += 1

    def leave(self, name: str) -> None:
        if name == "t":
            self._texts -= 1
        elif name == "p":
            self.say("\n")
        elif name == "pic":
            self._pictures -= 1
            self.seen.images += 1
            self.seen.described += bool(self._description.strip())
            self._description = ""


class _Relations(Handler):
    def __init__(self, kind: str) -> None:
        self.targets: dict[str, str] = {}
        self._kind = kind

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        internal = attributes.get("TargetMode") != "External"
        if name == "Relationship" and internal and attributes.get("Type", "").endswith(self._kind):
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


class _SlideOrder(Handler):
    def __init__(self) -> None:
        self.ids: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sldId":
            self.ids.append(attributes.get("id", ""))

    def end(self, name: str) -> None:
        if name == "sldIdLst":
            raise Enough


def _slides(archive: Archive) -> list[str]:
    """The parts of the slides, in their order, each once."""
    order = _SlideOrder()
    read_part(archive, "ppt/presentation.xml", order)
    targets = _related(archive, "ppt/presentation.xml", "/slide")
    return list(dict.fromkeys(targets[one] for one in order.ids if one in targets))


def _related(archive: Archive, part: str, kind: str) -> dict[str, str]:
    """The parts that `part` names by a relation whose type ends with `kind`, by the identifier of the relation."""
    folder, name = posixpath.split(part)
    relations = _Relations(kind)
    read_part(archive, f"{folder}/_rels/{name}.rels", relations)
    return {
        one: posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        for one, target in relations.targets.items()
    }
