"""The one record `search` knows: a flat description of something a visitor can find."""

import calendar
import datetime
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import NamedTuple

PUBLIC = "public"

_IDENTIFIER = re.compile(r"[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*:[^\s/]+(/\S+)?")
_FACET_VALUE = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_UNORDERED = ("territories", "themes", "publics", "organisation_kinds", "resource_kinds", "codes", "audience")
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def is_facet_value(value: str) -> bool:
    """Whether `value` may filter a facet: lower-case ASCII letters, digits, `-` and `_`, at most 100."""
    return _FACET_VALUE.fullmatch(value) is not None


def period(partial: str) -> tuple[datetime.date, datetime.date]:
    """First and last day of "2020", "2020-07" or "2020-07-31". Raises ValueError for anything else."""
    match = _PARTIAL_DATE.fullmatch(partial)
    if match is None:
        raise ValueError(f"not a date: {partial!r}")
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    first = datetime.date(year, month if match[2] else 1, day if match[3] else 1)
    if match[3]:
        return first, first
    last_month = month or 12
    return first, datetime.date(year, last_month, calendar.monthrange(year, last_month)[1])


class BodyFile(NamedTuple):
    """One of the files whose pages, laid end to end, make a body: they begin at page `first` of it.

    `numbered`: its pages have numbers that its readers know, and its address leads to them by `#page=`.
    """

    first: int
    label: str
    url: str
    numbered: bool


@dataclass(frozen=True, kw_only=True)
class SearchDocument:
    """One thing to find.

    `id` is `<app_label>.<model_name>:<pk>`, followed by `/anything` when one object gives several documents.
    `body` is one text, or the pages of files as `(page number, text)`: 0 for what stands in no file, then the pages of
    `files`, laid end to end.
    `territories` are facet keys with all their ancestors; `themes`, `publics`, `organisation_kinds` and
    `resource_kinds` are slugs.
    `date` (and `date_end`, its last day if it lasts) is ISO, possibly partial: "2020", "2020-07", "2020-07-31".
    `point` is (latitude, longitude) in degrees. `codes` are acronyms, postcodes, SIRET, FINESS or INSEE numbers:
    typed alone, they put this document first. `audience` holds `"public"`, or the tags of those allowed.
    `also_for` are the languages, apart from its own, whose readers find it: it has no words of its own in them, and its
    address, the language before it, answers in them.
    `meta` is JSON, given back untouched on the hit.

    Raises ValueError when an identifier, a facet value, a date or a point has the wrong form.
    """

    id: str
    kind: str
    title: str
    url: str
    summary: str = ""
    body: str | tuple[tuple[int, str], ...] = ""
    files: tuple[BodyFile, ...] = ()
    language: str = "fr"
    also_for: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    publics: tuple[str, ...] = ()
    organisation_kinds: tuple[str, ...] = ()
    resource_kinds: tuple[str, ...] = ()
    date: str | None = None
    date_end: str | None = None
    point: tuple[float, float] | None = None
    codes: tuple[str, ...] = ()
    updated: datetime.datetime | None = None
    audience: tuple[str, ...] = (PUBLIC,)
    meta: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not _IDENTIFIER.fullmatch(self.id):
            raise ValueError(f"document id must be app.model:pk, not {self.id!r}")
        for name, values in self.facet_values().items():
            wrong = [value for value in values if not is_facet_value(value)]
            if wrong:
                raise ValueError(f"{self.id}: not a value for the facet {name}: {wrong[0]!r}")
        for partial in filter(None, (self.date, self.date_end)):
            period(partial)
        if self.point and not (-90 <= self.point[0] <= 90 and -180 <= self.point[1] <= 180):
            raise ValueError(f"{self.id}: not a latitude and longitude: {self.point!r}")

    @property
    def languages(self) -> tuple[str, ...]:
        """Those whose readers find it."""
        return (self.language, *self.also_for)

    @property
    def object_key(self) -> str:
        """`<app_label>.<model_name>:<pk>` of the object this document describes."""
        return self.id.partition("/")[0]

    @property
    def pages(self) -> tuple[tuple[int | None, str], ...]:
        """The body as (page number or None, text)."""
        if isinstance(self.body, str):
            return ((None, self.body),) if self.body else ()
        return self.body

    @property
    def days(self) -> tuple[datetime.date, datetime.date] | None:
        """First and last day it concerns, or None when it is undated."""
        if not self.date:
            return None
        first, last = period(self.date)
        return first, max(last, period(self.date_end)[1]) if self.date_end else last

    @property
    def digest(self) -> str:
        """A fingerprint of everything it says, the same in every process: 16 hexadecimal digits."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        # Sets in all but name: a database may give them in any order.
        said |= {name: sorted(said[name]) for name in _UNORDERED}
        text = json.dumps(said, sort_keys=True, default=str)
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

    def facet_values(self) -> dict[str, tuple[str, ...]]:
        """The values it is counted under, by facet name."""
        return {
            "kind": (self.kind,),
            "territory": self.territories,
            "theme": self.themes,
            "public": self.publics,
            "organisation_kind": self.organisation_kinds,
            "resource_kind": self.resource_kinds,
            "year": (self.date[:4],) if self.date else (),
        }
