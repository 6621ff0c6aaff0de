"""The one way to ask: the engine, or the database when the engine is away."""

import logging
from dataclasses import replace

from . import degraded
from .engines import EngineUnavailable, get_engine
from .query import SearchPage, SearchQuery
from .versions import read_in

log = logging.getLogger(__name__)


def answer(query: SearchQuery) -> SearchPage:
    """Answer a question, whatever happens to the index; `degraded` says that the database did."""
    try:
        page = get_engine().search(query)
    except EngineUnavailable as error:
        log.warning("search is answered by the database: %s", error)
        page = degraded.search(query)
    return replace(page, hits=tuple(read_in(query.language, hit) for hit in page.hits))


def count(query: SearchQuery) -> int:
    """How many results a question has."""
    return answer(replace(query, page=1, page_size=0, facets=())).total
