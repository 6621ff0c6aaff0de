"""What is asked of an engine, and what it answers. No request and no engine here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from .distances import Point, kilometres
from .documents import PUBLIC, BodyFile
from .facets import FACETS
from .registry import kind_label

MAX_TEXT = 200
MAX_PAGE = 100
MAX_PAGE_SIZE = 100
MAX_VALUES = 20
MAX_KM = 500
# More values than any list offers.
FACET_SIZE = 200


class Sort(StrEnum):
    """Orders of a list. Undated documents come last in the orders by date, of what it is about or of its update.

    `DISTANCE`, nearest first, needs a question asked around a point.
    """

    RELEVANCE = "relevance"
    DISTANCE = "distance"
    DATE = "date"
    DATE_ASC = "date_asc"
    UPDATED = "updated"
    TITLE = "title"


@dataclass(frozen=True)
class Near:
    """What has a point at most `km` kilometres away, along the great circle (see `search.distances`).

    `key` and `label` are those of the place in the middle, when it is one (see `search.places`).
    Raises ValueError for what is not on the Earth, or wider than `MAX_KM`.
    """

    latitude: float
    longitude: float
    km: float
    key: str = ""
    label: str = ""

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180 and 0 < self.km <= MAX_KM):
            raise ValueError(f"not a circle: {self}")

    def distance(self, point: Point | None) -> float | None:
        """Kilometres from the middle; None for what has no point."""
        return kilometres((self.latitude, self.longitude), point) if point else None


@dataclass(frozen=True, kw_only=True)
class SearchQuery:
    """A bounded question.

    `filters` are the visitor's: values of one facet are alternatives, facets add up, and each facet in `facets` is
    counted with every filter but its own: its `facet_size` commonest values, and those chosen. Narrow values (see
    `register_narrow_values`), as many, are counted only among what holds a chosen value: exact for those inside it.
    `fixed` are the caller's and always apply, as does `near`. `after` and `before` keep what concerns at least one
    day between them (both included). `audience` are the tags the reader holds.

    Raises ValueError when a bound is passed.
    """

    text: str = ""
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    fixed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    after: date | None = None
    before: date | None = None
    near: Near | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = 20
    language: str = "fr"
    audience: tuple[str, ...] = (PUBLIC,)
    facets: tuple[str, ...] = tuple(FACETS)
    facet_size: int = FACET_SIZE

    def __post_init__(self) -> None:
        if len(self.text) > MAX_TEXT:
            raise ValueError(f"text is longer than {MAX_TEXT} characters")
        if not 1 <= self.page <= MAX_PAGE or not 0 <= self.page_size <= MAX_PAGE_SIZE:
            raise ValueError(f"page {self.page} of {self.page_size} is out of bounds")
        unknown = (set(self.filters) | set(self.fixed) | set(self.facets)) - set(FACETS)
        if unknown:
            raise ValueError(f"no such facet: {sorted(unknown)}")
        if self.sort == Sort.DISTANCE and self.near is None:
            raise ValueError("no point to measure distances from")

    @property
    def offset(self) -> int:
        """How many results come before this page."""
        return (self.page - 1) * self.page_size


@dataclass(frozen=True, kw_only=True)
class SearchHit:
    """One result: enough to draw its card without any SQL. `distance` is in kilometres from the point asked around.

    `title_html` and `passage_html` are safe HTML where what was found is in `<mark>`; `passage_html` comes from the
    body when the words are there (`page_number` then says which page of its `files`), else from the summary. `lang` is
    the language of its words when it is not the reader's.
    """

    id: str
    kind: str
    url: str
    title: str
    summary: str
    title_html: SafeString
    passage_html: SafeString
    page_number: int | None = None
    files: tuple[BodyFile, ...] = ()
    date: str | None = None
    date_end: str | None = None
    updated: datetime | None = None
    territories: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    publics: tuple[str, ...] = ()
    organisation_kinds: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    distance: float | None = None
    meta: Mapping[str, object] = field(default_factory=dict)
    lang: str = ""

    @property
    def kind_label(self) -> str:
        """What this kind of thing is called, singular."""
        return kind_label(self.kind)

    @property
    def sources(self) -> list[dict[str, str]]:
        """`{label, url}` of the page of a file where the passage stands, « Guide, page 12 »; [] when it is in none."""
        number = self.page_number or 0
        file = next((file for file in reversed(self.files) if file.first <= number), None)
        if file is None:
            return []
        if not file.numbered:
            return [{"label": file.label, "url": file.url}]
        page = number - file.first + 1
        label = gettext("%(file)s, page %(number)d") % {"file": file.label, "number": page}
        return [{"label": label, "url": f"{file.url}#page={page}"}]

    @property
    def details(self) -> list[str]:
        """Short texts that say more about it: how far it is, what `meta` adds to the title."""
        details = [] if self.distance is None else [_how_far(self.distance)]
        for value in self.meta.values():
            texts = value if isinstance(value, (list, tuple)) else [value]
            # An index says the portal's words as its sources do: those that have another language's are said in it.
            details += [gettext(text) for text in texts if isinstance(text, str) and text and text not in self.title]
        return list(dict.fromkeys(details))


def _how_far(distance: float) -> str:
    """Whole kilometres: most points are those of a commune."""
    return gettext("à moins d’1 km") if distance < 1 else gettext("à %(km)d km") % {"km": round(distance)}


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    """One page of results.

    `facets` is {facet: {value: count}}, exact, of the commonest values; selected ones are included even at 0.
    `correction` is the whole text respelt, or "". `degraded` says that the database answered in place of the index;
    `truncated` that it then looked at its first candidates only. `partial` says that nothing holds enough of the words:
    the hits hold some.
    """

    hits: tuple[SearchHit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    correction: str = ""
    took_ms: float = 0.0
    degraded: bool = False
    truncated: bool = False
    partial: bool = False


@dataclass(frozen=True)
class Suggestion:
    """One proposal while typing."""

    title: str
    url: str
    kind: str

    @property
    def kind_label(self) -> str:
        """What this kind of thing is called, singular."""
        return kind_label(self.kind)
