"""What each kind of resource is called in the formats of others.

Sources: CSL 1.0.2 (types of items), the RIS types that reference managers share, BibTeX (standard entries), schema.org,
DCMI Type Vocabulary, OpenURL KEV format for books (genres).
"""

from dataclasses import dataclass

from resources.models.vocabulary import ResourceKind


@dataclass(frozen=True)
class Names:
    csl: str
    ris: str
    bibtex: str
    schema: str
    dcmi: str
    genre: str


_REPORT = Names("report", "RPRT", "techreport", "Report", "Text", "report")
_DOCUMENT = Names("document", "GEN", "misc", "DigitalDocument", "Text", "document")
_BOOK = Names("book", "BOOK", "book", "Book", "Text", "book")
_NAMES = {
    ResourceKind.GUIDE: _REPORT,
    ResourceKind.STUDY: _REPORT,
    ResourceKind.REPORT: _REPORT,
    ResourceKind.AGREEMENT: _DOCUMENT,
    ResourceKind.TOOL: _DOCUMENT,
    ResourceKind.VIDEO: Names("motion_picture", "VIDEO", "misc", "VideoObject", "MovingImage", "document"),
    ResourceKind.OFFICIAL: Names("legislation", "STAT", "misc", "Legislation", "Text", "document"),
    ResourceKind.FILE: Names("document", "GEN", "misc", "Collection", "Collection", "document"),
}


def names_of(kind: str, isbn: str) -> Names:
    """What has an ISBN is a book, a film on a disc apart."""
    if isbn and kind != ResourceKind.VIDEO:
        return _BOOK
    return _NAMES.get(ResourceKind(kind), _DOCUMENT)
