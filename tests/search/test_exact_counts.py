"""Five hundred generated questions: totals, sets and facet counts are those of a plain loop over the documents.

Every engine passes it, so that all of them give the same answers.
"""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date

from search.distances import kilometres
from search.documents import SearchDocument
from search.engines import Engine
from search.facets import is_narrow
from search.query import Near, SearchQuery, Sort

QUESTIONS = 500
# No two of them have one stem, or are one typing error apart.
WORDS = ("cerisier", "montagne", "voiture", "orchestre", "plafond", "guitare")
VALUES: dict[str, tuple[str, ...]] = {
    "kind": ("project", "event", "resource"),
    "territory": ("region-52", "departement-44", "departement-72", "commune-44184", "commune-72181"),
    "theme": ("emploi", "stage", "logement"),
    "public": ("jeunes", "adultes"),
    "organisation_kind": ("esat", "ime"),
    "resource_kind": ("guide", "outil"),
}
YEARS = ("2019", "2020", "2021")
# Nantes, Rezé, Saint-Nazaire, Le Mans, Mamoudzou.
POINTS = ((47.2184, -1.5536), (47.1907, -1.5694), (47.2735, -2.2137), (48.0061, 0.1996), (-12.7809, 45.2279))

Values = dict[str, frozenset[str]]


def some(made: random.Random, values: tuple[str, ...], most: int) -> tuple[str, ...]:
    return tuple(made.sample(values, made.randint(0, min(most, len(values)))))


def documents(made: random.Random, document: Callable[..., SearchDocument]) -> list[SearchDocument]:
    return [
        document(
            number,
            kind=made.choice(VALUES["kind"]),
            title=" ".join(some(made, WORDS, 2)) or "Rien",
            body=" ".join(some(made, WORDS, 2)),
            territories=some(made, VALUES["territory"], 3),
            themes=some(made, VALUES["theme"], 2),
            publics=some(made, VALUES["public"], 2),
            organisation_kinds=some(made, VALUES["organisation_kind"], 1),
            resource_kinds=some(made, VALUES["resource_kind"], 1),
            date=made.choice((None, *(f"{year}-{made.randint(1, 12):02}" for year in YEARS))),
            audience=made.choice((("public",), ("public",), ("group-7",))),
            point=made.choice((None, *POINTS)),
        )
        for number in range(100)
    ]


def question(made: random.Random) -> SearchQuery:
    def filters(chance: float) -> Values:
        return {
            name: frozenset(made.sample(values, made.randint(1, 2)))
            for name, values in VALUES.items()
            if made.random() < chance
        }

    return SearchQuery(
        text=" ".join(made.sample(WORDS, made.choice((0, 1, 1, 2)))),
        filters=filters(0.25),
        fixed=filters(0.1),
        after=made.choice((None, None, date(2020, 1, 1))),
        before=made.choice((None, None, date(2020, 12, 31))),
        audience=made.choice((("public",), ("public", "group-7"))),
        near=made.choice((None, None, None, Near(*made.choice(POINTS), made.choice((5.0, 50.0, 300.0))))),
        sort=Sort.TITLE,
        page_size=100,
    )


def holds(document: SearchDocument, wanted: Values) -> bool:
    values = document.facet_values()
    return all(any(value in values[name] for value in chosen) for name, chosen in wanted.items())


def in_period(document: SearchDocument, query: SearchQuery) -> bool:
    if not (query.after or query.before):
        return True
    if document.days is None:
        return False
    first, last = document.days
    return (not query.after or last >= query.after) and (not query.before or first <= query.before)


def expected(everything: list[SearchDocument], query: SearchQuery) -> tuple[set[str], dict[str, Counter[str]], bool]:
    """The documents found, the counts of each facet, and whether they hold some of the words only."""
    words = set(query.text.split())
    seen = [each for each in everything if set(each.audience) & set(query.audience) and holds(each, query.fixed)]
    full = [each for each in seen if words <= said(each)]
    partial = len(words) > 1 and not full
    matching = [each for each in seen if words & said(each)] if partial else full
    kept = [each for each in matching if in_period(each, query) and around(each, query)]
    found = [each for each in kept if holds(each, query.filters)]
    counts: dict[str, Counter[str]] = {}
    for name in query.facets:
        others = {other: values for other, values in query.filters.items() if other != name}
        holding = [each for each in kept if holds(each, others)]
        wide, narrow = values_of(holding, name, narrow=False), values_of(found, name, narrow=True)
        counts[name] = wide + narrow if query.filters.get(name) else wide
    return {each.id for each in found}, counts, partial


def values_of(documents: list[SearchDocument], name: str, *, narrow: bool) -> Counter[str]:
    return Counter(
        value for each in documents for value in set(each.facet_values()[name]) if is_narrow(name, value) is narrow
    )


def around(document: SearchDocument, query: SearchQuery) -> bool:
    near = query.near
    if near is None:
        return True
    return document.point is not None and kilometres((near.latitude, near.longitude), document.point) <= near.km


def said(document: SearchDocument) -> set[str]:
    return set(document.title.split()) | {word for _page, text in document.pages for word in text.split()}


def test_answers_are_those_of_a_plain_loop(engine: Engine, document: Callable[..., SearchDocument]) -> None:
    made = random.Random(2026)
    everything = documents(made, document)
    engine.rebuild(everything)
    partials = 0
    for _number in range(QUESTIONS):
        query = question(made)
        page = engine.search(query)
        found, counts, partial = expected(everything, query)
        assert ({hit.id for hit in page.hits}, page.total, page.partial) == (found, len(found), partial), query
        partials += partial
        for name, counted in counts.items():
            shown = counted.keys() | query.filters.get(name, frozenset())
            assert page.facets[name] == {value: counted[value] for value in shown}, (name, query)
    assert partials < QUESTIONS / 10
