"""The indices behind the alias that answers, and who may replace them.

<name>-v<version>          the alias that answers; another version has another, which is not there yet
<name>-v<version>-<…>      an index: one behind the alias, one more while a rebuild fills it
<name>-locks               one document while a rebuild is under way, renewed as it goes
"""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from elasticsearch import ConflictError, Elasticsearch, NotFoundError

from ..base import EngineUnavailable
from . import schema

LOCK_KEPT = 60.0  # seconds after which the lock of a rebuild that was killed is free
_SETTLING = "60s"


class Store:
    """The indices of one portal."""

    def __init__(self, client: Elasticsearch, name: str) -> None:
        self._client, self._name = client, name
        self._locks = f"{name}-locks"

    @property
    def alias(self) -> str:
        """What questions and writes name."""
        return f"{self._name}-v{schema.VERSION}"

    def current(self) -> str:
        """The index that answers. Raises NotFoundError when there is none."""
        [index] = self._client.indices.get_alias(name=self.alias).body
        return str(index)

    def create(self) -> str:
        """An empty index, beside the one that answers; what a killed rebuild left is swept away."""
        known = self._client.indices.get(index=f"{self._name}-v*", expand_wildcards="all", features=["aliases"]).body
        for leftover in [index for index, described in known.items() if not described["aliases"]]:
            self.discard(leftover)
        index = f"{self.alias}-{uuid.uuid4().hex}"
        self._client.indices.create(index=index, body=schema.definition())
        return index

    def complete(self, index: str) -> None:
        """Make a filled index searchable, and safe against the loss of a node where there are several."""
        settings = {"index": {"refresh_interval": "1s", "auto_expand_replicas": "0-1"}}
        self._client.indices.put_settings(index=index, settings=settings)
        self._client.indices.refresh(index=index)
        self._client.cluster.health(index=index, wait_for_status="green", timeout=_SETTLING)

    def swap(self, index: str) -> None:
        """Let `index` answer from now on: one move for whoever reads. Older indices of this portal then go."""
        actions: list[dict[str, Any]] = [
            {"remove": {"index": f"{self.alias}-*", "alias": self.alias, "must_exist": False}},
            {"add": {"index": index, "alias": self.alias}},
        ]
        self._client.indices.update_aliases(actions=actions)
        known = self._client.indices.get(index=f"{self._name}-v*", expand_wildcards="all").body
        for older in set(known) - {index}:
            self.discard(older)

    def discard(self, index: str) -> None:
        """Forget an index that will not answer."""
        self._client.indices.delete(index=index, ignore_unavailable=True)

    @contextmanager
    def rebuilding(self) -> Iterator["Lock"]:
        """Be the only rebuild, in any process. Raises EngineUnavailable when there is another."""
        lock = Lock(self._client, self._locks)
        try:
            lock.take()
        except ConflictError as error:
            raise EngineUnavailable("another process is rebuilding the search index") from error
        try:
            yield lock
        finally:
            lock.release()

    def is_rebuilding(self) -> bool:
        """Whether a rebuild is under way, in any process."""
        return Lock(self._client, self._locks).is_held()


class Lock:
    """A document that says until when a rebuild is believed to be alive."""

    _ID = "rebuild"

    def __init__(self, client: Elasticsearch, index: str) -> None:
        self._client, self._index = client, index
        self._renewed = 0.0

    def take(self) -> None:
        """Raises ConflictError when it is held."""
        held = self._read()
        if held is None:
            self._client.index(index=self._index, id=self._ID, document=self._until(), op_type="create")
        elif held["_source"]["until"] < time.time():
            version = {"if_seq_no": held["_seq_no"], "if_primary_term": held["_primary_term"]}
            self._client.index(index=self._index, id=self._ID, document=self._until(), **version)
        else:
            self._client.index(index=self._index, id=self._ID, document={}, op_type="create")  # refused: it is there

    def renew(self) -> None:
        """Say that the rebuild is alive; cheap to call often."""
        if time.monotonic() - self._renewed > LOCK_KEPT / 4:
            self._client.index(index=self._index, id=self._ID, document=self._until())

    def release(self) -> None:
        """Let another take it."""
        self._client.delete(index=self._index, id=self._ID)

    def is_held(self) -> bool:
        """Whether whoever took it is believed to be alive."""
        held = self._read()
        return held is not None and held["_source"]["until"] >= time.time()

    def _until(self) -> dict[str, float]:
        self._renewed = time.monotonic()
        return {"until": time.time() + LOCK_KEPT}

    def _read(self) -> dict | None:
        try:
            return self._client.get(index=self._index, id=self._ID).body
        except NotFoundError:
            return None
