"""The two sides of a page: what the standard version says, and what the simple one makes of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.text import plain

_NO_TEXT = {"slug", "seo_title"}  # fields that nobody reads on the page


@dataclass(frozen=True)
class Passage:
    """Either side is "" when it says nothing there: a standard passage without a simple one is not rewritten yet."""

    standard: str
    simple: str


@dataclass(frozen=True)
class Sides:
    """`apart`: the simple version is written on its own, no more passage by passage."""

    passages: tuple[Passage, ...]
    apart: bool = False

    @property
    def missing(self) -> int:
        """How many passages still show the standard text."""
        return sum(not passage.simple for passage in self.passages)


def sides_of(simple: Page) -> Sides:
    """The passages of a simple version as they are being written, drafts included, in the order of the page."""
    translation = Translation.objects.filter(
        source__object_id=simple.translation_key, target_locale=simple.locale_id, enabled=True
    ).first()
    if translation is not None:
        segments = translation.source.stringsegment_set.annotate_translation(translation.target_locale)
        return Sides(
            tuple(
                Passage(plain(segment.string.data), plain(segment.translation or ""))
                for segment in segments.select_related("string", "context").order_by("order")
                if _read(segment.context.path)
            )
        )
    standard = standard_of(simple)
    theirs = _by_field(standard.get_latest_revision_as_object() if standard else None)
    ours = _by_field(simple.get_latest_revision_as_object())
    paired = [
        Passage(" ".join(theirs.get(name, [])), " ".join(ours.get(name, [])))
        for name in dict.fromkeys([*theirs, *ours])
    ]
    return Sides(tuple(paired), apart=True)


def standard_of(simple: Page) -> Page | None:
    """The page that a simple version explains; None once it is deleted."""
    found = Page.objects.filter(translation_key=simple.translation_key).exclude(pk=simple.pk)
    return found.filter(locale__language_code=settings.LANGUAGE_CODE).specific().first()


def passages_of(page: Page) -> list[str]:
    """What a page says, passage by passage."""
    return [text for texts in _by_field(page).values() for text in texts]


def _by_field(page: Page | None) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = defaultdict(list)
    for segment in _strings(page):
        if _read(segment.path):
            texts[segment.path.split(".")[0]].append(plain(segment.render_html()))
    return texts


def _strings(page: Page | None) -> Iterable[StringSegmentValue]:
    return [each for each in extract_segments(page) if isinstance(each, StringSegmentValue)] if page else []


def _read(path: str) -> bool:
    return path.split(".")[0] not in _NO_TEXT
