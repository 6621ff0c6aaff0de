"""Questions asked of one state of the index."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import tantivy
from tantivy import FieldType, Occur, Order, Query

from ...facets import has_narrow
from ...query import SearchHit, SearchQuery, Sort, Suggestion
from ...words import french, spelling
from ...words.question import Question, Synonyms, Typed
from ...words.quoting import Quoter
from .. import cards, facet_sets, hits
from ..columns import day_number, from_suggestion_key, narrow_of, readers, set_of
from .geography import Surroundings
from .queries import NOT_SCORED, Queries, all_of

_ORDERS: dict[Sort, dict[str, Any]] = {
    Sort.TITLE: {"order_by_field": "suggestion", "order": Order.Asc},
    Sort.DATE: {"order_by_field": "first_day", "order": Order.Desc},
    Sort.DATE_ASC: {"order_by_field": "first_day", "order": Order.Asc},
    Sort.UPDATED: {"order_by_field": "updated", "order": Order.Desc},
    Sort.RELEVANCE: {},
    Sort.DISTANCE: {},
}
# Tantivy's own ceiling.
_MAX_BUCKETS = 65_000
# What was deleted is still counted among the documents of a word, until segments are merged.
_DELETED_AT_MOST = 1_000

# Tantivy counts on one processor while another ranks.
_COUNTING = ThreadPoolExecutor(thread_name_prefix="facets")


class Reading:
    """One searcher: everything it answers is of the same moment. Threads may share it."""

    def __init__(self, searcher: tantivy.Searcher, index_schema: tantivy.Schema) -> None:
        self._searcher, self._schema = searcher, index_schema
        self._queries = Queries(index_schema, lambda code: searcher.doc_freq("codes", code) > 0)
        self._visible = cache(lambda seen_by: self._count(self._queries.among("reader", seen_by)))

    def count(self) -> int:
        """How many documents there are."""
        return self._searcher.num_docs

    def inventory(self) -> dict[str, str]:
        """{document id: its digest}, from the list of terms: no document is read."""
        terms = self._searcher.terms_with_prefix("version", "", Query.all_query())
        return dict(term.rsplit(" ", 1) for term, _count in terms)

    def search(self, query: SearchQuery, groups: Synonyms) -> dict:
        """The hits, total, facets, correction and partiality of a SearchPage."""
        seen_by = readers(query.language, query.audience)
        question = self._question(query.text, seen_by, groups)
        around = Surroundings(self._searcher, self._schema, query.near) if query.near else None
        imposed = [self._queries.among("reader", seen_by)]
        imposed += [self._queries.among(name, values) for name, values in query.fixed.items()]
        always = [*imposed, *self._days_asked(query), *([around.within()] if around else [])]
        chosen = {name: self._queries.among(name, values) for name, values in query.filters.items() if values}
        answering = self._queries.answering(question) if question else None
        filters = [*always, *chosen.values()]
        counting = _COUNTING.submit(self._facets, query, [answering, *always] if answering else always, chosen)
        found = self._found(query, question, answering, filters, around)
        partial = False
        if question and answering and not found.count and (some := self._queries.answering_in_part(question)):
            # Decided without the visitor's own filters: ticking one never changes what the words mean.
            partial = not self._count(all_of([answering, *imposed]))
            if partial:
                counting = _COUNTING.submit(self._facets, query, [some, *always], chosen)
                found = self._found(query, question, some, filters, around)
        quoter = Quoter(question.quoted if question else ())
        return {
            "hits": tuple(self._hit(address, quoter, query) for _key, address in found.hits[: query.page_size]),
            "total": found.count,
            "facets": counting.result(),
            "correction": question.correction if question else "",
            "partial": partial,
        }

    def _question(self, text: str, seen_by: tuple[str, ...], groups: Synonyms) -> Question | None:
        """What `text` asks, its unknown words replaced by those that were meant; None without words."""
        if not text.strip():
            return None
        typed = Typed(text, groups)
        unknown = [word for word in typed.doubtful if not self._is_known(word.stem, seen_by)]
        meant = {word.surface: self._meant(word.surface, seen_by) for word in unknown[: spelling.MAX_CORRECTIONS]}
        return typed.question(meant)

    def _is_known(self, stem: str, seen_by: tuple[str, ...]) -> bool:
        """Whether these seen_by may see a document that holds the word."""
        holding = self._searcher.doc_freq("text", stem)
        if not holding:
            return False
        # The list of all that hold a common word is long: it cannot all be out of sight.
        hidden = self._searcher.num_docs - self._visible(seen_by)
        return holding > hidden + _DELETED_AT_MOST or self._sees("text", stem, seen_by) > 0

    def _sees(self, field: str, term: str, seen_by: tuple[str, ...]) -> int:
        return self._count(all_of([self._queries.term(field, term), self._queries.among("reader", seen_by)]))

    def _meant(self, word: str, seen_by: tuple[str, ...]) -> list[str]:
        beginning = (self._searcher.terms_with_prefix("spelling", letter) for letter in spelling.initials(word))
        candidates = spelling.near(word, (term for terms in beginning for term, _count in terms))
        return spelling.best((edits, self._sees("spelling", term, seen_by), term) for edits, term in candidates)

    def _found(
        self,
        query: SearchQuery,
        question: Question | None,
        answering: Query | None,
        filters: Sequence[Query],
        around: Surroundings | None,
    ) -> Any:
        """The hits of the page asked for, and the total."""
        # Without words everything is as relevant: the alphabet decides, so that pages never overlap.
        sort = query.sort if question or query.sort != Sort.RELEVANCE else Sort.TITLE
        everything: list[Query] = [*filters, *([answering] if answering else [])]
        if sort == Sort.DISTANCE and around:
            ranked = all_of([around.nearest(), *(Query.const_score_query(each, NOT_SCORED) for each in everything)])
        elif sort == Sort.RELEVANCE and question:
            better = [(Occur.Should, preferred) for preferred in self._queries.preferences(question)]
            ranked = Query.boolean_query([*((Occur.Must, each) for each in everything), *better])
        else:
            ranked = all_of(everything)
        return self._searcher.search(ranked, limit=max(query.page_size, 1), offset=query.offset, **_ORDERS[sort])

    def suggest(
        self, text: str, language: str, audience: tuple[str, ...], kinds: Collection[str], limit: int
    ) -> list[Suggestion]:
        """Titles completing `text`: exact codes, then titles that begin so, then titles that hold the words."""
        typed = french.plain_words(french.cut(french.composed(text)))
        if not typed or limit < 1:
            return []
        scope = [self._queries.among("reader", readers(language, audience))]
        scope += [self._queries.among("kind", kinds)] if kinds else []
        *finished, unfinished = typed
        ways = [
            self._queries.term("codes", french.code(text)),
            self._queries.opens(french.fold(text).split()),
            all_of([*(self._queries.term("prefixes", word) for word in finished),
                    self._queries.begins("prefixes", unfinished)]),
        ]  # fmt: skip
        suggestions: dict[str, Suggestion] = {}
        for way in ways:
            order = _ORDERS[Sort.TITLE]
            for key, _address in self._searcher.search(all_of([way, *scope]), limit=limit, count=False, **order).hits:
                title, url, kind, document_id = from_suggestion_key(key)
                suggestions.setdefault(document_id, Suggestion(title, url, kind))
            if len(suggestions) >= limit:
                break
        return list(suggestions.values())[:limit]

    def similar(self, document_id: str, language: str, audience: tuple[str, ...], limit: int) -> list[SearchHit]:
        """What resembles the document, best first."""
        scope = self._queries.among("reader", readers(language, audience))
        itself = self._queries.term("id", document_id)
        found = self._searcher.search(all_of([itself, scope]), limit=1).hits
        if not found or limit < 1:
            return []
        card = self._card(found[0][1])
        alike = Query.more_like_this_document_fields_query(
            self._schema,
            {"text": [hits.tokens_of(card)]},
            min_doc_frequency=2,
            min_term_frequency=1,
            max_query_terms=25,
        )
        better = [(Occur.Should, preferred) for preferred in self._queries.preferred_kinds()]
        query = Query.boolean_query([(Occur.Must, alike), (Occur.Must, scope), (Occur.MustNot, itself), *better])
        return [self._hit(address) for _score, address in self._searcher.search(query, limit=limit).hits]

    def _days_asked(self, query: SearchQuery) -> Iterable[Query]:
        if query.after:
            yield self._days("last_day", lower_bound=day_number(query.after))
        if query.before:
            yield self._days("first_day", upper_bound=day_number(query.before))

    def _days(self, field: str, **bounds: Any) -> Query:
        days = Query.range_query(self._schema, field, FieldType.Integer, **bounds)
        return Query.const_score_query(days, NOT_SCORED)

    def _facets(
        self, query: SearchQuery, always: Sequence[Query], chosen: Mapping[str, Query]
    ) -> dict[str, dict[str, int]]:
        """{facet: {value: count}}, each counted with every filter but its own."""
        free = [name for name in query.facets if name not in chosen]
        narrowed = [name for name in query.facets if name in chosen and has_narrow(name)]
        # Whatever holds a narrow value inside a chosen one passes every filter.
        columns = [*map(set_of, free), *map(narrow_of, narrowed)]
        counted = self._counted(columns, all_of([*always, *chosen.values()]))
        for name in query.facets:
            if name in chosen:
                others = [clause for other, clause in chosen.items() if other != name]
                counted |= self._counted([set_of(name)], all_of([*always, *others]))
        facets = {}
        for name in query.facets:
            wide = facet_sets.counts(counted[set_of(name)].items())
            narrow = counted.get(narrow_of(name), {})
            facets[name] = facet_sets.commonest(wide, narrow, query.filters.get(name, ()), query.facet_size)
        return facets

    def _counted(self, columns: Iterable[str], query: Query) -> dict[str, dict[str, int]]:
        """{column: {value: documents}}."""
        asked = {column: {"terms": {"field": column, "size": _MAX_BUCKETS}} for column in columns}
        answer = self._searcher.aggregate(query, asked) if asked else {}
        return {
            column: {bucket["key"]: bucket["doc_count"] for bucket in answer[column]["buckets"]} for column in asked
        }

    def _count(self, query: Query) -> int:
        found: Any = self._searcher.search(Query.const_score_query(query, NOT_SCORED), limit=1)
        return found.count

    def _card(self, address: tantivy.DocAddress) -> dict[str, Any]:
        stored = self._searcher.doc(address).get_first("card")
        assert stored is not None
        return cards.read(json.loads(bytes(stored)))

    def _hit(
        self, address: tantivy.DocAddress, quoter: Quoter | None = None, query: SearchQuery | None = None
    ) -> SearchHit:
        return hits.hit(self._card(address), quoter, query.near if query else None)
