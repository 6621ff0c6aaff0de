"""What can happen to a folder on disk, and to those who write in it."""

import fcntl
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.documents import SearchDocument
from search.engines import EngineUnavailable
from search.engines.embedded import EmbeddedEngine, schema
from search.engines.embedded import store as store_module
from search.query import SearchQuery

Make = Callable[..., SearchDocument]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def embedded(folder: Path, document: Make) -> EmbeddedEngine:
    engine = EmbeddedEngine(folder, synonyms=tuple)
    engine.rebuild([document(1, title="stage"), document(2, title="emploi")])
    return engine


def total(engine: EmbeddedEngine) -> int:
    return engine.search(SearchQuery()).total


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "generations").iterdir())


def test_an_index_that_was_never_built_is_unavailable(folder: Path, document: Make) -> None:
    engine = EmbeddedEngine(folder, synonyms=tuple)
    assert "search_rebuild" in engine.health().problem
    for attempt in (
        lambda: total(engine), lambda: engine.write([document()]), lambda: engine.delete(["tests.thing:1"]),
        lambda: engine.suggest("st"), lambda: engine.similar("tests.thing:1"),
    ):  # fmt: skip
        with pytest.raises(EngineUnavailable):
            attempt()


def test_an_index_of_another_version_is_not_read(embedded: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    assert f"version {schema.VERSION - 1}" in embedded.health().problem
    embedded.rebuild([])
    assert embedded.health().problem == ""


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"generation": 3, "version": 1}', "\0"])
def test_an_unreadable_pointer_is_unavailable(embedded: EmbeddedEngine, folder: Path, text: str) -> None:
    (folder / "current.json").write_text(text)
    with pytest.raises(EngineUnavailable):
        total(embedded)
    assert embedded.rebuild([]) == 0
    assert total(embedded) == 0


def damage(folder: Path, pattern: str) -> None:
    for path in folder.glob(f"generations/*/{pattern}"):
        path.write_bytes(b"\xff" * max(1, path.stat().st_size // 2))


@pytest.mark.parametrize("pattern", ["meta.json", "*.term", "*.store", "*.fast", "*.idx", "*"])
def test_a_damaged_index_is_unavailable_or_answers_but_never_breaks(
    embedded: EmbeddedEngine, folder: Path, document: Make, pattern: str
) -> None:
    damage(folder, pattern)
    for engine in (embedded, EmbeddedEngine(folder, synonyms=tuple)):
        for attempt in (lambda e=engine: e.search(SearchQuery(text="stage")), lambda e=engine: e.suggest("st")):
            try:
                attempt()
            except EngineUnavailable:
                pass
    assert embedded.rebuild([document()]) == 1
    assert total(embedded) == 1


def test_an_index_deleted_under_its_reader_is_unavailable(embedded: EmbeddedEngine, folder: Path) -> None:
    assert total(embedded) == 2
    shutil.rmtree(folder)
    with pytest.raises(EngineUnavailable):
        total(embedded)


def test_a_reader_of_another_process_sees_each_commit_and_each_swap(
    embedded: EmbeddedEngine, folder: Path, document: Make
) -> None:
    reader = EmbeddedEngine(folder, synonyms=tuple)
    assert total(reader) == 2
    embedded.write([document(3)])
    assert total(reader) == 3
    embedded.rebuild([document(4)])
    assert total(reader) == 1
    assert len(generations(folder)) == 1


def test_readers_never_see_a_half_swapped_index(embedded: EmbeddedEngine, folder: Path, document: Make) -> None:
    reader, problems, done = EmbeddedEngine(folder, synonyms=tuple), [], threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                if total(reader) != 2:
                    problems.append("a partial index answered")
            except EngineUnavailable as error:
                problems.append(str(error))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(10):
        embedded.rebuild([document(1), document(2)])
    done.set()
    for thread in threads:
        thread.join()
    assert problems == []


HELPED = """
import os, resource, sys
from search.documents import SearchDocument
from search.engines import EngineUnavailable
from search.engines.embedded import EmbeddedEngine

engine = EmbeddedEngine(sys.argv[1], synonyms=tuple)

def documents(count):
    for number in range(count):
        yield SearchDocument(id=f"tests.thing:{number}", kind="project", title=f"changé {number}", url="/",
            body=((None, os.urandom(2_000).hex()),))
"""


def in_another_process(folder: Path, program: str) -> subprocess.CompletedProcess[str]:
    """What became of a process that did this with `engine`, the one of `folder`, and any number of `documents`."""
    return subprocess.run(
        [sys.executable, "-c", HELPED + program, str(folder)], check=False, capture_output=True, text=True
    )


def test_a_rebuild_killed_half_way_leaves_the_old_index_and_is_swept_by_the_next(
    embedded: EmbeddedEngine, folder: Path, document: Make
) -> None:
    killed = in_another_process(folder, "engine.rebuild(os.kill(os.getpid(), 9) or each for each in documents(1))")
    assert killed.returncode == -9, killed.stderr
    assert total(embedded) == 2
    assert len(generations(folder)) == 2
    # Its lock died with it: what is written now is there for good, and another rebuild may start.
    assert embedded.write([document(3)])
    assert embedded.rebuild([document(1)]) == 1
    assert len(generations(folder)) == 1


def test_a_worker_killed_in_the_middle_of_a_write_leaves_the_index_as_it_was_and_writable(
    embedded: EmbeddedEngine, folder: Path, document: Make
) -> None:
    killed = in_another_process(
        folder,
        """
from search.engines.embedded import schema
to_index = schema.to_index
schema.to_index = lambda each: os.kill(os.getpid(), 9) if each.id.endswith(":150") else to_index(each)
engine.write(documents(200))
""",
    )
    assert killed.returncode == -9, killed.stderr
    assert total(embedded) == 2
    assert embedded.search(SearchQuery(text="changé")).total == 0
    assert embedded.write([document(3)])
    assert total(embedded) == 3


@pytest.mark.parametrize("attempt", ["write", "rebuild"])
def test_a_full_disk_refuses_and_loses_nothing(
    embedded: EmbeddedEngine, folder: Path, document: Make, attempt: str
) -> None:
    full = """
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))  # no file may grow beyond, as on a full disk
try:
    engine.{attempt}(documents(200))
except EngineUnavailable:
    sys.exit(3)
"""
    refused = in_another_process(folder, full.format(attempt=attempt, limit=20_000))
    assert refused.returncode == 3, refused.stderr
    assert total(embedded) == 2
    assert embedded.search(SearchQuery(text="changé")).total == 0
    assert embedded.write([document(3)])
    # With room, the same passes.
    assert in_another_process(folder, full.format(attempt=attempt, limit=50_000_000)).returncode == 0
    assert embedded.search(SearchQuery(text="changé")).total == 200


def test_a_folder_that_cannot_be_made_is_unavailable(tmp_path: Path, document: Make) -> None:
    (tmp_path / "file").touch()
    engine = EmbeddedEngine(tmp_path / "file" / "index", synonyms=tuple)
    for attempt in (lambda: total(engine), lambda: engine.write([document()]), lambda: engine.rebuild([document()])):
        with pytest.raises(EngineUnavailable):
            attempt()


def test_one_rebuild_at_a_time(embedded: EmbeddedEngine, document: Make) -> None:
    def documents() -> Iterator[SearchDocument]:
        with pytest.raises(EngineUnavailable):
            embedded.rebuild([])
        yield document(1)

    assert embedded.rebuild(documents()) == 1


def test_a_second_writer_waits_for_its_turn(
    embedded: EmbeddedEngine, folder: Path, document: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (folder / "writing.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        monkeypatch.setattr(store_module, "_WAIT", 0.1)
        with pytest.raises(EngineUnavailable):
            embedded.write([document(3)])
        monkeypatch.setattr(store_module, "_WAIT", 10.0)
        threading.Timer(0.2, lambda: fcntl.flock(lock, fcntl.LOCK_UN)).start()
        assert embedded.write([document(3)])
    writers = [threading.Thread(target=embedded.write, args=([document(10 + n)],)) for n in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert total(embedded) == 9


def test_a_failed_write_leaves_the_index_as_it_was_and_writable(
    embedded: EmbeddedEngine, document: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_index = schema.to_index

    def full_disk(written: SearchDocument) -> object:
        if written.id == "tests.thing:4":
            raise OSError(28, "No space left on device")
        return to_index(written)

    monkeypatch.setattr(schema, "to_index", full_disk)
    with pytest.raises(EngineUnavailable, match="No space left"):
        embedded.write([document(1, title="changé"), document(4)])
    monkeypatch.undo()
    assert total(embedded) == 2
    assert embedded.search(SearchQuery(text="changé")).total == 0
    assert embedded.write([document(4)])
    assert total(embedded) == 3


def test_the_pointer_names_a_generation_and_its_version(embedded: EmbeddedEngine, folder: Path) -> None:
    pointer = json.loads((folder / "current.json").read_text())
    assert pointer == {"generation": generations(folder)[0], "version": schema.VERSION}


def test_published_is_findable_at_once(embedded: EmbeddedEngine, folder: Path, document: Make) -> None:
    reader = EmbeddedEngine(folder, synonyms=tuple)
    assert total(reader) == 2
    embedded.write([document(3, title="Nouveauté")])
    assert reader.search(SearchQuery(text="nouveaute")).total == 1


def test_a_long_file_is_quoted_quickly(embedded: EmbeddedEngine, document: Make) -> None:
    filler = "Le comité suit chaque parcours et rencontre les employeurs du département. " * 130
    pages = tuple((number, filler + (" Un tutorat exemplaire." if number == 29 else "")) for number in range(1, 40))
    embedded.write([document(10 + n, title="Rapport", body=pages) for n in range(5)])
    embedded.search(SearchQuery(text="tutorat"))
    page = embedded.search(SearchQuery(text="tutorat exemplaire"))
    assert {hit.page_number for hit in page.hits} == {29}
    assert page.took_ms < 500
