"""What the index stores of a document."""

import json
from collections.abc import Iterable

import tantivy

from ...documents import SearchDocument
from ...words import french
from ..cards import card
from ..columns import FACETS, day_number, narrow_of, openings, readers_of, set_of, suggestion_key
from ..facet_sets import narrow_values, wide_sets
from ..texts import Texts

# Raise it whenever the schema or the analysis changes: an index of another version is not read, it is rebuilt.
VERSION = 5

_EXACT = ("id", "version", "object", "reader", "codes", "opening", "place", *FACETS)
_WORDS = ("text", "head", "prefixes", "spelling")


def build() -> tantivy.Schema:
    """The schema of a new index.

    `text` holds every word of a document, `head` those of its title and codes; `reader` who may see it, in which
    language; `opening` how its title begins; `place` its point. Facets are counted by `<facet>_set` and
    `<facet>_narrow`.
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


def to_index(document: SearchDocument) -> tantivy.Document:
    """What is written for a document."""
    texts = Texts(document)
    row = tantivy.Document()
    row.add_text("id", document.id)
    row.add_text("version", f"{document.id} {document.digest}")
    row.add_text("object", document.object_key)
    _add(row, "reader", readers_of(document))
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
    _add(row, "opening", openings(texts.title))
    row.add_text("suggestion", suggestion_key(document, texts.title))
    if texts.place:
        row.add_text("place", texts.place)
    if document.days:
        row.add_integer("first_day", day_number(document.days[0]))
        row.add_integer("last_day", day_number(document.days[1]))
    if document.updated:
        row.add_integer("updated", int(document.updated.timestamp()))
    row.add_bytes("card", json.dumps(card(document, texts)).encode())
    return row


def _add(row: tantivy.Document, field: str, values: Iterable[str]) -> None:
    for value in dict.fromkeys(values):
        row.add_text(field, value)
