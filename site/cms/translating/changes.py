"""The sentences that changed under a translation, each beside the one that was translated."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from django.db.models import Exists, OuterRef, QuerySet
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.text import plain

from . import UNSAID

_SAME_PLACE = 0.4  # from this likeness on, two sentences of one paragraph are the same one, rewritten
_MOVED = 0.8  # the same, for sentences that stand in different paragraphs
_REMEMBERED = 60  # former sentences of a page that are looked at, the last translated first
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


class Piece(Enum):
    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Former:
    """A sentence that the page said, and its translation."""

    text: str
    translation: str
    path: str


@dataclass(frozen=True)
class Waiting:
    """A sentence to translate. `former`: the one it takes the place of, None when new; `likeness` of both: 0–1."""

    segment_id: int
    string_id: int
    context_id: int
    text: str
    path: str
    former: Former | None = None
    likeness: float = 0

    @property
    def difference(self) -> list[tuple[Piece, str]]:
        """The two sentences in one, word by word, as they are read."""
        return difference(plain(self.former.text) if self.former else "", plain(self.text))


def difference(before: str, after: str) -> list[tuple[Piece, str]]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    pieces: list[tuple[Piece, str]] = []
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            pieces.append((Piece.KEPT, "".join(old[a:b])))
            continue
        pieces += [(Piece.REMOVED, "".join(old[a:b]))] if b > a else []
        pieces += [(Piece.ADDED, "".join(new[c:d]))] if d > c else []
    return pieces


def waiting(translations: Iterable[Translation]) -> dict[int, list[Waiting]]:
    """By translation, what it lacks, in the order of the page. Two statements a language, whatever the number."""
    found: dict[int, list[Waiting]] = {}
    by_locale: dict[int, list[Translation]] = defaultdict(list)
    for translation in translations:
        by_locale[translation.target_locale_id].append(translation)
    for locale_id, group in by_locale.items():
        missing, former = _missing(group, locale_id), _former(group, locale_id)
        for each in group:
            found[each.pk] = paired(missing[each.source_id], former[each.source.object_id])
    return found


def translated(locale_id: int | OuterRef) -> Exists:
    """Of a string segment: whether it has a sound translation."""
    return Exists(
        StringTranslation.objects.filter(
            translation_of_id=OuterRef("string_id"),
            context_id=OuterRef("context_id"),
            locale_id=locale_id,
            has_error=False,
        )
    )


def paired(missing: Sequence[Waiting], former: Sequence[Former]) -> list[Waiting]:
    """Each sentence with the former one it most resembles, each of which serves once."""
    left = list(former)
    alone = {path for path in (each.path for each in missing) if sum(other.path == path for other in missing) == 1}
    result = []
    for each in missing:
        best, likeness = _nearest(each, left, sole=each.path in alone)
        if best:
            left.remove(best)
        result.append(Waiting(each.segment_id, each.string_id, each.context_id, each.text, each.path, best, likeness))
    return result


def _nearest(sentence: Waiting, former: Sequence[Former], *, sole: bool) -> tuple[Former | None, float]:
    """`former` comes the last translated first: of two that are as near, the later. `sole`: alone to wait there."""
    here = [(each, _likeness(each.text, sentence.text)) for each in former if each.path == sentence.path]
    best = max(here, key=lambda pair: round(pair[1], 1), default=None)
    if best and (best[1] >= _SAME_PLACE or (sole and "." not in sentence.path)):
        return best
    elsewhere = [(each, _likeness(each.text, sentence.text)) for each in former if each.path != sentence.path]
    moved = max(elsewhere, key=lambda pair: pair[1], default=None)
    return moved if moved and moved[1] >= _MOVED else (None, 0)


def _likeness(before: str, after: str) -> float:
    return SequenceMatcher(None, plain(before).split(), plain(after).split(), autojunk=False).ratio()


def _missing(translations: Sequence[Translation], locale_id: int) -> dict[int, list[Waiting]]:
    segments = StringSegment.objects.filter(
        ~translated(locale_id), source__in=[each.source_id for each in translations]
    )
    found: dict[int, list[Waiting]] = defaultdict(list)
    for segment in segments.exclude(context__path__in=UNSAID).select_related("string", "context").order_by("order"):
        found[segment.source_id].append(
            Waiting(segment.pk, segment.string_id, segment.context_id, segment.string.data, segment.context.path)
        )
    return found


def _former(translations: Sequence[Translation], locale_id: int) -> dict[str, list[Former]]:
    """By page, translated sentences that it no more says there."""
    said = StringSegment.objects.filter(string_id=OuterRef("translation_of_id"), context_id=OuterRef("context_id"))
    rows: QuerySet[StringTranslation] = StringTranslation.objects.filter(
        ~Exists(said),
        locale_id=locale_id,
        has_error=False,
        context__object__in=[each.source.object_id for each in translations],
    )
    found: dict[str, list[Former]] = defaultdict(list)
    for row in rows.select_related("translation_of", "context").order_by("-updated_at", "-pk"):
        kept = found[row.context.object_id]
        if len(kept) < _REMEMBERED:
            kept.append(Former(row.translation_of.data, row.data, row.context.path))
    return found
