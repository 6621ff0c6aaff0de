"""Pages that are images, with and without a Tesseract; the one here is a script that says what it was given."""

from collections.abc import Callable
from pathlib import Path

import pytest

from resources.extraction import LIMITS, Check

from . import pdfs
from .conftest import Reader, pages_of


@pytest.fixture
def tesseract(tmp_path: Path, without_tesseract: Callable[[str], None]) -> Callable[[str], None]:
    def install(script: str) -> None:
        program = tmp_path / "tesseract"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        without_tesseract(str(program))

    return install


SAYS_THE_SIZE = 'read magic width height most; cat > /dev/null; echo "Lu $magic $width $height $*"'


def test_without_a_program_the_editor_is_told(reader: Reader) -> None:
    extraction = reader.extract(pdfs.scan(2), "guide.pdf")
    assert (extraction.scanned, extraction.ocr, extraction.text, extraction.truncated) == (True, False, (), False)
    assert extraction.message.startswith("Ce document est fait d’images : son texte ne peut pas être lu ici")
    assert Check("text", False) in reader.inspect(pdfs.scan(), "guide.pdf").accessibility


def test_with_a_program_pages_are_read(reader: Reader, tesseract: Callable[[str], None]) -> None:
    tesseract(SAYS_THE_SIZE)
    extraction = reader.extract(pdfs.scan(2), "guide.pdf")
    # 612 by 792 points at 200 dots per inch.
    said = "Lu P5 1700 2200 stdin stdout -l fra"
    assert extraction.text == ((1, said), (2, said))
    assert (extraction.scanned, extraction.ocr, extraction.truncated) == (True, True, False)
    assert "reconnu par un programme" in extraction.message


def test_a_text_is_not_read_again(reader: Reader, tesseract: Callable[[str], None]) -> None:
    tesseract(SAYS_THE_SIZE)
    extraction = reader.extract(pdfs.typeset(), "guide.pdf")
    assert not extraction.scanned and not extraction.ocr and "Lu P5" not in pages_of(extraction)[0][1]


def test_some_pages_only(reader: Reader, tesseract: Callable[[str], None]) -> None:
    tesseract(SAYS_THE_SIZE)
    extraction = reader.extract(pdfs.scan(5), "guide.pdf", LIMITS._replace(ocr_pages=3))
    assert [number for number, _text in pages_of(extraction)] == [1, 2, 3]
    assert extraction.truncated and "Seules les premières pages ont été reconnues" in extraction.message


def test_huge_pages_are_drawn_smaller(reader: Reader, tesseract: Callable[[str], None]) -> None:
    tesseract(SAYS_THE_SIZE)
    huge = pdfs.scan().replace(b"[0 0 612 792]", b"[0 0 9000 99]")
    extraction = reader.extract(huge, "guide.pdf", LIMITS._replace(ocr_pixels=1_000_000))
    _lu, _magic, width, height, *_more = pages_of(extraction)[0][1].split()
    assert 900_000 < int(width) * int(height) <= 1_000_000


@pytest.mark.parametrize("script", ["exit 1", "kill -SEGV $$", "exec sleep 600"])
def test_a_program_that_cannot_read(reader: Reader, tesseract: Callable[[str], None], script: str) -> None:
    tesseract(script)
    extraction = reader.extract(pdfs.scan(2), "guide.pdf", LIMITS._replace(ocr_page_seconds=0.2))
    assert (extraction.scanned, extraction.ocr, extraction.text) == (True, False, ())
    assert not extraction.truncated and extraction.message == (
        "Ce document est fait d’images, dont le texte n’a pas pu être reconnu. On ne le trouvera que par sa notice."
    )


def test_no_time_left(reader: Reader, tesseract: Callable[[str], None]) -> None:
    tesseract(SAYS_THE_SIZE)
    assert not reader.extract(pdfs.scan(), "guide.pdf", LIMITS._replace(ocr_seconds=0)).ocr
