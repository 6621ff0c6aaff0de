"""How the portal speaks to Elasticsearch: briefly when a visitor waits, not at all while it is away."""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.exceptions import ConnectionError as NodeError

from ..base import EngineUnavailable

log = logging.getLogger(__name__)

PATIENCE = 1.2  # seconds a visitor waits for an answer
WORKER_PATIENCE = 30.0  # seconds the worker waits
PAUSE = 2.0  # seconds between two looks at a server that is away

_NOT_FOUND, _UNAVAILABLE = 404, 503


class Breaker:
    """Once the server has failed, nobody waits for it again until it answers: a thread looks, from time to time."""

    def __init__(self, client: Elasticsearch) -> None:
        self._client = client
        self._lock = threading.Lock()
        self._away = ""
        self._looked_at = 0.0
        self._looking = False

    def pass_or_refuse(self) -> None:
        """Raises EngineUnavailable at once while the server is away; has it looked at when that is due."""
        with self._lock:
            if not self._away:
                return
            due = not self._looking and time.monotonic() - self._looked_at >= PAUSE
            self._looking = self._looking or due
            reason = self._away
        if due:
            threading.Thread(target=self._look, daemon=True).start()
        raise EngineUnavailable(reason)

    def open(self, reason: str) -> None:
        """The server has failed."""
        with self._lock:
            self._away, self._looked_at = reason, time.monotonic()

    def _look(self) -> None:
        back = False
        try:
            back = self._client.ping()
        finally:
            with self._lock:
                self._looking, self._looked_at = False, time.monotonic()
                self._away = "" if back else self._away
        if back:
            log.info("Elasticsearch answers again")


class Connection:
    """One per process. `hosts` are addresses of nodes of one cluster: when one is down, the next is asked."""

    def __init__(self, hosts: Sequence[str]) -> None:
        # A node that refuses is passed over; an index that has just been replaced is asked for again.
        retries = max(1, len(hosts) - 1)
        self.reader = Elasticsearch(
            list(hosts), request_timeout=PATIENCE, max_retries=retries, retry_on_status=(_NOT_FOUND, _UNAVAILABLE)
        )
        self.writer = Elasticsearch(
            list(hosts), request_timeout=WORKER_PATIENCE, max_retries=retries, retry_on_status=()
        )
        self._breaker = Breaker(self.reader)

    @contextmanager
    def reading(self) -> Iterator[Elasticsearch]:
        """The client for a visitor's question. Raises EngineUnavailable for whatever goes wrong."""
        self._breaker.pass_or_refuse()
        try:
            with _unavailable():
                yield self.reader
        except EngineUnavailable as error:
            if isinstance(error.__cause__, TransportError):
                self._breaker.open(str(error))
            raise

    @contextmanager
    def writing(self) -> Iterator[Elasticsearch]:
        """The client for the worker: it may wait."""
        with _unavailable():
            yield self.writer


@contextmanager
def _unavailable() -> Iterator[None]:
    """Whatever the server or the network answers becomes EngineUnavailable."""
    try:
        yield
    except NotFoundError as error:
        raise EngineUnavailable("no search index of this version yet: run search_rebuild") from error
    except NodeError as error:
        raise EngineUnavailable(f"Elasticsearch cannot be reached: {type(error).__name__}") from error
    except (ApiError, TransportError) as error:
        raise EngineUnavailable(f"Elasticsearch: {error}") from error
