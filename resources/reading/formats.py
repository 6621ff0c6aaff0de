"""The formats that the library takes."""

from typing import NamedTuple

PDF = "pdf"
ZIP_START = b"PK\x03\x04"
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."


class Format(NamedTuple):
    """`main_part`: the entry of an archive that makes it this format, "" for what is no archive."""

    name: str
    mime_type: str
    main_part: str = ""

    @property
    def is_opendocument(self) -> bool:
        return self.mime_type.startswith(_ODF)


FORMATS = {
    made.name: made
    for made in (
        Format(PDF, "application/pdf"),
        Format("docx", _OOXML + "wordprocessingml.document", "word/document.xml"),
        Format("pptx", _OOXML + "presentationml.presentation", "ppt/presentation.xml"),
        Format("xlsx", _OOXML + "spreadsheetml.sheet", "xl/workbook.xml"),
        Format("odt", _ODF + "text", "content.xml"),
        Format("odp", _ODF + "presentation", "content.xml"),
        Format("ods", _ODF + "spreadsheet", "content.xml"),
        Format("csv", "text/csv"),
        Format("txt", "text/plain"),
        Format("html", "text/html"),
    )
}
EXTENSIONS = {name: name for name in FORMATS} | {"htm": "html"}
