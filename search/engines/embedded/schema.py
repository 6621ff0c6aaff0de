"""What the index stores of a document."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import tantivy

from ...documents import SearchDocument
from ...words import french
from ..facet_sets import narrow_values, wide_sets
from ..texts import Texts

# Raise it whenever the schema or the analysis changes: an index of another version is not read, it is rebuilt.
VERSION = 3

FACETS = ("kind", "territory", "theme", "public", "organisation_kind", "year")
_EXACT = ("id", "version", "object", "reader", "codes", "place", *FACETS)
_WORDS = ("text", "head", "prefixes", "spelling")


def build() -> tantivy.Schema:
    """The schema of a new index.

    `text` holds every word of a document, `head` those of its title and codes; `reader` who may see it, in which
    language; `place` its point. `<facet>_set` and `<facet>_narrow` are what its facets are counted by.
    """
    builder = tantivy.SchemaBuilder()
    for name in _EXACT:
        builder.add_text_field(name, stored=name == "id", tokenizer_name="raw", index_option="basic")
    for facet in FACETS:
        builder.add_text_field(set_of(facet), tokenizer_name="raw", index_option="basic", fast=True)
        builder.add_text_field(narrow_of(facet), tokenizer_name="raw", index_option="basic", fast=True)
    for name in _WORDS:
        option = "position" if name in ("text", "head") else "basic"
        builder.add_text_field(name, tokenizer_name="tokens", index_option=option)
    builder.add_text_field("suggestion", tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("first_day", "last_day", "updated"):
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_bytes_field("card", stored=True)
    return builder.build()


def register_analysers(index: tantivy.Index) -> None:
    """Give an opened index the analyser its fields name: words come already cut."""
    gap = tantivy.Filter.custom_stopword([french.GAP])
    tokens = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(gap).build()
    index.register_tokenizer("tokens", tokens)


def set_of(facet: str) -> str:
    """The column of the sets of wide values of a facet."""
    return f"{facet}_set"


def narrow_of(facet: str) -> str:
    """The column of the narrow values of a facet."""
    return f"{facet}_narrow"


def reader(language: str, tag: str) -> str:
    """Someone who holds `tag` and reads `language`."""
    return f"{language}:{tag}"


def day_number(day) -> int:
    """A date as a sortable whole number: 2020-07-31 → 20200731."""
    return day.year * 10_000 + day.month * 100 + day.day


def to_index(document: SearchDocument) -> tantivy.Document:
    """What is written for a document."""
    texts = Texts(document)
    row = tantivy.Document()
    row.add_text("id", document.id)
    row.add_text("version", f"{document.id} {document.digest}")
    row.add_text("object", document.object_key)
    _add(row, "reader", (reader(document.language, tag) for tag in document.audience))
    _add(row, "codes", texts.codes)
    for facet, values in document.facet_values().items():
        _add(row, facet, values)
    for facet, joined in wide_sets(document).items():
        row.add_text(set_of(facet), joined)
    for facet, narrow in narrow_values(document).items():
        _add(row, narrow_of(facet), narrow)
    _add(row, "head", (texts.head,))
    _add(row, "text", texts.whole)
    _add(row, "prefixes", (texts.prefixes,))
    _add(row, "spelling", (texts.spelling,))
    row.add_text("suggestion", suggestion_key(document, texts.title))
    if texts.place:
        row.add_text("place", texts.place)
    if document.days:
        row.add_integer("first_day", day_number(document.days[0]))
        row.add_integer("last_day", day_number(document.days[1]))
    if document.updated:
        row.add_integer("updated", int(document.updated.timestamp()))
    row.add_bytes("card", json.dumps(_card(document, texts)).encode())
    return row


def _add(row: tantivy.Document, field: str, values: Iterable[str]) -> None:
    for value in dict.fromkeys(values):
        row.add_text(field, value)


def suggestion_key(document: SearchDocument, title: str) -> str:
    """The title as it is sorted, then all that a suggestion says: the order of a list gives it without reading more."""
    return f"{french.fold(title)[:200]}\0{json.dumps([title, document.url, document.kind, document.id])}"


def from_suggestion_key(key: str) -> list[str]:
    """[title, url, kind, document id]."""
    parts: list[str] = json.loads(key.partition("\0")[2])
    return parts


def _card(document: SearchDocument, texts: Texts) -> dict[str, object]:
    """What a hit shows."""
    return {
        "title": texts.title,
        "summary": texts.summary,
        "pages": texts.pages,
        "kind": document.kind,
        "url": document.url,
        "date": document.date,
        "date_end": document.date_end,
        "updated": document.updated.isoformat() if document.updated else None,
        "territories": document.territories,
        "themes": document.themes,
        "publics": document.publics,
        "organisation_kinds": document.organisation_kinds,
        "point": document.point,
        "meta": dict(document.meta),
    }


def from_card(card: bytes) -> dict[str, Any]:
    """The stored card, as the keyword arguments of a hit, plus `pages`: [[number or None, text]]."""
    values: dict[str, Any] = json.loads(bytes(card))
    for name in ("territories", "themes", "publics", "organisation_kinds"):
        values[name] = tuple(values[name])
    values["point"] = tuple(values["point"]) if values["point"] else None
    values["updated"] = datetime.fromisoformat(values["updated"]) if values["updated"] else None
    return values
