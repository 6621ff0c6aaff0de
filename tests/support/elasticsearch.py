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
def own_indices(name: str = "") -> Iterator[str]:
    """What the indices of a test may be called: `name`, or one of its own. Those so called are removed after it."""
    name = name or f"tests-{uuid.uuid4().hex}"
    yield name
    if NODES:
        with Elasticsearch(NODES) as client:
            indices = list(client.indices.get(index=f"{name}-*", expand_wildcards="all").body)
            if indices:
                client.indices.delete(index=indices)


@contextmanager
def elasticsearch_engine(synonyms: Callable[[], Synonyms] = tuple, name: str = "") -> Iterator[ElasticsearchEngine]:
    """An engine of this test's own, or another one for the indices called `name`."""
    with own_indices(name) as name:
        yield ElasticsearchEngine(NODES, name, synonyms=synonyms)


def name_of(engine: ElasticsearchEngine) -> str:
    """What its indices are called."""
    return engine._store.alias.rpartition("-v")[0]
