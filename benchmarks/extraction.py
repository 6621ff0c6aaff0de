"""Speed and memory of reading files: `make bench`.

usage: python -m benchmarks.extraction [--files 200] [--pages 20]

Tagged PDFs of invented words, each another, are inspected, then read, one after the other, as one worker does: a child
for each. Seconds of processor are those of the children, then of the worker. Prints one line per figure.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .measuring import apart, machine, memory

_WORDS = ["emploi", "atelier", "personne", "entreprise", "handicap", "partenaire", "milieu", "ordinaire", "réponse"]
_WORDS_OF_A_PAGE = 400


@dataclass(frozen=True)
class Cost:
    """Milliseconds of each file, and MB that the worker held of its own after a tenth of the files, then at the end."""

    clock: float
    child: float
    worker: float
    before: float
    after: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--pages", type=int, default=20)
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    with tempfile.TemporaryDirectory(prefix="passerelles-bench-") as name:
        folder = Path(name)
        apart(make, folder, asked.files, asked.pages)
        size = sum(path.stat().st_size for path in folder.iterdir()) / asked.files
        told = f"{asked.files} PDFs of {asked.pages} pages, {size / 1000:.0f} kB each"
        print(f"Reading of {told}, {machine()}", flush=True)
        for question in ("inspect", "extract"):
            cost = apart(ask, question, folder)
            print(
                f"  {question}: {cost.clock:.0f} ms a file, of which {cost.child:.0f} of processor in the child and "
                f"{cost.worker:.0f} in the worker; memory of the worker {cost.before:.0f} MB, then {cost.after:.0f}",
                flush=True,
            )
        first = min(folder.iterdir())
        start, most = start_of_a_child(), memory_of_a_child(first)
        print(f"  a child: {start:.0f} ms for an empty file; {most:.0f} MB at most for a PDF", flush=True)


def make(folder: Path, files: int, pages: int) -> None:
    import typst

    chance = random.Random(7)
    for number in range(files):
        texts = (" ".join(chance.choices(_WORDS, k=_WORDS_OF_A_PAGE)) for _page in range(pages))
        source = f'#set document(title: "Guide {number}")\n#set text(lang: "fr")\n' + "#pagebreak()\n".join(
            f"= Partie {part}\n{text}\n" for part, text in enumerate(texts)
        )
        content = typst.compile(source.encode(), pdf_standards="ua-1")
        (folder / f"{number:05}.pdf").write_bytes(bytes(content))


def ask(question: str, folder: Path) -> Cost:
    import django

    django.setup()
    from resources import extraction

    answer: Callable[[Path, str], Any] = getattr(extraction, question)
    paths = sorted(folder.iterdir())
    answer(paths[0], paths[0].name)  # What a worker loads once in its life is loaded here.
    started, worker, child = time.perf_counter(), time.process_time(), _processor_of_children()
    before = 0.0
    for number, path in enumerate(paths):
        answer(path, path.name)
        if number == len(paths) // 10:
            before = memory().own
    each = 1000 / len(paths)
    return Cost(
        (time.perf_counter() - started) * each,
        (_processor_of_children() - child) * each,
        (time.process_time() - worker) * each,
        before,
        memory().own,
    )


def start_of_a_child() -> float:
    """Milliseconds from the start of a child to its answer about nothing, the quickest of twenty."""
    times = []
    for _time in range(20):
        started = time.perf_counter()
        subprocess.run(_command("txt"), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True)
        times.append((time.perf_counter() - started) * 1000)
    return min(times)


def memory_of_a_child(path: Path) -> float:
    """MB, as a small process sees its only child: the system counts a large parent in."""
    script = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[2:], stdin=open(sys.argv[1], 'rb'),"
        "stdout=subprocess.DEVNULL, check=True); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    said = subprocess.run(
        [sys.executable, "-I", "-c", script, str(path), *_command("pdf")], stdout=subprocess.PIPE, check=True
    )
    return int(said.stdout) * 1024 / 1e6


def _command(format_name: str) -> list[str]:
    from resources.reading.limits import LIMITS

    request = {"format": format_name, "inspect": False, "tesseract": None, "limits": LIMITS._asdict(), "seconds": 60}
    return [sys.executable, "-I", "-X", "utf8", "-m", "resources.reading", json.dumps(request)]


def _processor_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
