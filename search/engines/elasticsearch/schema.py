"""What Elasticsearch keeps of a document. Words come already cut: its analyser only separates them."""

import json
from typing import Any

from elasticsearch_dsl import (
    Document,
    GeoPoint,
    Index,
    Integer,
    Keyword,
    Long,
    Nested,
    Text,
    analyzer,
    token_filter,
)

from ...documents import SearchDocument
from ...words import french
from ..cards import card
from ..columns import FACETS, day_number, narrow_of, openings, readers_of, set_of, suggestion_key
from ..facet_sets import narrow_values, wide_sets
from ..texts import Texts

# Raise it whenever the mapping or the analysis changes: an index of another version is not read, it is rebuilt.
VERSION = 3

# Characters of a body that come with each hit; a longer one is asked for its best page only.
SHORT_BODY = 20_000

tokens = analyzer("tokens", tokenizer="whitespace", filter=[token_filter("gaps", type="stop", stopwords=[french.GAP])])


class Indexed(Document):
    """Beside these fields, `<facet>`, `<facet>_set` and `<facet>_narrow` are keywords (see `mapping`)."""

    object = Keyword()
    digest = Keyword(index=False)  # its column alone is read
    reader = Keyword()
    codes = Keyword()
    text = Text(analyzer=tokens)
    head = Text(analyzer=tokens)
    prefixes = Text(analyzer=tokens, index_options="docs", norms=False)
    spelling = Keyword()
    opening = Keyword(doc_values=False)
    suggestion = Keyword()
    place = GeoPoint()
    first_day = Integer()
    last_day = Integer()
    updated = Long()
    card = Text(index=False, norms=False, store=True)  # JSON: stored apart, it comes without the rest being read
    pages = Nested(
        properties={
            "words": Text(analyzer=tokens),
            "number": Integer(index=False),
            "text": Keyword(index=False, doc_values=False),
        }
    )

    class Meta:
        dynamic = "strict"


# Nothing else is ever given back.
Indexed._doc_type.mapping.meta("_source", includes=["pages.number", "pages.text"])
for _facet in FACETS:
    for _name in (_facet, narrow_of(_facet)):
        Indexed._doc_type.mapping.field(_name, Keyword())
    # Counted by every page: whoever writes prepares the counting, so that no reader waits for it.
    Indexed._doc_type.mapping.field(set_of(_facet), Keyword(eager_global_ordinals=True))


def source_of(document: SearchDocument) -> dict[str, Any]:
    """The body of the indexing request of a document."""
    texts = Texts(document)
    long = sum(len(text) for _number, text in texts.pages) > SHORT_BODY
    source: dict[str, Any] = {
        "object": document.object_key,
        "digest": document.digest,
        "reader": readers_of(document),
        "codes": texts.codes,
        "text": texts.whole,
        "head": texts.head,
        "prefixes": texts.prefixes,
        "spelling": texts.spelling.split(),
        "opening": openings(texts.title),
        "suggestion": suggestion_key(document, texts.title),
        "card": json.dumps(card(document, texts) | ({"pages": None} if long else {})),
        **document.facet_values(),
        **{set_of(facet): joined for facet, joined in wide_sets(document).items()},
        **{narrow_of(facet): narrow for facet, narrow in narrow_values(document).items()},
    }
    if texts.point:
        source["place"] = {"lat": texts.point[0], "lon": texts.point[1]}
    if document.days:
        source |= {"first_day": day_number(document.days[0]), "last_day": day_number(document.days[1])}
    if document.updated:
        source["updated"] = int(document.updated.timestamp())
    if long:
        source["pages"] = [
            {"words": words, "number": number, "text": text}
            for words, (number, text) in zip(texts.pages_tokens, texts.pages, strict=True)
        ]
    return source


def definition() -> dict[str, Any]:
    """Settings and mappings of a new index: written without replicas nor refresh, until it is complete."""
    index = Index("new")
    index.document(Indexed)
    index.settings(number_of_shards=1, number_of_replicas=0, refresh_interval=-1)
    return index.to_dict()
