"""Questions asked of the index, in as few exchanges as they need: one for most of them."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch_dsl import Search
from elasticsearch_dsl import query as dsl
from elasticsearch_dsl.query import Query

from ...facets import has_narrow
from ...query import SearchHit, SearchQuery, Sort, Suggestion
from ...words import french, spelling
from ...words.question import Question, Synonyms, Typed
from ...words.quoting import Quoter
from .. import cards, facet_sets, hits
from ..columns import from_suggestion_key, narrow_of, readers, set_of
from . import queries

_MAX_BUCKETS = 65_000
_MOST_WORDS = 10_000  # words of one initial read at once
_TITLE: list[Any] = [{"suggestion": "asc"}]
# What is as good is in the order of the alphabet, so that pages never overlap.
_ORDERS: dict[Sort, list[Any]] = {
    Sort.TITLE: _TITLE,
    Sort.DATE: [{"first_day": {"order": "desc", "missing": "_last"}}, *_TITLE],
    Sort.DATE_ASC: [{"first_day": {"order": "asc", "missing": "_last"}}, *_TITLE],
    Sort.UPDATED: [{"updated": {"order": "desc", "missing": "_last"}}, *_TITLE],
    Sort.RELEVANCE: [{"_score": "desc"}, *_TITLE],
}

Answer = Mapping[str, Any]


class Reading:
    """Asks one index (an alias) through one client."""

    def __init__(self, client: Elasticsearch, index: str) -> None:
        self._client, self._index = client, index

    def search(self, query: SearchQuery, groups: Synonyms) -> dict:
        """The hits, total, facets, correction and partiality of a SearchPage."""
        seen_by = queries.among("reader", readers(query.language, query.audience))
        typed = Typed(query.text, groups) if query.text.strip() else None
        question = typed.question() if typed else None
        doubtful = typed.doubtful if typed else []
        imposed = [seen_by, *(queries.among(name, values) for name, values in query.fixed.items())]
        page = self._page(query, question, imposed)
        doubts = [_one(seen_by, queries.term("text", word.stem)) for word in doubtful]
        # Most words are known: the page is asked for together with the doubt.
        answers = self._ask([*page, *doubts])
        [found, *counted], holding = answers[: len(page)], answers[len(page) :]
        unknown = [word.surface for word, held in zip(doubtful, holding, strict=True) if not _total(held)]
        if typed and unknown:
            meant = self._meant(unknown[: spelling.MAX_CORRECTIONS], seen_by)
            question = typed.question(meant)
            if question.correction:
                found, *counted = self._ask(self._page(query, question, imposed))
        partial = False
        if question and not _total(found) and (some := queries.answering_in_part(question)):
            # Decided without the visitor's own filters: ticking one never changes what the words mean.
            [whole] = self._ask([_one(*imposed, queries.answering(question))])
            partial = not _total(whole)
            if partial:
                found, *counted = self._ask(self._page(query, question, imposed, some))
        return {
            "hits": tuple(self._hits(found, query, question)),
            "total": _total(found),
            "facets": _facets(counted, query),
            "correction": question.correction if question else "",
            "partial": partial,
        }

    def suggest(
        self, text: str, language: str, audience: tuple[str, ...], kinds: Collection[str], limit: int
    ) -> list[Suggestion]:
        """Titles completing `text`: exact codes, then titles that begin so, then titles that hold the words."""
        typed = french.plain_words(french.cut(french.composed(text)))
        if not typed or limit < 1:
            return []
        scope = [queries.among("reader", readers(language, audience))]
        scope += [queries.among("kind", kinds)] if kinds else []
        *finished, unfinished = typed
        code = [queries.term("codes", french.code(text))]
        opening = [queries.opens(french.fold(text).split())]
        anywhere = [*(queries.term("prefixes", word) for word in finished), queries.begins("prefixes", unfinished)]
        suggestions: dict[str, Suggestion] = {}
        for ways in ((code, opening), (anywhere,)):
            for answer in self._ask([_titles([*scope, *way], limit) for way in ways]):
                for found in answer["hits"]["hits"]:
                    title, url, kind, document_id = from_suggestion_key(found["sort"][0])
                    suggestions.setdefault(document_id, Suggestion(title, url, kind))
            if len(suggestions) >= limit:
                break
        return list(suggestions.values())[:limit]

    def similar(self, document_id: str, language: str, audience: tuple[str, ...], limit: int) -> list[SearchHit]:
        """What resembles the document, best first."""
        seen_by = queries.among("reader", readers(language, audience))
        itself = dsl.Ids(values=[document_id])
        [answer] = self._ask([_cards(dsl.Bool(filter=[seen_by, itself]), limit=1)])
        if not answer["hits"]["hits"] or limit < 1:
            return []
        card = _card(answer["hits"]["hits"][0])
        words = hits.tokens_of(card | {"pages": card["pages"] or []})
        alike = dsl.MoreLikeThis(
            fields=["text"], like=[words], min_doc_freq=2, min_term_freq=1, max_query_terms=25,
            minimum_should_match="1",
        )  # fmt: skip
        wanted = dsl.Bool(must=[alike], filter=[seen_by], must_not=[itself], should=queries.preferred_kinds())
        [found] = self._ask([_cards(wanted, limit=limit)])
        return [hits.hit(_card(each)) for each in found["hits"]["hits"]]

    def _ask(self, searches: Sequence[Search]) -> list[Answer]:
        """The answers, in one exchange. Raises ApiError for the first that failed."""
        if len(searches) == 1:
            return [self._client.search(index=self._index, body=searches[0].to_dict()).body]
        lines = chain.from_iterable(({}, search.to_dict()) for search in searches)
        answers = self._client.msearch(index=self._index, searches=list(lines)).body["responses"]
        # What failed is asked again alone: it answers, or raises what it has to.
        return [
            self._ask([search])[0] if "error" in answer else answer
            for search, answer in zip(searches, answers, strict=True)
        ]

    def _page(
        self, query: SearchQuery, question: Question | None, imposed: Sequence[Query], instead: Query | None = None
    ) -> list[Search]:
        """The requests for the hits of a page, then for its facets; `instead` of what answers the question, if given.

        Apart, for the server runs them side by side and remembers the counts.
        """
        answering = [instead or queries.answering(question)] if question else []
        sort = query.sort if question or query.sort != Sort.RELEVANCE else Sort.TITLE
        better = queries.preferences(question) if question and sort == Sort.RELEVANCE else []
        always = [*imposed, *queries.bounds(query)]
        chosen = {name: queries.among(name, values) for name, values in query.filters.items() if values}
        asked = dsl.Bool(must=answering, filter=[*always, *chosen.values()], should=better, minimum_should_match=0)
        hits = _cards(asked, limit=query.page_size).extra(from_=query.offset, track_total_hits=True)
        return [
            hits.sort(*(_by_distance(query) if sort == Sort.DISTANCE else _ORDERS[sort])),
            *_counts(query, [*answering, *always], chosen),
        ]

    def _meant(self, unknown: Sequence[str], seen_by: Query) -> dict[str, list[str]]:
        """The known words that stand for unknown ones: whatever these readers may not see is not known."""
        near = {word: spelling.near(word, self._beginning(word)) for word in unknown}
        candidates = list(dict.fromkeys(term for found in near.values() for _edits, term in found))
        if not candidates:
            return {}
        search = Search().query(dsl.Bool(filter=[seen_by])).extra(size=0)
        filters = {term: queries.term("spelling", term).to_dict() for term in candidates}
        search.aggs.bucket("known", "filters", filters=filters)
        buckets = self._ask([search])[0]["aggregations"]["known"]["buckets"]
        return {
            word: spelling.best((edits, buckets[term]["doc_count"], term) for edits, term in found)
            for word, found in near.items()
        }

    def _beginning(self, word: str) -> Iterator[str]:
        """The words of the index that begin as `word` does, accents apart."""
        for initial in spelling.initials(word):
            after, more = None, True
            while more:
                terms = self._client.terms_enum(
                    index=self._index, field="spelling", string=initial, size=_MOST_WORDS, search_after=after
                ).body["terms"]
                yield from terms
                more = len(terms) == _MOST_WORDS
                after = terms[-1] if more else None

    def _hits(self, answer: Answer, query: SearchQuery, question: Question | None) -> Iterator[SearchHit]:
        found = [_card(each) for each in answer["hits"]["hits"]]
        quoter = Quoter(question.quoted if question else ())
        long = [card["id"] for card in found if card["pages"] is None]
        pages = self._best_pages(long, question) if long and question and question.clauses else {}
        for card in found:
            yield hits.hit(card | {"pages": card["pages"] or pages.get(card["id"], [])}, quoter, query.near)

    def _best_pages(self, ids: Sequence[str], question: Question) -> dict[str, list[tuple[int | None, str]]]:
        """{document: [(number, text)]} of the page that says most, for documents too long to come whole."""
        inner = {"size": 1, "_source": ["pages.number", "pages.text"]}
        pages = dsl.Nested(path="pages", query=queries.holding_pages(question), inner_hits=inner)
        search = Search().query(dsl.Bool(filter=[dsl.Ids(values=list(ids)), pages])).source(False)
        found = {}
        for each in self._ask([search.extra(size=len(ids))])[0]["hits"]["hits"]:
            page = each["inner_hits"]["pages"]["hits"]["hits"][0]["_source"]
            found[each["_id"]] = [(page.get("number"), page["text"])]
        return found


def _cards(query: Query, *, limit: int) -> Search:
    """The request for the cards of what answers."""
    return Search().query(query).source(False).extra(stored_fields=["card"], size=limit)


def _titles(filters: Sequence[Query], limit: int) -> Search:
    """The request for the first titles of the alphabet among what passes `filters`."""
    search = Search().query(dsl.Bool(filter=list(filters))).sort(*_TITLE).source(False)
    return search.extra(size=limit, track_total_hits=False)


def _card(found: Mapping[str, Any]) -> dict[str, Any]:
    return cards.read(json.loads(found["fields"]["card"][0]))


def _one(*filters: Query) -> Search:
    """Whether there is one document that passes all of these."""
    return Search().query(dsl.Bool(filter=list(filters))).extra(size=0, terminate_after=1, track_total_hits=True)


def _counts(query: SearchQuery, always: Sequence[Query], chosen: Mapping[str, Query]) -> Iterator[Search]:
    """The requests that count each facet with every filter but its own."""
    free = [set_of(name) for name in query.facets if name not in chosen]
    # Whatever holds a narrow value inside a chosen one passes every filter.
    narrow = [narrow_of(name) for name in query.facets if name in chosen and has_narrow(name)]
    if free or narrow:
        yield _count([*free, *narrow], [*always, *chosen.values()])
    for name in query.facets:
        if name in chosen:
            yield _count([set_of(name)], [*always, *(each for other, each in chosen.items() if other != name)])


def _count(columns: Iterable[str], filters: Sequence[Query]) -> Search:
    search = Search().query(dsl.Bool(filter=list(filters))).extra(size=0, track_total_hits=False)
    for column in columns:
        search.aggs.bucket(column, "terms", field=column, size=_MAX_BUCKETS)
    return search


def _facets(answers: Iterable[Answer], query: SearchQuery) -> dict[str, dict[str, int]]:
    counted = {
        column: {each["key"]: each["doc_count"] for each in found["buckets"]}
        for answer in answers
        for column, found in answer["aggregations"].items()
    }
    facets = {}
    for name in query.facets:
        wide = facet_sets.counts(counted[set_of(name)].items())
        narrow = counted.get(narrow_of(name), {})
        facets[name] = facet_sets.commonest(wide, narrow, query.filters.get(name, ()), query.facet_size)
    return facets


def _by_distance(query: SearchQuery) -> list[Any]:
    assert query.near
    return [{"_geo_distance": {"place": queries.center(query.near), "order": "asc", "unit": "km"}}, *_TITLE]


def _total(answer: Answer) -> int:
    total: int = answer["hits"]["total"]["value"]
    return total
