"""The one place that chooses an engine."""

from functools import cache

from django.conf import settings

from ..synonyms import synonym_groups
from .base import Engine, EngineUnavailable
from .embedded import EmbeddedEngine

__all__ = ["Engine", "EngineUnavailable", "get_engine"]


def get_engine() -> Engine:
    """The portal's engine, one per process: Elasticsearch where the settings name its nodes, else the embedded one."""
    if settings.ELASTICSEARCH_URL:
        return _elasticsearch(tuple(settings.ELASTICSEARCH_URL), settings.ELASTICSEARCH_INDEX)
    return _embedded(str(settings.SEARCH_INDEX_DIR))


@cache
def _embedded(directory: str) -> Engine:
    return EmbeddedEngine(directory, synonyms=synonym_groups)


@cache
def _elasticsearch(nodes: tuple[str, ...], name: str) -> Engine:
    from .elasticsearch import ElasticsearchEngine  # its client is slow to import, and mostly not needed

    return ElasticsearchEngine(nodes, name, synonyms=synonym_groups)
