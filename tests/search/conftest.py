import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from search.documents import SearchDocument
from search.engines import Engine, get_engine
from search.engines.embedded import EmbeddedEngine
from tests.support.elasticsearch import NODES, elasticsearch_engine, own_indices

# Nothing is skipped: what needs a server, or one that may be hurt, is collected where there is one.
collect_ignore = [] if NODES else ["test_elasticsearch_faults.py"]
collect_ignore += [] if "ELASTICSEARCH_NODES" in os.environ else ["test_elasticsearch_cluster.py"]

SYNONYMS = (
    ("ESAT", "établissement et service d’accompagnement par le travail"),
    ("RQTH", "reconnaissance de la qualité de travailleur handicapé"),
)


@contextmanager
def embedded(folder: Path) -> Iterator[Engine]:
    yield EmbeddedEngine(folder, synonyms=lambda: SYNONYMS)


def elasticsearch(folder: Path) -> AbstractContextManager[Engine]:
    return elasticsearch_engine(synonyms=lambda: SYNONYMS)


# Every engine passes the same tests; Elasticsearch where there is one.
ENGINES = [embedded, elasticsearch] if NODES else [embedded]


@pytest.fixture(params=ENGINES, ids=lambda make: make.__name__)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine whose index is there, and empty."""
    with request.param(tmp_path / "index") as made:
        made.rebuild([])
        yield made


@pytest.fixture
def document() -> Callable[..., SearchDocument]:
    """Makes a document; `id` may be a number alone."""

    def make(id: int | str = 1, **values: Any) -> SearchDocument:
        key = f"tests.thing:{id}" if isinstance(id, int) else id
        return SearchDocument(**{"id": key, "kind": "project", "title": "Sans titre", "url": f"/{id}/"} | values)

    return make


@pytest.fixture(params=ENGINES, ids=lambda make: make.__name__)
def portal_engine(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Iterator[Engine]:
    """The engine the portal itself uses, with an empty index of this test's own."""
    settings.SEARCH_INDEX_DIR = tmp_path / "portal-index"
    with own_indices() as name:
        if request.param is elasticsearch:
            settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX = NODES, name
        engine = get_engine()
        engine.rebuild([])
        yield engine


@pytest.fixture
def lose_index(settings: Settings, tmp_path: Path) -> Callable[[], None]:
    """Has the portal look for its index where there is none, whichever engine it uses."""

    def lose() -> None:
        settings.SEARCH_INDEX_DIR = tmp_path / "nothing"
        settings.ELASTICSEARCH_INDEX = "tests-nothing"

    return lose
