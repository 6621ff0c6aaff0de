"""The files of a citation, by their extension."""

from collections.abc import Callable
from dataclasses import dataclass

from . import bibtex, csl_json, ris
from .work import Work


@dataclass(frozen=True)
class CitationFile:
    label: str
    content_type: str
    write: Callable[[Work], str]


FILES = {
    "bib": CitationFile("BibTeX", bibtex.CONTENT_TYPE, bibtex.bibtex),
    "ris": CitationFile("RIS", ris.CONTENT_TYPE, ris.ris),
    "json": CitationFile("CSL-JSON", csl_json.CONTENT_TYPE, csl_json.csl_json),
}
