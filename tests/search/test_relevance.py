"""The judged set (judgements.yaml): what professionals ask of the founding content, and what they should find first."""

import unicodedata
from collections.abc import Iterator
from math import log2
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from search.documents import SearchDocument
from search.engines import Engine, get_engine
from search.indexing import documents_of
from search.query import SearchQuery
from search.registry import sources
from search.synonyms import synonym_groups
from tests.support.elasticsearch import NODES, elasticsearch_engine

pytestmark = pytest.mark.usefixtures("founding")

DEPTH = 10
ENOUGH = 0.90
ACCENTS_MATTER_LESS_THAN = 0.01
WORST_SHOWN = 15


class Judged(NamedTuple):
    """A query and {address: grade}."""

    query: str
    grades: dict[str, int]


class Scored(NamedTuple):
    """What a query was worth (0 to 1) and the addresses it gave."""

    score: float
    query: str
    given: list[str]


def everything() -> Iterator[SearchDocument]:
    for source in sources():
        for instance in source.queryset():
            yield from documents_of(source, instance) or ()


@pytest.fixture(params=["embedded", *(["elasticsearch"] if NODES else [])])
def engine(request: pytest.FixtureRequest, founding: None) -> Iterator[Engine]:
    """Every engine, with the founding content in its index."""
    if request.param == "embedded":
        yield get_engine()
    else:
        with elasticsearch_engine(synonym_groups) as made:
            made.rebuild(everything())
            yield made


def judgements() -> list[Judged]:
    rows = yaml.safe_load(Path(__file__).with_name("judgements.yaml").read_text())
    return [
        Judged(row.pop("query"), {address: grade for grade, addresses in row.items() for address in addresses})
        for row in rows
    ]


def gain(grades: list[int]) -> float:
    """Discounted cumulative gain, exponential form (Burges et al., 2005)."""
    return sum((2**grade - 1) / log2(rank + 2) for rank, grade in enumerate(grades[:DEPTH]))


def ndcg(given: list[str], grades: dict[str, int]) -> float:
    return gain([grades.get(address, 0) for address in given]) / gain(sorted(grades.values(), reverse=True))


def scored(engine: Engine, judged: Judged, query: str) -> Scored:
    given = [hit.url for hit in engine.search(SearchQuery(text=query, page_size=DEPTH)).hits]
    return Scored(ndcg(given, judged.grades), query, given)


def mean(scores: list[Scored]) -> float:
    return sum(score.score for score in scores) / len(scores)


def without_accents(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


def worst(scores: list[Scored]) -> str:
    lines = (f"{score.score:.2f} {score.query} → {' '.join(score.given[:6])}" for score in sorted(scores))
    return "\n".join(list(lines)[:WORST_SHOWN])


def test_the_set_is_large_and_every_address_in_it_exists() -> None:
    judged = judgements()
    assert len({row.query for row in judged}) == len(judged) >= 60
    known = {hit.url for page in range(1, 4) for hit in get_engine().search(SearchQuery(page_size=100, page=page)).hits}
    assert {address for row in judged for address in row.grades} <= known


def test_what_is_expected_comes_first_accents_or_not(engine: Engine) -> None:
    judged = judgements()
    typed = [scored(engine, row, row.query) for row in judged]
    assert mean(typed) >= ENOUGH, f"nDCG@{DEPTH} = {mean(typed):.3f}. The worst:\n{worst(typed)}"
    bare = [scored(engine, row, without_accents(row.query)) for row in judged]
    assert abs(mean(bare) - mean(typed)) <= ACCENTS_MATTER_LESS_THAN, (
        f"{mean(typed):.3f} with accents, {mean(bare):.3f} without. The worst without:\n{worst(bare)}"
    )


def test_the_measure_knows_good_from_bad() -> None:
    grades = {"/a/": 3, "/b/": 1}
    assert ndcg(["/a/", "/b/"], grades) == 1
    assert ndcg(["/b/", "/a/"], grades) < ndcg(["/a/", "/c/"], grades) < 1
    assert ndcg(["/c/"], grades) == 0
