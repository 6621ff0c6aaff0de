"""What a citation says of a resource, whatever the format."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from .kinds import Names, names_of

if TYPE_CHECKING:
    from cms.models import Theme
    from network.models import Territory
    from resources.models import ResourcePage
    from resources.models.resource import ResourceQuerySet

_CONTROL = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufffe\uffff\\s]+")
_LANGUAGE_TAGS = {"fr-simple": "fr"}  # Easy-to-read French has no tag of its own in the registry (BCP 47).


@dataclass(frozen=True)
class Name:
    """A person, with a given name, or a group, without."""

    family: str
    given: str = ""

    def __str__(self) -> str:
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True)
class Work:
    """Texts are on one line, without control characters. `date` is partial ("2020-07"), "" when unknown.

    `url` is the permanent address, whole. `language` is that of what is read (BCP 47).
    """

    code: str
    kind: str
    kind_label: str
    title: str
    authors: tuple[Name, ...]
    date: str
    announced: bool
    publisher: str
    summary: str
    isbn: str
    doi: str
    language: str
    licence: str
    url: str
    themes: Sequence["Theme"] = ()
    territories: Sequence["Territory"] = ()

    @property
    def names(self) -> Names:
        return names_of(self.kind, self.isbn)

    @property
    def year(self) -> str:
        return self.date[:4]

    @property
    def doi_url(self) -> str:
        return f"https://doi.org/{self.doi}" if self.doi else ""

    @property
    def link(self) -> str:
        """Where to send whoever reads the citation."""
        return self.doi_url or self.url


def citable(resources: "ResourceQuerySet") -> "ResourceQuerySet":
    """With all that `work_of` reads, in a bounded number of queries."""
    return resources.select_related("publisher").prefetch_related("themes", "territories")


def work_of(page: "ResourcePage", base: str) -> Work:
    """`base` is the portal's own address: "https://host"."""
    return Work(
        code=page.code,
        kind=page.kind,
        kind_label=page.get_kind_display(),
        title=one_line(page.title),
        authors=tuple(named(name) for name in page.author_names if one_line(name)),
        date=page.date,
        announced=page.is_announced,
        publisher=one_line(page.publisher.name) if page.publisher else "",
        summary=one_line(page.summary),
        isbn=page.isbn,
        doi=page.doi,
        language=_LANGUAGE_TAGS.get(page.content_language, page.content_language),
        licence=page.licence,
        url=permanent_url(page.code, base),
        themes=list(page.themes.all()),
        territories=list(page.territories.all()),
    )


def base_of(page: "ResourcePage") -> str:
    """The address of the site that the page is in; the portal's own for a page outside of any."""
    parts = page.get_url_parts()
    return (parts[1] if parts else None) or settings.WAGTAILADMIN_BASE_URL


def named(written: str) -> Name:
    """ "Nom, Prénom" is a person, and anything else a group."""
    family, _comma, given = one_line(written).partition(",")
    return Name(family.strip() or given.strip(), given.strip() if family.strip() else "")


def permanent_url(code: str, base: str) -> str:
    """The same in every language."""
    with override(settings.LANGUAGE_CODE):
        return base + reverse("resources:permanent", args=[code])


def one_line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())
