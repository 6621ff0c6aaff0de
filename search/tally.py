"""Counting without making a reader wait: in memory, then in the database a little later, by a thread of its own.

What a stopped process had not written yet, a few seconds of counting, is lost; nothing else is.
"""

import logging
import threading
from collections.abc import Callable, Hashable, Mapping
from typing import Generic, TypeVar

from django.db import DatabaseError, connection, transaction

log = logging.getLogger(__name__)

_WRITE_AFTER = 10  # seconds
_MOST_WAITING = 1000  # keys: beyond, those that are new to the memory are not counted

Key = TypeVar("Key", bound=Hashable)


class Tally(Generic[Key]):
    """How often each key was counted, and the last number said with it. `save` writes {key: (times, last number)}."""

    def __init__(self, name: str, save: Callable[[Mapping[Key, tuple[int, int]]], None]) -> None:
        self._name = name
        self._save = save
        self._lock = threading.Lock()
        self._waiting: dict[Key, tuple[int, int]] = {}
        self._timer: threading.Timer | None = None

    def add(self, *keys: Key, last: int = 0) -> None:
        with self._lock:
            for key in keys:
                if key in self._waiting or len(self._waiting) < _MOST_WAITING:
                    self._waiting[key] = (self._waiting.get(key, (0, 0))[0] + 1, last)
        self._write_later()

    def write(self) -> int:
        """Write what was counted. Returns how many keys were written; never raises."""
        with self._lock:
            counted = dict(self._waiting)
            self._waiting.clear()
        try:
            with transaction.atomic():
                self._save(counted)
        except DatabaseError as error:
            log.warning("%d %s were not counted: %s", len(counted), self._name, type(error).__name__)
            return 0
        return len(counted)

    def forget(self) -> None:
        """Count nothing of what was not written yet."""
        with self._lock:
            self._waiting.clear()

    def _write_later(self) -> None:
        with self._lock:
            if self._timer is None:
                self._timer = threading.Timer(_WRITE_AFTER, self._write_in_thread)
                self._timer.daemon = True
                self._timer.start()

    def _write_in_thread(self) -> None:
        with self._lock:
            self._timer = None
        try:
            self.write()
        finally:
            connection.close()  # this thread's own
