"""The default engine: a Tantivy index in a folder, with no service to install."""

import logging
import shutil
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import tantivy

from ...documents import PUBLIC, SearchDocument
from ...query import SearchHit, SearchPage, SearchQuery, Suggestion
from ..base import EngineUnavailable, Health
from . import schema
from .reading import Reading
from .store import Store

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

_WRITER_MEMORY = 20_000_000
_REBUILD_MEMORY = 100_000_000


@contextmanager
def _engine_errors() -> Iterator[None]:
    """Whatever Tantivy raises becomes EngineUnavailable, a panic of its Rust code included."""
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:
        raise EngineUnavailable(str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # not an Exception, and not importable
            raise
        raise EngineUnavailable(f"the index is damaged: {error}") from error


class EmbeddedEngine:
    """See `Engine`. `synonyms` gives the groups of equivalent expressions, asked for at each question with words."""

    def __init__(self, folder: str | Path, *, synonyms: Callable[[], tuple[tuple[str, ...], ...]]) -> None:
        self._store = Store(folder)
        self._synonyms = synonyms
        self._opening = threading.Lock()
        self._opened: tuple[Path, tantivy.Index] | None = None
        self._reading: tuple[tuple[int, int], Reading] | None = None

    # Writing

    def write(self, documents: Iterable[SearchDocument]) -> bool:
        """See `Engine.write`."""
        documents = list(documents)
        return self._change({document.object_key for document in documents}, documents)

    def delete(self, object_keys: Iterable[str]) -> bool:
        """See `Engine.delete`."""
        return self._change(set(object_keys), [])

    def _change(self, object_keys: set[str], documents: list[SearchDocument]) -> bool:
        with self._store.writing():
            folder = self._store.current()
            writer = None
            try:
                with _engine_errors():
                    writer = _open(folder).writer(_WRITER_MEMORY, 1)
                    for key in sorted(object_keys):
                        writer.delete_documents_by_term("object", key)
                    for document in documents:
                        writer.add_document(schema.to_index(document))
                    writer.commit()
                    writer.wait_merging_threads()
            finally:
                del writer  # Tantivy's own lock goes with it, even while an error is being reported
            # Asked after the commit: a rebuild that starts later reads what was just written from the database.
            return not self._store.is_rebuilding()

    def rebuild(self, documents: Iterable[SearchDocument]) -> int:
        """See `Engine.rebuild`."""
        with self._store.rebuilding():
            with _engine_errors():
                generation = self._store.new_generation()
            try:
                count = self._fill(generation, documents)
                with self._store.writing(), _engine_errors():
                    self._store.swap(generation)
            except BaseException:
                shutil.rmtree(generation, ignore_errors=True)
                raise
        return count

    def _fill(self, generation: Path, documents: Iterable[SearchDocument]) -> int:
        with _engine_errors():
            index = tantivy.Index(schema.build(), str(generation))
            schema.register_analysers(index)
            # One thread leaves the fewest segments, and Python feeds no more than one.
            writer = index.writer(_REBUILD_MEMORY, 1)
        count = 0
        for document in documents:
            with _engine_errors():
                writer.add_document(schema.to_index(document))
            count += 1
        with _engine_errors():
            writer.commit()
            writer.wait_merging_threads()
        return count

    # Reading

    def search(self, query: SearchQuery) -> SearchPage:
        """See `Engine.search`."""
        started = time.perf_counter()
        groups = self._synonyms() if query.text else ()
        answer = self._ask(lambda reading: reading.search(query, groups))
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
        return self._ask(lambda reading: reading.suggest(text, language, audience, kinds, limit))

    def similar(
        self, document_id: str, *, language: str = "fr", audience: tuple[str, ...] = (PUBLIC,), limit: int = 4
    ) -> list[SearchHit]:
        """See `Engine.similar`."""
        return self._ask(lambda reading: reading.similar(document_id, language, audience, limit))

    def inventory(self) -> dict[str, str]:
        """See `Engine.inventory`."""
        return self._ask(Reading.inventory)

    def health(self) -> Health:
        """See `Engine.health`."""
        try:
            return Health(documents=self._ask(Reading.count))
        except EngineUnavailable as error:
            return Health(documents=0, problem=str(error))

    def _ask(self, question: Callable[[Reading], Answer]) -> Answer:
        """The answer of the index as last committed, by whatever process."""
        while True:
            folder = self._store.current()
            try:
                with _engine_errors():
                    return question(self._read(folder))
            except EngineUnavailable:
                with self._opening:
                    self._opened = None
                # A rebuild may have swept the folder while it was being read: the new one answers.
                if self._store.current() == folder:
                    raise

    def _read(self, folder: Path) -> Reading:
        state = (folder / "meta.json").stat()
        commit = (state.st_mtime_ns, state.st_ino)
        with self._opening:
            if self._opened is None or self._opened[0] != folder:
                index = _open(folder)
                index.config_reader("Manual")
                self._opened, self._reading = (folder, index), None
            index = self._opened[1]
            if self._reading is None or self._reading[0] != commit:
                index.reload()
                self._reading = commit, Reading(index.searcher(), index.schema)
            return self._reading[1]


def _open(folder: Path) -> tantivy.Index:
    index = tantivy.Index.open(str(folder))
    schema.register_analysers(index)
    return index
