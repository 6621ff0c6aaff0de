from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """`code`: "title", "language", "tagged", "text" (text is text, and no image of it), "headings" or "alternatives"
    (every image has a text in its place). Only what was really looked at is told.
    """

    code: str
    passed: bool


@dataclass(frozen=True)
class Inspection:
    """A file that may enter the library.

    `pages`: how many pages, slides or sheets; None for a format that has none.
    `language`: what the file declares (`fr-FR`), None if nothing.
    `tagged`: whether a PDF has a structure, a text headings; None where that means nothing.
    `encrypted` and `scripts`: what is refused, told for the record.
    """

    format: str
    mime_type: str
    pages: int | None
    title: str | None
    language: str | None
    tagged: bool | None
    accessibility: tuple[Check, ...]
    encrypted: bool = False
    scripts: bool = False


@dataclass(frozen=True)
class Extraction:
    """The text of a file.

    `text`: `(number from 1, text)` for each page, slide or sheet that has some; one text for a format without pages.
    `accessibility`: what was checked, as in an `Inspection`.
    `language`: ISO 639-1 code recognised from the text, None when there is too little, or too mixed, to tell.
    `thumbnail`: WebP of the first page of a PDF.
    `scanned`: most pages are images without text. `ocr`: Tesseract read them.
    `truncated`: not everything was read. `message`: a sentence for the editor, "" when all is well.
    """

    format: str
    text: str | tuple[tuple[int, str], ...]
    pages: int | None
    accessibility: tuple[Check, ...]
    language: str | None
    thumbnail: bytes | None
    scanned: bool
    ocr: bool
    truncated: bool
    message: str
