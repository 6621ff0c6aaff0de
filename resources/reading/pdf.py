"""PDF, by PDFium's C interface alone: the helpers of pypdfium2 would double the time that a child takes to start."""

import binascii
import ctypes
import mmap
import re
from typing import Any

import pypdfium2_raw as pdfium

from .archive_ends import holds_archive
from .limits import Limits
from .ocr import Tesseract
from .pdf_scripts import refuse_active
from .refused import Reason, Refused
from .results import Drawn, Reading, TextTaker, Thumbnail, tidy_line

START = b"%PDF-"
_END = b"%%EOF"
_PADDING = b"\0\t\n\r "
# Readers look for the end of a PDF in its last kilobyte (ISO 32000-1, implementation note 18).
_TRAILING_BYTES = 1024
# A page with an image and no more characters than this (a number, a stamp) is taken for a scan.
_SCAN_CHARACTERS = 30
_XFA_FORMS = (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND)
_WITHOUT_ENCRYPTION = -1
_LONGEST_STRING_BYTES = 64 * 1024
# PDFium's mark of a word cut at the end of a line.
_CUT_WORD = re.compile("[\x02\ufffe][\r\n]*")


def inspect_pdf(data: mmap.mmap, limits: Limits) -> Reading:
    document = _opened(data, limits)
    count = pdfium.FPDF_GetPageCount(document)
    taker = TextTaker(limits.characters)
    scans = texts = 0
    reading = _described(document)
    for number in range(min(count, limits.inspected_pages)):
        page = pdfium.FPDF_LoadPage(document, number)
        text = _text(page, taker)
        scans += _is_scan(page, text)
        texts += bool(text)
        pdfium.FPDF_ClosePage(page)
    reading["scanned"] = _mostly(scans, min(count, limits.inspected_pages))
    reading["checks"]["text"] = bool(texts) and not reading["scanned"]
    return reading


def extract_pdf(data: mmap.mmap, limits: Limits, tesseract: Tesseract | None) -> Reading:
    document = _opened(data, limits)
    reading = _described(document)
    count = pdfium.FPDF_GetPageCount(document)
    taker = TextTaker(limits.characters)
    texts: dict[int, str] = {}
    scans = []
    for number in range(1, min(count, limits.pages) + 1):
        page = pdfium.FPDF_LoadPage(document, number - 1)
        if number == 1:
            reading["thumbnail"] = _thumbnail(page, limits)
        texts[number] = _text(page, taker)
        if _is_scan(page, texts[number]):
            scans.append(number)
        pdfium.FPDF_ClosePage(page)
        if taker.full:
            break
    reading["pages_read"] = len(texts)
    reading["scanned"] = _mostly(len(scans), len(texts))
    reading["checks"]["text"] = any(texts.values()) and not reading["scanned"]
    if reading["scanned"] and tesseract:
        read = tesseract.read(((number, _grey(document, number, limits)) for number in scans), limits)
        reading["ocr"] = bool(read)
        reading["truncated"] = 0 < len(read) < len(scans)
        for number, text in read.items():
            taker.add(text)
            texts[number] = taker.take()
    reading["truncated"] = reading.get("truncated", False) or taker.full or len(texts) < count
    reading["text"] = [(number, text) for number, text in texts.items() if text]
    return reading


def _opened(data: mmap.mmap, limits: Limits) -> Any:
    """PDFium's handle of a document that is only a PDF, open to all, and runs nothing. Raises `Refused`."""
    _check_edges(data)
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64((ctypes.c_char * len(data)).from_buffer(data), len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise Refused(Reason.ENCRYPTED if locked else Reason.BROKEN)
    if pdfium.FPDF_GetSecurityHandlerRevision(document) != _WITHOUT_ENCRYPTION:
        raise Refused(Reason.ENCRYPTED)
    refuse_active(data, limits)
    if pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0 or pdfium.FPDF_GetFormType(document) in _XFA_FORMS:
        raise Refused(Reason.SCRIPTS)
    if pdfium.FPDF_GetPageCount(document) < 1:
        raise Refused(Reason.BROKEN)
    return document


def _check_edges(data: mmap.mmap) -> None:
    if not data[: len(START)] == START:
        raise Refused(Reason.POLYGLOT)
    end = data.rfind(_END)
    trailing = data[end + len(_END) :].strip(_PADDING) if end >= 0 else b""
    if len(trailing) > _TRAILING_BYTES or holds_archive(data):
        raise Refused(Reason.POLYGLOT)


def _described(document: Any) -> Reading:
    title = tidy_line(_wide(lambda buffer, size: pdfium.FPDF_GetMetaText(document, b"Title", buffer, size)))
    language = tidy_line(_wide(lambda buffer, size: pdfium.FPDFCatalog_GetLanguage(document, buffer, size)))
    tagged = bool(pdfium.FPDFCatalog_IsTagged(document)) and _has_structure(document)
    return Reading(
        pages=pdfium.FPDF_GetPageCount(document),
        title=title,
        language=language,
        tagged=tagged,
        checks={"title": bool(title), "language": bool(language), "tagged": tagged},
    )


def _has_structure(document: Any) -> bool:
    page = pdfium.FPDF_LoadPage(document, 0)
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    holds = bool(tree) and pdfium.FPDF_StructTree_CountChildren(tree) > 0
    pdfium.FPDF_StructTree_Close(tree)
    pdfium.FPDF_ClosePage(page)
    return holds


def _wide(ask: Any) -> str:
    """A string that PDFium gives in UTF-16, ended by a zero, once it has said how many bytes that takes."""
    size = min(ask(None, 0), _LONGEST_STRING_BYTES)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    ask(buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0]


def _text(page: Any, taker: TextTaker) -> str:
    if not page:
        return ""
    text_page = pdfium.FPDFText_LoadPage(page)
    count = pdfium.FPDFText_CountChars(text_page)
    if count > 0:
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
        taker.add(_CUT_WORD.sub("", bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")))
    pdfium.FPDFText_ClosePage(text_page)
    return taker.take()


def _is_scan(page: Any, text: str) -> bool:
    if not page or len(text) > _SCAN_CHARACTERS:
        return False
    objects = (pdfium.FPDFPage_GetObject(page, at) for at in range(pdfium.FPDFPage_CountObjects(page)))
    return any(pdfium.FPDFPageObj_GetType(found) == pdfium.FPDF_PAGEOBJ_IMAGE for found in objects)


def _mostly(some: int, all_of_them: int) -> bool:
    return 2 * some > all_of_them


def _thumbnail(page: Any, limits: Limits) -> Thumbnail | None:
    width, height = _size(page)
    scale = min(limits.thumbnail_width_pixels / width, limits.thumbnail_height_pixels / height)
    drawn = _drawn(page, scale, pdfium.FPDFBitmap_BGR, pdfium.FPDF_REVERSE_BYTE_ORDER)
    if not drawn:
        return None
    pixels = binascii.b2a_base64(drawn.pixels, newline=False).decode()
    return {"width": drawn.width, "height": drawn.height, "pixels": pixels}


def _grey(document: Any, number: int, limits: Limits) -> Drawn | None:
    page = pdfium.FPDF_LoadPage(document, number - 1)
    width, height = _size(page)
    scale = min(limits.ocr_dots_per_inch / 72, (limits.ocr_pixels / (width * height)) ** 0.5)
    drawn = _drawn(page, scale, pdfium.FPDFBitmap_Gray, pdfium.FPDF_GRAYSCALE)
    pdfium.FPDF_ClosePage(page)
    return drawn


def _size(page: Any) -> tuple[float, float]:
    """In points of 1/72 inch; 1 by 1 for a page that cannot be loaded."""
    if not page:
        return 1, 1
    return max(pdfium.FPDF_GetPageWidthF(page), 1), max(pdfium.FPDF_GetPageHeightF(page), 1)


def _drawn(page: Any, scale: float, kind: int, flags: int) -> Drawn | None:
    if not page:
        return None
    width, height = (max(1, int(side * scale)) for side in _size(page))
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, kind, None, 0)
    if not bitmap:
        return None
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags | pdfium.FPDF_ANNOT)
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    pdfium.FPDFBitmap_Destroy(bitmap)
    row = width * (1 if kind == pdfium.FPDFBitmap_Gray else 3)
    if stride != row:
        pixels = b"".join(pixels[at : at + row] for at in range(0, stride * height, stride))
    return Drawn(width, height, pixels)
