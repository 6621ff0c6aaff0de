"""A question, in Tantivy's queries."""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from tantivy import Occur, Query, Schema

from ...registry import kind_bonuses
from ...words.question import Clause, Phrase, Question, Way
from .. import weights
from ..columns import LONGEST_OPENING, opening

NOT_SCORED = 0.0


class Queries:
    """Builds queries for one schema. `holds_code` says whether any document has a code: most questions are none."""

    def __init__(self, schema: Schema, holds_code: Callable[[str], bool]) -> None:
        self._schema, self._holds_code = schema, holds_code

    def answering(self, question: Question) -> Query:
        """Whatever answers, scored by its words."""
        if not question.clauses:
            words = [self.term("prefixes", word) for word in question.title_words]
            found = all_of(words) if words else Query.empty_query()
        else:
            found = all_of([*map(self._clause, question.required), *self._loose(question)])
        if not question.code or not self._holds_code(question.code):
            return found
        return any_of([found, Query.const_score_query(self.term("codes", question.code), weights.WHOLE_CODE)])

    def answering_in_part(self, question: Question) -> Query | None:
        """Whatever holds one thing asked among several; None when one only is asked."""
        return any_of(map(self._clause, question.clauses)) if len(question.clauses) > 1 else None

    def preferences(self, question: Question) -> list[Query]:
        """What makes an answer better, and never finds anything by itself."""
        better = [
            Query.boost_query(self._phrase("head", phrase), weights.HEAD * way.weight)
            for clause in question.clauses
            for way in clause.ways
            for phrase in way.phrases
        ]
        better += [
            Query.const_score_query(self.term("codes", code), weights.ONE_CODE)
            for clause in question.clauses
            for code in clause.codes
            if self._holds_code(code)
        ]
        if question.in_order:
            better.append(Query.boost_query(self._phrase("head", question.in_order), weights.IN_ORDER))
        return better + self.preferred_kinds()

    def preferred_kinds(self) -> list[Query]:
        """The kinds that come first among equals."""
        return [Query.const_score_query(self.term("kind", kind), bonus) for kind, bonus in kind_bonuses().items()]

    def term(self, field: str, value: str) -> Query:
        """Documents that have `value` in `field`."""
        return Query.term_query(self._schema, field, value)

    def among(self, field: str, values: Iterable[str]) -> Query:
        """Documents that have one of `values`; none for no value. It never weighs on the score."""
        terms = [self.term(field, value) for value in sorted(values)]
        return Query.const_score_query(any_of(terms), NOT_SCORED) if terms else Query.empty_query()

    def begins(self, field: str, beginning: str) -> Query:
        """Documents one of whose terms begins so."""
        return Query.fuzzy_term_query(self._schema, field, beginning, distance=0, prefix=True)

    def opens(self, words: Sequence[str]) -> Query:
        """Documents whose title begins with these folded words, the last of which may be cut short."""
        if len(words) > LONGEST_OPENING:
            return self.begins("suggestion", " ".join(words))
        return self.begins("opening", opening(words))

    def _loose(self, question: Question) -> list[Query]:
        clauses = [self._clause(clause) for clause in question.loose]
        weighed = [(Occur.Should, clause) for clause in clauses]
        if question.enough == len(clauses):
            return clauses
        if question.enough < len(clauses) - 1:
            return [Query.boolean_query(weighed, question.enough)]
        # All but one, in each possible way: Tantivy finds these twice as fast as "at least so many of them".
        found = any_of(map(all_of, combinations(clauses, question.enough)))
        return [Query.boolean_query([(Occur.Must, Query.const_score_query(found, NOT_SCORED)), *weighed])]

    def _clause(self, clause: Clause) -> Query:
        return any_of([self._way(way) for way in clause.ways])

    def _way(self, way: Way) -> Query:
        found = all_of([self._phrase("text", phrase) for phrase in way.phrases])
        return found if way.weight == 1 else Query.boost_query(found, way.weight)

    def _phrase(self, field: str, phrase: Phrase) -> Query:
        if len(phrase.placed) == 1:
            return self.term(field, phrase.stems[0])
        placed: list[str | tuple[int, str]] = list(phrase.placed)
        return Query.phrase_query(self._schema, field, placed)


def all_of(queries: Sequence[Query]) -> Query:
    """Every one of these."""
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: Iterable[Query]) -> Query:
    """At least one of these."""
    listed = list(queries)
    return listed[0] if len(listed) == 1 else Query.boolean_query([(Occur.Should, query) for query in listed])
