"""The engine past one machine: Elasticsearch 8 or 9, one node or several."""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from elasticsearch import Elasticsearch, helpers
from elasticsearch_dsl import query as dsl

from ...documents import PUBLIC, SearchDocument
from ...query import SearchHit, SearchPage, SearchQuery, Suggestion
from ...words.question import Synonyms
from ..base import EngineUnavailable, Health
from . import schema
from .connection import Connection
from .reading import Reading
from .store import Lock, Store

_BATCH = 500
_DIGESTS = {"_source": False, "docvalue_fields": ["digest"]}


class ElasticsearchEngine:
    """See `Engine`. `hosts` are addresses of nodes of one cluster, `name` begins the names of the portal's indices.

    `synonyms` gives the groups of equivalent expressions, asked for at each question with words.
    """

    def __init__(self, hosts: Sequence[str], name: str, *, synonyms: Callable[[], Synonyms]) -> None:
        self._connection = Connection(hosts)
        self._store = Store(self._connection.writer, name)
        self._reading = Reading(self._connection.reader, self._store.alias)
        self._synonyms = synonyms

    # Writing

    def write(self, documents: Iterable[SearchDocument]) -> bool:
        """See `Engine.write`."""
        documents = list(documents)
        return self._change({document.object_key for document in documents}, documents)

    def delete(self, object_keys: Iterable[str]) -> bool:
        """See `Engine.delete`."""
        return self._change(set(object_keys), [])

    def _change(self, object_keys: set[str], documents: list[SearchDocument]) -> bool:
        with self._connection.writing() as client:
            alias, index = self._store.alias, self._store.current()
            _bulk(client, documents, alias, require_alias=True)
            superseded = dsl.Bool(
                filter=[dsl.Terms(object=sorted(object_keys))],
                must_not=[dsl.Ids(values=[document.id for document in documents])],
            )
            client.delete_by_query(index=alias, query=superseded.to_dict(), conflicts="proceed")
            client.indices.refresh(index=alias)
            # In this order: a rebuild that ended since then has put another index behind the alias.
            return not self._store.is_rebuilding() and self._store.current() == index

    def rebuild(self, documents: Iterable[SearchDocument]) -> int:
        """See `Engine.rebuild`."""
        with self._connection.writing() as client, self._store.rebuilding() as lock:
            index = self._store.create()
            try:
                count = _bulk(client, _kept_alive(documents, lock), index)
                self._store.complete(index)
                self._store.swap(index)
            except BaseException:
                self._store.discard(index)
                raise
            return count

    # Reading

    def search(self, query: SearchQuery) -> SearchPage:
        """See `Engine.search`."""
        started = time.perf_counter()
        groups = self._synonyms() if query.text else ()
        with self._connection.reading():
            answer = self._reading.search(query, groups)
        return SearchPage(**answer, took_ms=(time.perf_counter() - started) * 1000)

    def suggest(
        self,
        text: str,
        *,
        language: str = "fr",
        audience: tuple[str, ...] = (PUBLIC,),
        kinds: Collection[str] = (),
        limit: int = 8,
    ) -> list[Suggestion]:
        """See `Engine.suggest`."""
        with self._connection.reading():
            return self._reading.suggest(text, language, audience, kinds, limit)

    def similar(
        self, document_id: str, *, language: str = "fr", audience: tuple[str, ...] = (PUBLIC,), limit: int = 4
    ) -> list[SearchHit]:
        """See `Engine.similar`."""
        with self._connection.reading():
            return self._reading.similar(document_id, language, audience, limit)

    def inventory(self) -> dict[str, str]:
        """See `Engine.inventory`."""
        with self._connection.writing() as client:
            found = helpers.scan(client, index=self._store.alias, query=_DIGESTS, size=5_000)
            return {each["_id"]: each["fields"]["digest"][0] for each in found}

    def health(self) -> Health:
        """See `Engine.health`."""
        try:
            with self._connection.reading() as client:
                return Health(documents=client.count(index=self._store.alias)["count"])
        except EngineUnavailable as error:
            return Health(documents=0, problem=str(error))


def _bulk(
    client: Elasticsearch, documents: Iterable[SearchDocument], index: str, *, require_alias: bool = False
) -> int:
    """Index the documents and return how many there were. Raises EngineUnavailable when one is refused."""
    actions = ({"_id": document.id, "_source": schema.source_of(document)} for document in documents)
    count = 0
    answers = helpers.streaming_bulk(
        client, actions, chunk_size=_BATCH, index=index, require_alias=require_alias, raise_on_error=False
    )
    for accepted, answer in answers:
        if not accepted:
            raise EngineUnavailable(f"Elasticsearch refused a document: {answer}")
        count += 1
    return count


def _kept_alive(documents: Iterable[SearchDocument], lock: Lock) -> Iterator[SearchDocument]:
    for document in documents:
        lock.renew()
        yield document
