"""PDFs that do not enter, each beside a harmless twin that does."""

import subprocess
import sys

import pytest

from resources.extraction import LIMITS
from resources.reading.refused import Reason

from . import offices, pdfs
from .conftest import Reader, pages_of


def is_taken_unprotected(content: bytes, revision: int = -1) -> bool:
    """Whether PDFium alone takes it, encrypted by a handler of that revision: in a process of its own, as ever."""
    script = (
        "import mmap, sys; from resources.reading import pdf; from resources.reading.limits import Limits;"
        "pdf.refuse_active = lambda data, limits: None; pdf._WITHOUT_ENCRYPTION = int(sys.argv[1]);"
        "content = sys.stdin.buffer.read(); data = mmap.mmap(-1, len(content)); data[:] = content;"
        "print(pdf.inspect_pdf(data, Limits())['pages'])"
    )
    child = subprocess.run([sys.executable, "-c", script, str(revision)], input=content, capture_output=True)
    assert child.returncode == 0 or b"resources.reading.refused.Refused" in child.stderr
    return child.stdout.strip() == b"1"


SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
ACTIVE = {
    "when it opens": pdfs.bare(catalog=b"/OpenAction " + SCRIPT),
    "of the document": pdfs.bare(catalog=b"/Names << /JavaScript << /Names [(a) 5 0 R] >> >>", more=(SCRIPT,)),
    "of a page": pdfs.bare(page=b"/AA << /O %s >>" % SCRIPT),
    "of a link": pdfs.bare(page=b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A %s >>]" % SCRIPT),
    "with an escaped name": pdfs.bare(catalog=b"/OpenAction << /S /J#61vaScript /JS (1) >>"),
    "in compressed objects": pdfs.bare(more=(pdfs.object_stream(SCRIPT),)),
    "in compressed objects that hide": pdfs.bare(
        more=(pdfs.object_stream(SCRIPT).replace(b"/ObjStm", b"/Obj#53tm").replace(b"stream\n", b"stream\r", 1),)
    ),
    "after what looks like an address": pdfs.bare(catalog=b"/OpenAction << /X/b://v/S/JavaScript /JS (1) >>"),
    "whose kind is elsewhere": pdfs.bare(
        catalog=b"/OpenAction << /S 5 0 R /JS (1) >>", more=(b"(http://a)", pdfs.object_stream(b"http://a/JavaScript"))
    ),
    "a program to start": pdfs.bare(catalog=b"/OpenAction << /S /Launch /F (a.exe) >>"),
    "of a film": pdfs.bare(catalog=b"/OpenAction << /S /Rendition /JS (1) >>"),
}
HARMLESS = {
    "an address": pdfs.bare(catalog=b"/OpenAction << /S /URI /URI (https://example.org/wiki/JavaScript) >>"),
    "a longer name": pdfs.bare(catalog=b"/JavaScripted true /Launcher true"),
    "compressed objects": pdfs.bare(more=(pdfs.object_stream(b"<< /S /URI >>"),)),
    "a film": pdfs.bare(catalog=b"/OpenAction << /S /Rendition /OP 0 >>"),
}


@pytest.mark.parametrize("name", ACTIVE)
def test_what_runs_is_refused(reader: Reader, name: str) -> None:
    reader.refuses(ACTIVE[name], "guide.pdf", Reason.SCRIPTS)


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_like_it_is_taken(reader: Reader, name: str) -> None:
    assert reader.inspect(HARMLESS[name], "guide.pdf").pages == 1


def test_pdfium_alone_would_take_them() -> None:
    """The control: without the look at the bytes, only the documents' own scripts are seen."""
    assert {name for name, content in ACTIVE.items() if not is_taken_unprotected(content)} == {"of the document"}


def test_compressed_objects_that_cannot_be_seen_into(reader: Reader) -> None:
    packed = pdfs.stream(b"313030203020>", b"/Type /ObjStm /N 1 /First 6 /Filter /ASCIIHexDecode")
    reader.refuses(pdfs.bare(more=(packed,)), "guide.pdf", Reason.BROKEN)
    reader.inspect(pdfs.bare(more=(packed.replace(b"/ObjStm", b"/Other"),)), "guide.pdf")


def test_compressed_objects_without_end(reader: Reader) -> None:
    content = pdfs.bare(more=(pdfs.object_stream(b" " * 3_000_000),))
    reader.refuses(content, "guide.pdf", Reason.BOMB, LIMITS._replace(unpacked_bytes=2_000_000))
    reader.inspect(content, "guide.pdf")


def test_something_before_the_document(reader: Reader) -> None:
    reader.refuses(b"GIF89a" + pdfs.bare(), "guide.pdf", Reason.POLYGLOT)


@pytest.mark.parametrize("after", [offices.docx(), offices.docx() + b"\n%%EOF\n", b"<script>" * 1000])
def test_something_after_the_document(reader: Reader, after: bytes) -> None:
    reader.refuses(pdfs.bare() + after, "guide.pdf", Reason.POLYGLOT)


@pytest.mark.parametrize("after", [b"\0" * 5000, b"\r\n" * 2000, b"une ligne d'un serveur"])
def test_what_servers_leave_after_a_document(reader: Reader, after: bytes) -> None:
    assert reader.inspect(pdfs.bare() + after, "guide.pdf").pages == 1


def test_a_later_version_of_the_same_document(reader: Reader) -> None:
    assert reader.inspect(pdfs.bare() + b"\n% ajout\n" * 500 + b"%%EOF\n", "guide.pdf").pages == 1


@pytest.mark.parametrize("opens", [True, False])
def test_a_password(reader: Reader, opens: bool) -> None:
    reader.refuses(pdfs.encrypted(opens=opens), "guide.pdf", Reason.ENCRYPTED)


def test_pdfium_would_open_what_has_no_password_for_readers() -> None:
    """The control, and the proof that the file is a true one."""
    assert is_taken_unprotected(pdfs.encrypted(opens=True), revision=2)
    assert not is_taken_unprotected(pdfs.encrypted(opens=True))


@pytest.mark.parametrize("content", [b"%PDF-1.7\nrien", pdfs.typeset()[:3000], b"%PDF-1.7\n%%EOF"])
def test_a_broken_document(reader: Reader, content: bytes) -> None:
    reader.refuses(content, "guide.pdf", Reason.BROKEN)


@pytest.mark.parametrize("content", [b"MZ\x90\0" + b"\0" * 500, offices.docx(), b"Du texte"])
def test_another_kind_of_file_renamed(reader: Reader, content: bytes) -> None:
    reader.refuses(content, "guide.pdf", Reason.DISGUISED)


def test_ten_thousand_pages_are_read_in_part(reader: Reader) -> None:
    content = pdfs.bare(pages=10_000)
    assert reader.inspect(content, "guide.pdf").pages == 10_000
    limits = LIMITS._replace(pages=300)
    extraction = reader.extract(content, "guide.pdf", limits)
    assert (len(extraction.text), extraction.pages, extraction.truncated) == (300, 10_000, True)
    assert extraction.message == "Seules les 300 premières pages sur 10\xa0000 ont été lues pour la recherche."
    assert not reader.extract(pdfs.bare(pages=300), "guide.pdf", limits).truncated


def test_too_many_characters(reader: Reader) -> None:
    extraction = reader.extract(pdfs.bare(pages=9), "guide.pdf", LIMITS._replace(characters=100))
    assert sum(len(text) for _number, text in pages_of(extraction)) <= 100
    assert extraction.truncated and extraction.message.startswith("Seules les 3 premières pages sur 9")
