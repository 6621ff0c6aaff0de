"""Entries in the words of their format, brought to the fields of the library. What does not fit is told, never lost."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cms.imports.reading import Unreadable
from cms.models import Theme
from cms.text import plain as without_tags
from network.imports.cleaning import LONGEST_TEXT, Cleaner, plain
from network.names import folded
from resources.models import ResourceFile, ResourcePage

from . import terms
from .dates import partial_date
from .identity import doi_in
from .kinds import is_a_part, kind_of
from .publishers import organisations_named
from .records import Entry, Record

LONGEST_TITLE = 255  # characters (Wagtail)
_LONGEST_SUMMARY = ResourcePage._meta.get_field("summary").max_length or 0
_LONGEST_AUTHORS = ResourcePage._meta.get_field("authors").max_length or 0
_LONGEST_ADDRESS = ResourceFile._meta.get_field("url").max_length or 0
_IS_ADDRESS = URLValidator(schemes=["http", "https"])
# Marks that turn the direction of what follows them: a title says nothing with them, and may lie.
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean_text(raw: str) -> str:
    """One line without tags, control characters nor marks of direction."""
    return without_tags(_DIRECTION.sub("", plain(raw)))


class Describer:
    """Makes records of entries. It reads themes once, and each publisher once."""

    def __init__(self) -> None:
        self._publishers: dict[tuple[str, str], list[int]] = {}
        self._themes: dict[str, int] = {}
        for pk, slug, name in Theme.objects.values_list("pk", "slug", "name"):
            self._themes |= {slug: pk, folded(name): pk}

    def record_of(self, entry: Entry) -> Record | Unreadable:
        title = clean_text(entry.title)
        if not title:
            return Unreadable(entry.position, _("Le titre manque."))
        if len(title) > LONGEST_TITLE:
            reason = _("Le titre est trop long : %(most)d caractères au plus.") % {"most": LONGEST_TITLE}
            return Unreadable(entry.position, reason, title[:80])
        cleaner = Cleaner(ResourcePage)
        cleaner.values["title"] = title
        _take_kind(entry, cleaner)
        _take_authors(entry, cleaner)
        _take_date(entry, cleaner)
        _take_summary(entry, cleaner)
        _take_terms(entry, cleaner)
        url, doi = _addresses(entry, cleaner)
        cleaner.take("doi", doi)
        _take_isbn(entry, cleaner)
        self._take_publisher(entry, cleaner)
        return Record(
            position=entry.position,
            values=cleaner.values,
            url=url,
            themes=self._themes_of(entry, cleaner),
            files=tuple(dict.fromkeys(entry.files)),
            remarks=tuple(cleaner.remarks),
        )

    def _take_publisher(self, entry: Entry, cleaner: Cleaner) -> None:
        name, siret = clean_text(entry.publisher), re.sub(r"\s", "", entry.siret)
        if not name and not siret:
            return
        found = self._publishers_named(name, siret)
        if len(found) == 1:
            cleaner.values["publisher_id"] = found[0]
        elif found:
            cleaner.remark("publisher", name or siret, _("Plusieurs organisations de l’annuaire répondent à ce nom."))
        else:
            cleaner.remark("publisher", name or siret, _("Cette organisation n’est pas dans l’annuaire."))

    def _publishers_named(self, name: str, siret: str) -> list[int]:
        key = (folded(name), siret)
        if key not in self._publishers:
            self._publishers[key] = organisations_named(name, siret)
        return self._publishers[key]

    def _themes_of(self, entry: Entry, cleaner: Cleaner) -> tuple[int, ...]:
        words = [word for keyword in entry.keywords if (word := clean_text(keyword))]
        known = {word: self._themes.get(word) or self._themes.get(folded(word)) for word in words}
        if unknown := [word for word, theme in known.items() if not theme]:
            cleaner.remark("themes", ", ".join(unknown), _("Le portail n’a pas ces thèmes."))
        return tuple(dict.fromkeys(theme for theme in known.values() if theme))


def _take_kind(entry: Entry, cleaner: Cleaner) -> None:
    kind, is_exact = kind_of(entry.kind)
    cleaner.values["kind"] = kind.value
    if not is_exact:
        reason = _("Le genre le plus proche est choisi : « %(kind)s ».") % {"kind": kind.label}
        cleaner.remark("kind", entry.kind, reason)


def _take_authors(entry: Entry, cleaner: Cleaner) -> None:
    names = [name for each in entry.authors if (name := clean_text(each).replace(";", ",").strip(", "))]
    kept: list[str] = []
    for name in names:
        if len(" ; ".join([*kept, name])) > _LONGEST_AUTHORS:
            break
        kept.append(name)
    if len(kept) < len(names):
        reason = _("Seuls les premiers auteurs sont gardés : %(most)d caractères au plus.")
        cleaner.remark("authors", " ; ".join(names[len(kept) :]), reason % {"most": _LONGEST_AUTHORS})
    cleaner.values["authors"] = " ; ".join(kept)


def _take_date(entry: Entry, cleaner: Cleaner) -> None:
    cleaner.values["date"] = ""
    if not (said := clean_text(entry.date)):
        return
    try:
        cleaner.values["date"] = partial_date(said)
    except ValueError:
        cleaner.remark("date", said, _("Cette date ne se comprend pas : elle est laissée vide."))


def _take_summary(entry: Entry, cleaner: Cleaner) -> None:
    """A long one is shortened where lists show it, and kept whole in the description."""
    text = clean_text(entry.summary)
    if len(text) > LONGEST_TEXT:
        cleaner.remark("summary", text, _("Ce résumé est trop long : sa fin est laissée de côté."))
        text = Truncator(text).chars(LONGEST_TEXT, truncate="…")
    cleaner.values["summary"] = _shortened(text)
    cleaner.values["description"] = f"<p>{escape(text)}</p>" if len(text) > _LONGEST_SUMMARY else ""


def _shortened(text: str) -> str:
    """Whole sentences where the first ones are not too short, else whole words."""
    if len(text) <= _LONGEST_SUMMARY:
        return text
    sentences = text[:_LONGEST_SUMMARY].rpartition(". ")[0]
    if len(sentences) > _LONGEST_SUMMARY // 4:
        return f"{sentences}."
    return text[: _LONGEST_SUMMARY - 1].rpartition(" ")[0][: _LONGEST_SUMMARY - 1].rstrip(",;:") + "…"


def _take_terms(entry: Entry, cleaner: Cleaner) -> None:
    if said := clean_text(entry.language):
        if language := terms.language_of(said):
            cleaner.values["content_language"] = language.value
        else:
            reason = _("Cette langue n’est pas dans la liste : « français » est mis, à corriger.")
            cleaner.remark("content_language", said, reason)
    if said := clean_text(entry.licence):
        if licence := terms.licence_of(said):
            cleaner.values["licence"] = licence.value
        else:
            cleaner.remark("licence", said, _("Ce n’est pas, mot pour mot, une des licences de la liste."))


def _addresses(entry: Entry, cleaner: Cleaner) -> tuple[str, str]:
    """(address, DOI): an address that only leads to the DOI says nothing more."""
    doi, kept = doi_in(entry.doi) or plain(entry.doi), ""
    for said in (_DIRECTION.sub("", plain(url)) for url in entry.urls):
        if found := doi_in(said) if "doi.org/" in said else "":
            doi = doi or found
            continue
        try:
            _IS_ADDRESS(said)
        except ValidationError:
            cleaner.remark("url", said, _("Ce n’est pas l’adresse d’une page."))
            continue
        if len(said) > _LONGEST_ADDRESS:
            cleaner.remark("url", said, _("Cette adresse est trop longue."))
        elif kept:
            cleaner.remark("url", said, _("Une seule adresse est gardée : ajoutez celle-ci à la main."))
        else:
            kept = said
    return kept, doi


def _take_isbn(entry: Entry, cleaner: Cleaner) -> None:
    """The first right one of several. An ISSN, which some formats put there, is that of a journal."""
    said = [each for each in re.split(r"[,;/]|\s+(?=97[89])|\s*\(.*?\)\s*", clean_text(entry.isbn)) if each.strip()]
    said = [each for each in said if not re.fullmatch(r"\s*\d{4}-?\d{3}[\dXx]\s*", each)]
    if said and is_a_part(entry.kind):
        cleaner.remark("isbn", said[0], _("Cet ISBN est celui du livre entier : il est laissé de côté."))
    elif said:
        cleaner.take("isbn", said[0].removeprefix("ISBN").strip())
