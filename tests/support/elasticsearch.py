"""A real Elasticsearch for tests, where `ELASTICSEARCH_URL` leads to one: `.ci/with-elasticsearch` starts it."""

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from elasticsearch import Elasticsearch

from search.engines.elasticsearch import ElasticsearchEngine
from search.words.question import Synonyms

NODES = [node for node in os.environ.get("ELASTICSEARCH_URL", "").split(",") if node]


@contextmanager
def elasticsearch_engine(synonyms: Callable[[], Synonyms] = tuple, name: str = "") -> Iterator[ElasticsearchEngine]:
    """An engine of this test's own, or another one for the indices called `name`; they are removed after it."""
    name = name or f"tests-{uuid.uuid4().hex}"
    try:
        yield ElasticsearchEngine(NODES, name, synonyms=synonyms)
    finally:
        forget(name)


def name_of(engine: ElasticsearchEngine) -> str:
    """What its indices are called."""
    return engine._store.alias.rpartition("-v")[0]


def forget(name: str) -> None:
    """Remove every index whose name begins so."""
    with Elasticsearch(NODES) as client:
        indices = list(client.indices.get(index=f"{name}-*", expand_wildcards="all").body)
        if indices:
            client.indices.delete(index=indices)
