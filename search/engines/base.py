"""What every engine does. One suite of contract tests runs on all of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from ..documents import PUBLIC, SearchDocument
from ..query import SearchHit, SearchPage, SearchQuery, Suggestion


class EngineUnavailable(Exception):
    """The index cannot be read or written now; nothing was acknowledged. The message is for operators."""


@dataclass(frozen=True)
class Health:
    """`documents` in the index, and why it cannot answer ("" when it can)."""

    documents: int
    problem: str = ""


class Engine(Protocol):
    """An index of `SearchDocument`. Every method raises EngineUnavailable when the index is away."""

    def write(self, documents: Iterable[SearchDocument]) -> bool:
        """Put these in place of whatever their objects had in the index.

        Returns True once they are there for good; False when a rebuild under way will replace the index, which may
        or may not know them: write them again later.
        """
        ...

    def delete(self, object_keys: Iterable[str]) -> bool:
        """Remove every document of these objects (`app.model:pk`). Same answer as `write`."""
        ...

    def search(self, query: SearchQuery) -> SearchPage:
        """Answer a question."""
        ...

    def suggest(
        self,
        text: str,
        *,
        language: str = "fr",
        audience: tuple[str, ...] = (PUBLIC,),
        kinds: Collection[str] = (),
        limit: int = 8,
    ) -> list[Suggestion]:
        """Titles of these kinds (any if none), best first, that hold every word of `text`, the last being perhaps
        unfinished.
        """
        ...

    def similar(
        self, document_id: str, *, language: str = "fr", audience: tuple[str, ...] = (PUBLIC,), limit: int = 4
    ) -> list[SearchHit]:
        """What resembles a document, best first. Empty when it is not in the index."""
        ...

    def inventory(self) -> dict[str, str]:
        """{document id: its digest} for everything in the index, whoever may see it."""
        ...

    def rebuild(self, documents: Iterable[SearchDocument]) -> int:
        """Build a new index beside the old, then swap. Returns how many documents it holds.

        The old index answers until the swap, and stays if anything fails. Raises EngineUnavailable when another
        rebuild is under way.
        """
        ...

    def health(self) -> Health:
        """Whether it can answer. Never raises."""
        ...
