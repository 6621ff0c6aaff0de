"""Speed of the library's list, and of reading what its files hold: `make bench`.

usage: python -m benchmarks.library [--resources 10000] [--files 1000] [--pages 20]

In an SQLite database made for it, with the embedded engine: the list among many resources, as `benchmarks.directory`
asks its own; then PDFs kept in the library, read one after the other as the worker does, their pages and thumbnails
stored. Prints one line per figure.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

from . import directory, extraction, oai
from .measuring import apart, machine, memory, report

QUESTIONS = {
    "everything": "",
    "words": "?q=accueil+entreprise",
    "a theme": "?theme=theme-3",
    "words in a commune": "?q=guide&territoire=commune-44007",
    "a later page, by title": "?tri=titre&page=7",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--resources", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--pages", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="passerelles-bench-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "PASSERELLES_VAR": folder,
        }
        apart(oai.fill, asked.resources)
        apart(index, folder)
        print(f"List of the library among {asked.resources} resources, {machine()}", flush=True)
        every: list[float] = []
        for name, question in QUESTIONS.items():
            times, statements = apart(directory.ask, folder, f"/ressources/{question}", asked.questions)
            report(f"{name}, {statements} statements", times)
            every += times
        report("all of them", every)
        pdfs = Path(folder, "pdfs")
        pdfs.mkdir()
        extraction.make(pdfs, asked.files, asked.pages)
        seconds, before, after = apart(read, pdfs)
        print(
            f"  {asked.files} PDFs of {asked.pages} pages read and kept: {seconds:.0f} s; "
            f"the worker held {before:.0f} MB after a tenth, {after:.0f} at the end",
            flush=True,
        )


def index(folder: str) -> None:
    directory.start_django(folder)
    from django.core.management import call_command

    call_command("search_rebuild", verbosity=0)


def read(pdfs: Path) -> tuple[float, float, float]:
    """Seconds, then MB of this process after a tenth of the files and at the end."""
    import django

    django.setup()
    from django.core.files.base import ContentFile

    from resources import file_contents
    from resources.models import LibraryDocument

    paths = sorted(pdfs.iterdir())
    for path in paths:
        document = LibraryDocument(title=path.stem, file=ContentFile(path.read_bytes(), name=path.name))
        document._set_document_file_metadata()
        document.save()
    started, before = time.perf_counter(), 0.0
    for number, document in enumerate(LibraryDocument.objects.order_by("pk").iterator()):
        file_contents.read(document)
        if number == len(paths) // 10:
            before = memory().own
    return time.perf_counter() - started, before, memory().own


if __name__ == "__main__":
    main()
