"""The one way to ask: the engine, or the database when the engine is away."""

import logging
from dataclasses import replace

from . import degraded
from .engines import EngineUnavailable, get_engine
from .query import SearchPage, SearchQuery

log = logging.getLogger(__name__)


def answer(query: SearchQuery) -> SearchPage:
    """Answer a question, whatever happens to the index; `degraded` says that the database did."""
    try:
        return get_engine().search(query)
    except EngineUnavailable as error:
        log.warning("search is answered by the database: %s", error)
        return degraded.search(query)


def count(query: SearchQuery) -> int:
    """How many results a question has."""
    return answer(replace(query, page=1, page_size=0, facets=())).total
