"""Text, CSV and HTML that do not enter, each beside a harmless twin that does; and names of files."""

from pathlib import Path

import pytest

from resources.extraction import LIMITS, Refusal, extract, inspect
from resources.reading.refused import Reason

from . import offices, pdfs
from .conftest import Reader


@pytest.mark.parametrize("name", ["guide.txt", "guide.csv", "guide.html"])
@pytest.mark.parametrize(
    "content", [b"MZ\x90\0" + b"\0" * 99, offices.docx(), b"\x89PNG\r\n\x1a\n\0", b"du \x1b[31mtexte", b"\xff\xfe\x00"]
)
def test_what_is_no_text(reader: Reader, name: str, content: bytes) -> None:
    reader.refuses(content, name, Reason.BINARY)


@pytest.mark.parametrize("name", ["guide.txt", "guide.csv"])
@pytest.mark.parametrize(
    "content",
    [pdfs.bare(content=b"BT ET"), b"#!/bin/sh\nrm -rf /", b" <!DOCTYPE html><p>a", b"<?php a(); ?>", b"{\\rtf1 a}",
     b"<svg onload=a()>"],
)  # fmt: skip
def test_text_that_other_programs_would_run(reader: Reader, name: str, content: bytes) -> None:
    reader.refuses(content, name, Reason.DISGUISED)


def test_text_that_only_speaks_of_it(reader: Reader) -> None:
    reader.inspect(b"Un fichier commence par #!/bin/sh ou <!DOCTYPE html>", "guide.txt")
    reader.refuses(b"Du texte, rien que du texte", "guide.html", Reason.DISGUISED)


@pytest.mark.parametrize(
    "active",
    [
        "<script>a()</script>",
        "<SCRIPT src=a.js></SCRIPT>",
        "<script type=module>a()</script>",
        "<img src=a onerror=a()>",
        "<a href=' java\nscript:a()'>b</a>",
        "<a href='&#106;avascript:a()'>b</a>",
        "<iframe src=a></iframe>",
        "<object data=a></object>",
        "<meta http-equiv=Refresh content='0;url=https://example.org'>",
        "<svg><script>a()</script></svg>",
    ],
)
def test_a_page_that_runs_something(reader: Reader, active: str) -> None:
    reader.refuses(f"<html><body><p>Du texte</p>{active}</body></html>".encode(), "guide.html", Reason.SCRIPTS)


@pytest.mark.parametrize(
    "inert",
    [
        "<script type='application/json'>{}</script>",
        "<a href='https://example.org/javascript:'>b</a>",
        "<p title='onerror'>b</p>",
        "<meta http-equiv='content-type' content='text/html'>",
        "<!-- <script>a()</script> -->",
    ],
)
def test_a_page_that_runs_nothing(reader: Reader, inert: str) -> None:
    page = f"<html><body><p>Du texte</p>{inert}</body></html>".encode()
    assert reader.extract(page, "guide.html").text.startswith("Du texte")


def test_nothing(reader: Reader) -> None:
    for name in ("guide.pdf", "guide.docx", "guide.txt", "guide.html"):
        reader.refuses(b"", name, Reason.EMPTY)


def test_too_large(reader: Reader) -> None:
    reader.refuses(b"abc", "guide.txt", Reason.TOO_LARGE, LIMITS._replace(file_bytes=2))
    assert reader.extract(b"abc", "guide.txt", LIMITS._replace(file_bytes=3)).text == "abc"


@pytest.mark.parametrize(
    "name", ["guide", "guide.exe", "guide.doc", "guide.docm", "guide.zip", "guide.svg", "guide.pdf.exe", "", "pdf"]
)
def test_formats_that_are_not_taken(reader: Reader, name: str) -> None:
    reader.refuses(pdfs.bare(), name, Reason.UNKNOWN_FORMAT)


HOSTILE_NAMES = [
    "../../etc/guide.pdf", "C:\\dossier\\guide.pdf", "gui\nde.pdf", "gui\u202efdp.pdf", "é" * 300 + ".pdf",
    "\0guide.pdf", "$(reboot).pdf", "-rf.pdf", "gui\ud800de.pdf", "'; DROP TABLE a.PDF",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_names_change_nothing(reader: Reader, name: str) -> None:
    assert reader.inspect(pdfs.bare(), name).format == "pdf"
    assert reader.extract(pdfs.bare(), name).pages == 1
    reader.refuses(b"MZ\x90\0", name, Reason.DISGUISED)


def test_an_extension_shown_backwards(reader: Reader) -> None:
    reader.refuses(pdfs.bare(), "guide\u202efdp.exe", Reason.UNKNOWN_FORMAT)


@pytest.mark.parametrize("ask", [inspect, extract])
def test_a_file_that_is_gone(tmp_path: Path, ask) -> None:
    for path in (tmp_path / "gone", tmp_path):
        with pytest.raises(Refusal) as refused:
            ask(path, "guide.pdf")
        assert refused.value.reason == Reason.MISSING


def test_sentences_name_the_formats(reader: Reader) -> None:
    with pytest.raises(Refusal, match=r"Formats possibles : PDF, DOCX, .*, HTML\."):
        reader.inspect(b"a", "guide.exe")
    with pytest.raises(ValueError, match="est vide"):
        reader.inspect(b"", "guide.pdf")
