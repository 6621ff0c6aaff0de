"""What a PDF says of itself, read by PDFium."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

_UNSEEN = {ord("\N{ZERO WIDTH SPACE}"): None, 0xFFFE: "-", 0x02: "-"}  # The last two: a hyphen at the end of a line.


@dataclass(frozen=True)
class Element:
    kind: str
    alternative: str


@dataclass(frozen=True)
class Paper:
    content: bytes

    @cached_property
    def document(self) -> pypdfium2.PdfDocument:
        return pypdfium2.PdfDocument(self.content)

    @property
    def pages(self) -> list[str]:
        """The text of each page, on one line."""
        texts = (page.get_textpage().get_text_bounded() for page in self.document)
        return [" ".join(text.translate(_UNSEEN).split()) for text in texts]

    @property
    def text(self) -> str:
        return " ".join(self.pages)

    @property
    def title(self) -> str:
        return self.document.get_metadata_value("Title")

    @property
    def language(self) -> str:
        buffer = (ctypes.c_ushort * 32)()
        pdfium.FPDFCatalog_GetLanguage(self.document.raw, buffer, ctypes.sizeof(buffer))
        return bytes(buffer).decode("utf-16-le").partition("\0")[0]

    @property
    def tagged(self) -> bool:
        return bool(pdfium.FPDFCatalog_IsTagged(self.document.raw))

    @property
    def accessible(self) -> bool:
        """It says that it is PDF/UA-1, which Typst writes only of what passed its own checks."""
        return b"pdfuaid:part" in self.content

    def elements(self, number: int = 0) -> list[Element]:
        """What a page is made of, in the order in which it is read."""
        page = self.document[number]
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        found = [
            element
            for at in range(pdfium.FPDF_StructTree_CountChildren(tree))
            for element in _below(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at))
        ]
        pdfium.FPDF_StructTree_Close(tree)
        return found

    def picture(self, number: int = 0, scale: float = 6) -> Image.Image:
        """In shades of grey."""
        return self.document[number].render(scale=scale, grayscale=True).to_pil().convert("L")

    @property
    def fonts(self) -> set[str]:
        """PostScript names of the fonts that letters are drawn with."""
        names = set()
        for page in self.document:
            text_page = page.get_textpage()
            for at in range(text_page.count_chars()):
                buffer = ctypes.create_string_buffer(128)
                pdfium.FPDFText_GetFontInfo(text_page.raw, at, buffer, len(buffer), ctypes.c_int())
                names.add(buffer.value.decode())
        return names - {""}

    def letters(self, number: int = 0) -> list[tuple[str, tuple[float, float, float, float]]]:
        """Each letter that shows, with its left, bottom, right and top in millimetres from the lower left corner."""
        text_page = self.document[number].get_textpage()
        shown = ((text_page.get_text_range(at, 1), text_page.get_charbox(at)) for at in range(text_page.count_chars()))
        return [
            (letter, tuple(side / 72 * 25.4 for side in box))
            for letter, box in shown
            if letter.strip().translate(_UNSEEN)
        ]


def _below(element: Any) -> Iterator[Element]:
    if not element:
        return
    yield Element(
        _said(pdfium.FPDF_StructElement_GetType, element), _said(pdfium.FPDF_StructElement_GetAltText, element)
    )
    for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
        yield from _below(pdfium.FPDF_StructElement_GetChildAtIndex(element, at))


def _said(ask: Any, element: Any) -> str:
    buffer = (ctypes.c_ushort * 512)()
    ask(element, buffer, ctypes.sizeof(buffer))
    return bytes(buffer).decode("utf-16-le").partition("\0")[0]
