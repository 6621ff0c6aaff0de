"""What can happen to Elasticsearch's indices, and to those who write in them. Collected where there is a server."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from elasticsearch import Elasticsearch

from search.documents import SearchDocument
from search.engines import EngineUnavailable
from search.engines.elasticsearch import ElasticsearchEngine, connection, schema, store
from search.query import SearchQuery
from tests.support.away import Gate
from tests.support.elasticsearch import NODES, elasticsearch_engine, name_of

Make = Callable[..., SearchDocument]

LONG = 30.0  # seconds after which what should have happened has not


@pytest.fixture
def elastic(document: Make) -> Iterator[ElasticsearchEngine]:
    with elasticsearch_engine() as engine:
        engine.rebuild([document(1, title="stage"), document(2, title="emploi")])
        yield engine


@pytest.fixture
def client() -> Iterator[Elasticsearch]:
    with Elasticsearch(NODES) as client:
        yield client


def total(engine: ElasticsearchEngine, **query: object) -> int:
    return engine.search(SearchQuery(**query)).total


def indices(client: Elasticsearch, engine: ElasticsearchEngine) -> list[str]:
    return list(client.indices.get(index=f"{name_of(engine)}-v*").body)


def eventually(happens: Callable[[], bool]) -> None:
    """Wait for what another process or thread does."""
    until = time.monotonic() + LONG
    while not happens():
        assert time.monotonic() < until
        time.sleep(0.05)


def answers(engine: ElasticsearchEngine) -> bool:
    return not engine.health().problem


def test_an_index_deleted_under_its_reader_is_unavailable_then_rebuilt(
    elastic: ElasticsearchEngine, client: Elasticsearch, document: Make
) -> None:
    for index in indices(client, elastic):
        client.indices.delete(index=index)
    for attempt in (
        lambda: total(elastic), lambda: elastic.write([document(3)]), lambda: elastic.delete(["tests.thing:1"]),
        lambda: elastic.suggest("st"), lambda: elastic.similar("tests.thing:1"), elastic.inventory,
    ):  # fmt: skip
        with pytest.raises(EngineUnavailable, match="search_rebuild"):
            attempt()
    # A write has not made an index of its own, without mapping.
    assert indices(client, elastic) == []
    assert elastic.rebuild([document(1)]) == total(elastic) == 1


def test_an_index_of_another_version_is_not_read_and_goes_with_the_next_rebuild(
    elastic: ElasticsearchEngine, client: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    with elasticsearch_engine(name=name_of(elastic)) as newer:
        assert "search_rebuild" in newer.health().problem
        newer.rebuild([])
        assert total(newer) == 0
        assert len(indices(client, newer)) == 1


def test_a_full_disk_refuses_writes_and_loses_none(
    elastic: ElasticsearchEngine, client: Elasticsearch, document: Make
) -> None:
    [index] = indices(client, elastic)
    # What the server itself does at its flood stage.
    client.indices.put_settings(index=index, settings={"index.blocks.read_only_allow_delete": True})
    with pytest.raises(EngineUnavailable):
        elastic.write([document(3)])
    assert total(elastic) == 2
    client.indices.put_settings(index=index, settings={"index.blocks.read_only_allow_delete": None})
    assert elastic.write([document(3)])
    assert total(elastic) == 3


def test_a_rebuild_killed_half_way_leaves_the_old_index_and_is_swept_by_the_next(
    elastic: ElasticsearchEngine, client: Elasticsearch, document: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = f"""
import os
from search.documents import SearchDocument
from search.engines.elasticsearch import ElasticsearchEngine, store

store.LOCK_KEPT = 1.0

def documents():
    yield SearchDocument(id="tests.thing:9", kind="project", title="x", url="/")
    os.kill(os.getpid(), 9)

ElasticsearchEngine({NODES!r}, {name_of(elastic)!r}, synonyms=tuple).rebuild(documents())
"""
    process = subprocess.run([sys.executable, "-c", killed], check=False, capture_output=True)
    assert process.returncode == -9, process.stderr
    assert (total(elastic), len(indices(client, elastic))) == (2, 2)
    # Believed dead once its lock is no longer renewed: what is written is then there for good.
    eventually(lambda: elastic.write([document(3)]))
    assert elastic.rebuild([document(1)]) == 1
    assert (total(elastic), len(indices(client, elastic))) == (1, 1)


def test_one_rebuild_at_a_time(elastic: ElasticsearchEngine, document: Make) -> None:
    def documents() -> Iterator[SearchDocument]:
        with pytest.raises(EngineUnavailable, match="another process"):
            elastic.rebuild([])
        yield document(1)

    assert elastic.rebuild(documents()) == 1
    assert elastic.rebuild([]) == 0


def test_a_long_rebuild_keeps_its_lock(
    elastic: ElasticsearchEngine, document: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "LOCK_KEPT", 1.5)

    def documents() -> Iterator[SearchDocument]:
        until = time.monotonic() + 4
        while time.monotonic() < until:
            yield document(1)
            assert elastic.write([document(2)]) is False

    elastic.rebuild(documents())


def test_two_workers_started_by_mistake_write_the_same(elastic: ElasticsearchEngine, document: Make) -> None:
    with elasticsearch_engine(name=name_of(elastic)) as other:
        problems: list[Exception] = []

        def work(engine: ElasticsearchEngine) -> None:
            try:
                for number in range(10):
                    engine.write([document(each, title=f"version {number}") for each in range(20)])
            except EngineUnavailable as error:
                problems.append(error)

        workers = [threading.Thread(target=work, args=(engine,)) for engine in (elastic, other)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert problems == []
        assert total(elastic) == 20
        assert total(elastic, text="version 9") == 20


def test_readers_never_see_a_half_swapped_index(elastic: ElasticsearchEngine, document: Make) -> None:
    problems: list[str] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                if total(elastic) != 2:
                    problems.append("a partial index answered")
            except EngineUnavailable as error:
                problems.append(str(error))

    threads = [threading.Thread(target=read) for _number in range(2)]
    for thread in threads:
        thread.start()
    for _time in range(4):
        elastic.rebuild([document(1), document(2)])
    done.set()
    for thread in threads:
        thread.join()
    assert problems == []


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Stands between the portal and one node."""
    monkeypatch.setattr(connection, "PAUSE", 0.2)
    gate = Gate(NODES[0])
    yield gate
    gate.end()


def test_what_went_silent_is_asked_again_once_it_answers(elastic: ElasticsearchEngine, gate: Gate) -> None:
    engine = ElasticsearchEngine([gate.address], name_of(elastic), synonyms=tuple)
    assert total(engine) == 2
    gate.close()
    for _time in range(2):
        with pytest.raises(EngineUnavailable):
            total(engine)
    gate.open()
    eventually(lambda: answers(engine))
    assert total(engine) == 2


def test_what_is_slow_is_waited_for_once(elastic: ElasticsearchEngine, gate: Gate) -> None:
    engine = ElasticsearchEngine([gate.address], name_of(elastic), synonyms=tuple)
    gate.delay = 5.0
    waited = []
    for _time in range(5):
        started = time.perf_counter()
        with pytest.raises(EngineUnavailable):
            total(engine)
        waited.append(time.perf_counter() - started)
        time.sleep(connection.PAUSE)  # long enough for it to be looked at in between
    assert waited[0] < 4.0 and max(waited[1:]) < 1.2
    gate.delay = 0.0
    eventually(lambda: answers(engine))
    assert total(engine) == 2


def test_a_long_file_is_quoted_from_its_best_page(elastic: ElasticsearchEngine, document: Make) -> None:
    filler = "Le comité suit chaque parcours et rencontre les employeurs du département. " * 130
    pages = tuple((number, filler + (" Un tutorat exemplaire." if number == 29 else "")) for number in range(1, 40))
    elastic.write([document(10 + n, title="Rapport", body=pages) for n in range(5)])
    page = elastic.search(SearchQuery(text="tutorat exemplaire"))
    assert {hit.page_number for hit in page.hits} == {29}
    assert "<mark>tutorat</mark> <mark>exemplaire</mark>" in page.hits[0].passage_html
