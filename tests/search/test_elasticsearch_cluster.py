"""A cluster of three nodes, one of which is lost. Collected where a test may kill one."""

import os
import subprocess
import threading
from collections.abc import Callable, Iterator

import pytest

from search.documents import SearchDocument
from search.engines import EngineUnavailable
from search.engines.elasticsearch import ElasticsearchEngine
from search.query import SearchQuery
from tests.support.elasticsearch import elasticsearch_engine

Make = Callable[..., SearchDocument]

PROGRAM, *OPTIONS = os.environ["ELASTICSEARCH_NODES"].split()
COUNT = 300


def tell(verb: str, node: str) -> None:
    subprocess.run([PROGRAM, verb, node, *OPTIONS], check=True, capture_output=True)


@pytest.fixture
def elastic(document: Make) -> Iterator[ElasticsearchEngine]:
    with elasticsearch_engine() as engine:
        engine.rebuild(document(number, title="stage") for number in range(COUNT))
        yield engine


@pytest.fixture(params=["node-1", "node-2", "node-3"])
def lost(request: pytest.FixtureRequest, elastic: ElasticsearchEngine) -> Iterator[Callable[[], None]]:
    """Kills a node; it is back after the test."""
    yield lambda: tell("kill", request.param)
    tell("revive", request.param)


def test_a_lost_node_stops_neither_reading_nor_writing(
    elastic: ElasticsearchEngine, lost: Callable[[], None], document: Make
) -> None:
    totals: list[int] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                totals.append(elastic.search(SearchQuery(text="stage")).total)
            except EngineUnavailable:  # the database answers meanwhile
                pass

    reader = threading.Thread(target=read)
    reader.start()
    lost()
    written = False
    for number in range(COUNT, COUNT + 20):
        try:
            written = elastic.write([document(number, title="stage")]) or written
        except EngineUnavailable:  # its outbox row stays
            elastic.write([document(number, title="stage")])
    done.set()
    reader.join()
    assert written
    assert elastic.search(SearchQuery(text="stage")).total == COUNT + 20
    # No answer was made of a part of the index.
    assert set(totals) <= set(range(COUNT, COUNT + 21))
    assert len(elastic.inventory()) == COUNT + 20


def test_a_rebuild_goes_through_without_a_node(
    elastic: ElasticsearchEngine, lost: Callable[[], None], document: Make
) -> None:
    lost()
    assert elastic.rebuild(document(number, title="atelier") for number in range(COUNT)) == COUNT
    assert elastic.search(SearchQuery(text="atelier")).total == COUNT
