"""CSL-JSON, the shape that citation programs share: a list of publications."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cms.imports.reading import Unreadable, UnreadableFile

from .records import Entry
from .texts import text_of


def read(path: Path) -> Iterator[Entry | Unreadable]:
    """Raises UnreadableFile where the file is no list of JSON: nothing of it is read then."""
    for number, item in enumerate(_items(text_of(path)), start=1):
        position = _("notice %(number)d") % {"number": number}
        if isinstance(item, dict):
            yield _entry(item, position)
        else:
            yield Unreadable(position, _("Une notice est un objet, entre accolades."))


def _items(text: str) -> list[Any]:
    # A file is short enough to be read at once, and a reader of streams can be kept busy by brackets alone.
    try:
        items = json.loads(text, parse_int=_number)
    except json.JSONDecodeError as error:
        reason = _("Le JSON est mal formé ou incomplet, ligne %(line)d.") % {"line": error.lineno}
        raise UnreadableFile(reason) from error
    except RecursionError as error:
        raise UnreadableFile(_("Le fichier n’est pas du JSON bien formé.")) from error
    if not isinstance(items, list):
        raise UnreadableFile(_("Une bibliographie CSL-JSON est une liste, entre crochets."))
    return items


def _number(digits: str) -> int | str:
    """Text when it is longer than any year or number of issue: nothing counts with it."""
    return int(digits) if len(digits) < 10 else digits


def _entry(item: dict[str, Any], position: str) -> Entry:
    def text(name: str) -> str:
        value = item.get(name)
        return str(value) if isinstance(value, str | int) else ""

    people = item.get("author") or item.get("editor")
    return Entry(
        position=position,
        title=text("title"),
        kind=text("type"),
        authors=tuple(filter(None, map(_name, people if isinstance(people, list) else ()))),
        date=_date(item.get("issued")),
        publisher=text("publisher"),
        summary=text("abstract"),
        urls=tuple(filter(None, [text("URL")])),
        doi=text("DOI"),
        isbn=text("ISBN"),
        language=text("language"),
        licence=text("license"),
        keywords=tuple(each.strip() for each in text("keyword").split(",") if each.strip()),
    )


def _name(person: object) -> str:
    if not isinstance(person, dict):
        return ""
    if person.get("literal"):
        return str(person["literal"])
    family = " ".join(str(person[part]) for part in ("non-dropping-particle", "family") if person.get(part))
    return ", ".join(filter(None, [family, str(person.get("given") or "")]))


def _date(issued: object) -> str:
    """ "2019-5-12" of {"date-parts": [[2019, 5, 12]]}."""
    if not isinstance(issued, dict):
        return ""
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return "-".join(str(part) for part in parts[0] if part)
    return str(issued.get("raw") or issued.get("literal") or "")
