"""One file of each format: what is found in it."""

from io import BytesIO

import pytest
from PIL import Image

from resources.extraction import Check

from . import offices, pdfs
from .conftest import Reader, pages_of

HTML = (
    "<!doctype html><html lang='fr'><head><title>Guide &amp; emploi</title><style>p {color: red}</style>"
    "<script type='application/ld+json'>{\"rien\": 1}</script></head>"
    "<body><h1>Trouver</h1><p>Un <b>emp</b>loi</p><img src='a.png' alt=''></body></html>"
)
WHOLE = {
    "docx": (offices.docx(), "Trouver un emploi\nUne phrase coupée.\ncase\nUne note."),
    "odt": (offices.odt(), "Trouver un emploi\nUne phrase"),
    "txt": ("Première ligne\r\n\r\nAccents : é".encode(), "Première ligne\nAccents : é"),
    "csv": ("nom;places\nSaint-Nazaire;12".encode("cp1252"), "nom;places\nSaint-Nazaire;12"),
    "html": (HTML.encode(), "Trouver\nUn emploi"),
}
PAGED = {
    "pptx": (offices.pptx(), 2, ((1, "Première vue\nÀ dire."), (2, "Seconde vue"))),
    "odp": (offices.odp(), 3, ((1, "Première vue\nÀ dire."), (3, "Troisième vue"))),
    "xlsx": (offices.xlsx(), 3, ((1, "Effectifs\nCommune Places 12"), (3, "Suite\nAutre page"))),
    "ods": (offices.ods(), 2, ((1, "Commune\nPlaces"), (2, "Autre page"))),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_text_without_pages_is_one_text(reader: Reader, name: str) -> None:
    content, text = WHOLE[name]
    extraction = reader.extract(content, f"guide.{name}")
    assert (extraction.text, extraction.pages, extraction.format) == (text, None, name)
    assert not (extraction.truncated or extraction.scanned or extraction.ocr or extraction.message)
    assert extraction.thumbnail is None


@pytest.mark.parametrize("name", PAGED)
def test_slides_and_sheets_are_numbered_as_shown(reader: Reader, name: str) -> None:
    content, pages, text = PAGED[name]
    extraction = reader.extract(content, f"guide.{name}")
    assert (extraction.text, extraction.pages) == (text, pages)
    assert reader.inspect(content, f"guide.{name}").pages == pages


def test_pages_of_a_pdf_keep_their_numbers(reader: Reader) -> None:
    extraction = reader.extract(pdfs.typeset(3), "guide.PDF")
    assert [number for number, _text in pages_of(extraction)] == [1, 2, 3]
    assert all(f"page-{number}" in text and "accompagnées" in text for number, text in pages_of(extraction))
    assert (extraction.pages, extraction.language, extraction.scanned, extraction.message) == (3, "fr", False, "")


def test_the_first_page_of_a_pdf_makes_a_small_picture(reader: Reader) -> None:
    picture = Image.open(BytesIO(reader.extract(pdfs.typeset(), "guide.pdf").thumbnail))
    assert picture.format == "WEBP" and picture.width == 400 and 560 < picture.height < 570
    assert picture.convert("1").getcolors() and len(picture.convert("1").getcolors()) == 2


def test_what_a_tagged_pdf_declares(reader: Reader) -> None:
    inspection = reader.inspect(pdfs.typeset(), "guide.pdf")
    assert (inspection.title, inspection.language, inspection.tagged) == ("Guide de l’emploi", "fr-FR", True)
    assert set(inspection.accessibility) == {Check(code, True) for code in ("title", "language", "tagged", "text")}


def test_what_an_untagged_pdf_lacks(reader: Reader) -> None:
    inspection = reader.inspect(pdfs.bare(), "guide.pdf")
    assert (inspection.title, inspection.language, inspection.tagged) == (None, None, False)
    assert set(inspection.accessibility) == {
        Check("title", False), Check("language", False), Check("tagged", False), Check("text", True),
    }  # fmt: skip
    assert reader.inspect(pdfs.typeset(standards=None), "guide.pdf").tagged is False


@pytest.mark.parametrize(
    ("name", "language", "tagged"),
    [("docx", "fr-FR", True), ("odt", "fr-FR", True), ("pptx", "fr-FR", None), ("odp", "fr-FR", None),
     ("ods", "fr-FR", None), ("xlsx", None, None)],
)  # fmt: skip
def test_what_office_files_declare(reader: Reader, name: str, language: str | None, tagged: bool | None) -> None:
    content = (WHOLE | PAGED)[name][0]
    inspection = reader.inspect(content, f"guide.{name}")
    assert (inspection.title, inspection.language, inspection.tagged) == ("Guide de l’emploi", language, tagged)
    assert Check("title", True) in inspection.accessibility


def test_what_a_web_page_declares(reader: Reader) -> None:
    inspection = reader.inspect(HTML.encode(), "guide.htm")
    assert (inspection.title, inspection.language, inspection.tagged) == ("Guide & emploi", "fr", True)
    assert set(inspection.accessibility) == {
        Check(code, True) for code in ("title", "language", "headings", "alternatives")
    }
    without = reader.inspect(b"<p>Rien</p><img src='a.png'>", "guide.html")
    assert {check for check in without.accessibility if check.passed} == set()


PICTURE = """<w:p><wp:docPr descr="{description}"/><pic:pic><pic:cNvPr descr=""/></pic:pic></w:p>"""


def test_images_without_a_description_are_seen(reader: Reader) -> None:
    described = offices.docx(PICTURE.format(description="Un atelier"))
    bare = offices.docx(PICTURE.format(description="Un atelier") + PICTURE.format(description=""))
    assert Check("alternatives", True) in reader.inspect(described, "guide.docx").accessibility
    assert Check("alternatives", False) in reader.inspect(bare, "guide.docx").accessibility
    frame = "<office:text><draw:frame><draw:image/>{}</draw:frame></office:text>"
    described = offices.odt(frame.format("<svg:title>Un atelier</svg:title>"))
    assert Check("alternatives", True) in reader.inspect(described, "guide.odt").accessibility
    assert Check("alternatives", False) in reader.inspect(offices.odt(frame.format("")), "guide.odt").accessibility


def test_what_old_word_would_show_is_not_said_twice(reader: Reader) -> None:
    shape = "<w:p><w:r><w:t>Encadré</w:t></w:r></w:p>"
    body = (
        f"<mc:AlternateContent><mc:Choice>{shape}</mc:Choice><mc:Fallback>{shape}</mc:Fallback></mc:AlternateContent>"
    )
    assert reader.extract(offices.docx(body), "guide.docx").text == "Encadré\nUne note."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Les personnes accompagnées trouvent un emploi en milieu ordinaire. " * 3, "fr"),
        ("People who are supported find a job in the open labour market. " * 3, "en"),
        ("Las personas acompañadas encuentran un empleo en la empresa ordinaria. " * 3, "es"),
        ("ESAT", None),
        ("12;14;2026\n" * 50, None),
    ],
)
def test_the_language_of_a_text(reader: Reader, text: str, language: str | None) -> None:
    assert reader.extract(text.encode(), "guide.txt").language == language


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_the_encodings_that_offices_save(reader: Reader, encoding: str) -> None:
    assert reader.extract("élève œuvre €".encode(encoding), "guide.txt").text == "élève œuvre €"
