"""`python -m tests.events.printing.pdfium QUESTION PAGE < paper.pdf`: what PDFium says of a PDF, as JSON.

In a process of its own: PDFium is not made to share one with all that a run of tests opens and forgets.
"""

import base64
import ctypes
import json
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

_PICTURE_SCALE = 6


def pages(document: pypdfium2.PdfDocument, _number: int) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_bounded() for page in document]


def title(document: pypdfium2.PdfDocument, _number: int) -> str:
    return document.get_metadata_value("Title")


def language(document: pypdfium2.PdfDocument, _number: int) -> str:
    return _wide(pdfium.FPDFCatalog_GetLanguage, document.raw)


def tagged(document: pypdfium2.PdfDocument, _number: int) -> bool:
    return bool(pdfium.FPDFCatalog_IsTagged(document.raw))


def elements(document: pypdfium2.PdfDocument, number: int) -> list[tuple[str, str]]:
    """What a page is made of, in the order in which it is read: kinds, and the words instead."""
    page = document[number]
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    found = [
        element
        for at in range(pdfium.FPDF_StructTree_CountChildren(tree))
        for element in _below(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at))
    ]
    pdfium.FPDF_StructTree_Close(tree)
    return found


def picture(document: pypdfium2.PdfDocument, number: int) -> str:
    """PNG in shades of grey, in base64."""
    png = BytesIO()
    document[number].render(scale=_PICTURE_SCALE, grayscale=True).to_pil().convert("L").save(png, "PNG")
    return base64.b64encode(png.getvalue()).decode()


def fonts(document: pypdfium2.PdfDocument, _number: int) -> list[str]:
    """PostScript names of the fonts that letters are drawn with."""
    names = set()
    for page in document:
        text_page = page.get_textpage()
        for at in range(text_page.count_chars()):
            buffer = ctypes.create_string_buffer(128)
            pdfium.FPDFText_GetFontInfo(text_page.raw, at, buffer, len(buffer), ctypes.c_int())
            names.add(buffer.value.decode())
    return sorted(names - {""})


def letters(document: pypdfium2.PdfDocument, number: int) -> list[tuple[str, tuple[float, ...]]]:
    """Each letter, with its left, bottom, right and top in points of 1/72 inch from the lower left corner."""
    text_page = document[number].get_textpage()
    return [(text_page.get_text_range(at, 1), text_page.get_charbox(at)) for at in range(text_page.count_chars())]


QUESTIONS: dict[str, Callable[[pypdfium2.PdfDocument, int], Any]] = {
    ask.__name__: ask for ask in (pages, title, language, tagged, elements, picture, fonts, letters)
}


def main() -> None:
    question, number = sys.argv[1:]
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    json.dump(QUESTIONS[question](document, int(number)), sys.stdout)


def _below(element: Any) -> Iterator[tuple[str, str]]:
    if not element:
        return
    yield (
        _wide(pdfium.FPDF_StructElement_GetType, element),
        _wide(pdfium.FPDF_StructElement_GetAltText, element),
    )
    for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
        yield from _below(pdfium.FPDF_StructElement_GetChildAtIndex(element, at))


def _wide(ask: Any, of: Any) -> str:
    buffer = (ctypes.c_ushort * 512)()
    ask(of, buffer, ctypes.sizeof(buffer))
    return bytes(buffer).decode("utf-16-le").partition("\0")[0]


if __name__ == "__main__":
    main()
