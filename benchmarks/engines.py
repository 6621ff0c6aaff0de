"""The engines as the portal makes them, with an index of their own."""

import multiprocessing
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .measuring import Memory, memory, timed

READERS = 8
PROCESSES = 2  # that serve the portal, one for each processor
REST = 0.25  # seconds a reader looks at an answer before asking for another
COMMIT = 0.5  # seconds between two commits of the writer
_WARMING = 20  # questions


@dataclass(frozen=True)
class Place:
    """Where an index is: a folder, or nodes of Elasticsearch and a name."""

    folder: str = ""
    nodes: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Signals:
    """Between processes: where readers wait for each other, and when the writer begins and ends."""

    meeting: Any
    begin: Any
    end: Any

    @classmethod
    def new(cls) -> "Signals":
        context = multiprocessing.get_context("spawn")
        return cls(context.Barrier(PROCESSES), context.Event(), context.Event())


@dataclass(frozen=True)
class Read:
    """What one process measured: milliseconds, and its memory before it opened the index and after."""

    alone: list[float]
    pages: list[float]
    rested_pages: list[float]
    suggestions: list[float]
    rested_suggestions: list[float]
    before: Memory
    after: Memory


def engine_at(place: Place) -> Any:
    import django

    django.setup()
    if place.nodes:
        from search.engines.elasticsearch import ElasticsearchEngine

        return ElasticsearchEngine(place.nodes, place.name, synonyms=tuple)
    from search.engines.embedded import EmbeddedEngine

    return EmbeddedEngine(Path(place.folder) / "index", synonyms=tuple)


def build(place: Place, count: int) -> float:
    """Index `count` documents; seconds, without those it takes to invent the documents."""
    from .documents import documents

    engine, invented, inventing = engine_at(place), documents(count), 0.0

    def watched() -> Iterator[Any]:
        nonlocal inventing
        while True:
            started = time.perf_counter()
            document = next(invented, None)
            inventing += time.perf_counter() - started
            if document is None:
                return
            yield document

    started = time.perf_counter()
    assert engine.rebuild(watched()) == count
    return time.perf_counter() - started - inventing


def read(place: Place, number: int, count: int, signals: Signals) -> Read:
    """Ask the questions of the reading process `number`: the first alone, then all processes together."""
    from search.query import SearchQuery

    from .documents import questions

    before = memory()
    engine = engine_at(place)
    everything = questions(count)
    asked = everything[number::PROCESSES]

    def page(question: tuple[str, dict[str, frozenset[str]]]) -> None:
        engine.search(SearchQuery(text=question[0], filters=question[1]))

    def suggest(question: tuple[str, dict[str, frozenset[str]]]) -> None:
        engine.suggest(question[0][:7] or "emp")

    for question in asked[:_WARMING]:
        page(question)
        suggest(question)
    alone = [] if number else timed(page, everything)
    signals.begin.set()
    measured = []
    for ask, pause in ((page, 0.0), (page, REST), (suggest, 0.0), (suggest, REST)):
        signals.meeting.wait()
        measured.append(timed(ask, asked, readers=READERS // PROCESSES, pause=pause))
    signals.meeting.wait()
    signals.end.set()
    pages, rested_pages, suggestions, rested_suggestions = measured
    return Read(alone, pages, rested_pages, suggestions, rested_suggestions, before, memory())


def read_alone(place: Place, count: int) -> list[float]:
    """Milliseconds of each question with words, one reader."""
    from search.query import SearchQuery

    from .documents import questions

    engine = engine_at(place)
    return timed(
        lambda text: engine.search(SearchQuery(text=text)), [text for text, _filters in questions(count) if text]
    )


def forget(nodes: tuple[str, ...], name: str) -> None:
    """Remove the indices whose name begins so."""
    from elasticsearch import Elasticsearch

    with Elasticsearch(list(nodes)) as client:
        for index in client.indices.get(index=f"{name}*", expand_wildcards="all").body:
            client.indices.delete(index=index)


def write(place: Place, signals: Signals) -> int:
    """Rewrite 20 documents again and again while the others read; how many times."""
    from .documents import documents

    engine, batch, commits = engine_at(place), list(documents(20)), 0
    signals.begin.wait()
    while not signals.end.wait(COMMIT):
        engine.write(batch)
        commits += 1
    return commits
