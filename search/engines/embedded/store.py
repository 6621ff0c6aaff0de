"""Where the index lives on disk: generations, the pointer to the one that answers, and who may write.

<folder>/current.json        {"generation": "…", "version": 1}, replaced in one move
<folder>/generations/<name>/ a Tantivy index
<folder>/writing.lock        held while documents are written or generations swapped
<folder>/rebuilding.lock     held for the whole of a rebuild
"""

import fcntl
import json
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from ..base import EngineUnavailable
from . import schema

_WAIT = 10.0  # seconds a writer waits for another


class Store:
    """The folder of one index."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    @property
    def _pointer(self) -> Path:
        return self.folder / "current.json"

    @property
    def _generations(self) -> Path:
        return self.folder / "generations"

    def current(self) -> Path:
        """The folder of the generation that answers. Raises EngineUnavailable when there is none to read."""
        try:
            pointer = json.loads(self._pointer.read_text())
            generation, version = pointer["generation"], pointer["version"]
        except FileNotFoundError as error:
            raise EngineUnavailable("no search index yet: run search_rebuild") from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EngineUnavailable(f"unreadable {self._pointer}: {error}") from error
        if version != schema.VERSION:
            raise EngineUnavailable(f"search index of version {version}, not {schema.VERSION}: run search_rebuild")
        return self._generations / str(generation)

    def new_generation(self) -> Path:
        """An empty folder for the next generation; what a killed rebuild left is swept away."""
        answering = self._answering()
        for leftover in self._generations.glob("*"):
            if leftover != answering:
                shutil.rmtree(leftover, ignore_errors=True)
        generation = self._generations / uuid.uuid4().hex
        generation.mkdir(parents=True)
        return generation

    def swap(self, generation: Path) -> None:
        """Let `generation` answer from now on, and sweep the others away. The caller holds `writing`."""
        draft = self.folder / "current.json.new"
        with draft.open("w") as stream:
            json.dump({"generation": generation.name, "version": schema.VERSION}, stream)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(self._pointer)
        for other in self._generations.glob("*"):
            if other != generation:
                shutil.rmtree(other, ignore_errors=True)  # open readers keep their files until they let go

    def _answering(self) -> Path | None:
        try:
            return self.current()
        except EngineUnavailable:
            return None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer. Raises EngineUnavailable when another one keeps at it for more than 10 s."""
        with self._locked("writing.lock", _WAIT):
            yield

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """Be the only rebuild. Raises EngineUnavailable when there is another."""
        with self._locked("rebuilding.lock", 1.0):  # longer than `is_rebuilding` holds it
            yield

    def is_rebuilding(self) -> bool:
        """Whether a rebuild is under way, in any process. The lock of a killed one is free."""
        try:
            with self._locked("rebuilding.lock", 0):
                return False
        except EngineUnavailable:
            return True

    @contextmanager
    def _locked(self, name: str, wait: float) -> Iterator[None]:
        deadline = time.monotonic() + wait
        with self._lock_file(name) as stream:
            while True:
                try:
                    fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError as error:
                    if time.monotonic() >= deadline:
                        raise EngineUnavailable(f"another process holds {name}") from error
                    time.sleep(0.02)
            yield

    def _lock_file(self, name: str) -> TextIO:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            return (self.folder / name).open("a")
        except OSError as error:
            raise EngineUnavailable(f"the folder of the index cannot be written in: {error}") from error
