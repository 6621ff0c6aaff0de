"""A question, in Elasticsearch's queries: see `embedded.queries`, which says the same to Tantivy."""

from collections.abc import Iterable, Sequence

from elasticsearch_dsl import query as dsl
from elasticsearch_dsl.query import Query

from ...query import Near, SearchQuery
from ...registry import kind_bonuses
from ...words import french
from ...words.question import Clause, Phrase, Question, Way
from .. import weights
from ..columns import LONGEST_OPENING, day_number, opening


def answering(question: Question) -> Query:
    """Whatever answers, scored by its words."""
    if question.clauses:
        required = [_clause(clause) for clause in question.required]
        loose = [_clause(clause) for clause in question.loose]
        found = dsl.Bool(must=required, should=loose, minimum_should_match=question.enough)
    elif question.title_words:
        found = all_of([term("prefixes", word) for word in question.title_words])
    else:
        found = dsl.MatchNone()
    if not question.code:
        return found
    return any_of([found, constant(term("codes", question.code), weights.WHOLE_CODE)])


def answering_in_part(question: Question) -> Query | None:
    """Whatever holds one thing asked among several; None when one only is asked."""
    return any_of([_clause(clause) for clause in question.clauses]) if len(question.clauses) > 1 else None


def preferences(question: Question) -> list[Query]:
    """What makes an answer better, and never finds anything by itself."""
    better = [
        _phrase("head", phrase, weights.HEAD * way.weight)
        for clause in question.clauses
        for way in clause.ways
        for phrase in way.phrases
    ]
    better += [
        constant(term("codes", code), weights.ONE_CODE) for clause in question.clauses for code in clause.codes if code
    ]
    if question.in_order:
        better.append(_phrase("head", question.in_order, weights.IN_ORDER))
    return better + preferred_kinds()


def preferred_kinds() -> list[Query]:
    """The kinds that come first among equals."""
    return [constant(term("kind", kind), bonus) for kind, bonus in kind_bonuses().items()]


def term(field: str, value: str, boost: float = 1.0) -> Query:
    """Documents that have `value` in `field`."""
    return dsl.Term(**{field: {"value": value, "boost": boost}})


def among(field: str, values: Iterable[str]) -> Query:
    """Documents that have one of `values`; none for no value."""
    return dsl.Terms(**{field: sorted(values)})


def begins(field: str, beginning: str) -> Query:
    """Documents one of whose terms begins so."""
    return dsl.Prefix(**{field: {"value": beginning}})


def opens(words: Sequence[str]) -> Query:
    """Documents whose title begins with these folded words, the last of which may be cut short."""
    if len(words) > LONGEST_OPENING:
        return begins("suggestion", " ".join(words))
    return begins("opening", opening(words))


def constant(query: Query, score: float) -> Query:
    """The same documents, all worth `score`."""
    return dsl.ConstantScore(filter=query, boost=score)


def bounds(query: SearchQuery) -> list[Query]:
    """The days and the circle asked."""
    asked: list[Query] = []
    if query.after:
        asked.append(dsl.Range(last_day={"gte": day_number(query.after)}))
    if query.before:
        asked.append(dsl.Range(first_day={"lte": day_number(query.before)}))
    if query.near:
        asked.append(dsl.GeoDistance(distance=f"{query.near.km}km", place=center(query.near)))
    return asked


def center(near: Near) -> dict[str, float]:
    """The point asked around."""
    return {"lat": near.latitude, "lon": near.longitude}


def all_of(queries: Sequence[Query]) -> Query:
    """Every one of these."""
    return queries[0] if len(queries) == 1 else dsl.Bool(must=list(queries))


def any_of(queries: Sequence[Query]) -> Query:
    """At least one of these."""
    return queries[0] if len(queries) == 1 else dsl.Bool(should=list(queries), minimum_should_match=1)


def holding_pages(question: Question) -> Query:
    """Pages of a file, those that hold most of what is asked first."""
    expressions = [
        constant(_phrase("pages.words", phrase), 1.0)
        for clause in question.clauses
        for way in clause.ways
        for phrase in way.phrases
    ]
    return any_of(expressions)


def _clause(clause: Clause) -> Query:
    return any_of([_way(way) for way in clause.ways])


def _way(way: Way) -> Query:
    found = [_phrase("text", phrase) for phrase in way.phrases]
    if len(found) == 1 and way.weight == 1:
        return found[0]
    return dsl.Bool(must=found, boost=way.weight)


def _phrase(field: str, phrase: Phrase, boost: float = 1.0) -> Query:
    if len(phrase.placed) == 1:
        return term(field, phrase.stems[0], boost)
    words = [french.GAP] * (phrase.placed[-1][0] + 1)
    for place, stem in phrase.placed:
        words[place] = stem
    return dsl.MatchPhrase(**{field: {"query": " ".join(words), "boost": boost}})
