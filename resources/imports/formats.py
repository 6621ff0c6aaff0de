"""The formats of bibliographies, and how the first bytes of each look."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from . import bibtex, csl_json, ris, tables
from .records import Reader

HEAD_BYTES = 64 * 1024

_BIBTEX = re.compile(r"^\s*@\s*\w+\s*[{(]", re.MULTILINE)
_CSL = re.compile(r'^\[\s*(\{\s*("(id|type|title|DOI|abstract|author|issued)"|\})|\])')


class Format(models.TextChoices):
    RIS = "ris", _("RIS")
    BIBTEX = "bibtex", _("BibTeX")
    CSL_JSON = "csl-json", _("CSL-JSON")
    TABLE = "csv", _("tableau (CSV)")


READERS: dict[Format, Reader] = {
    Format.RIS: ris.read,
    Format.BIBTEX: bibtex.read,
    Format.CSL_JSON: csl_json.read,
    Format.TABLE: tables.read,
}


def looks_like(head: bytes) -> Format | None:
    """The format that the first HEAD_BYTES of a file announce; None for none."""
    text = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1").lstrip()
    if re.search(r"^TY\s{0,3}-", text, re.MULTILINE):
        return Format.RIS
    if _CSL.match(text):
        return Format.CSL_JSON
    first = text.partition("\n")[0].lower()
    if tables.is_bibliography({cell.strip(' "\r') for cell in re.split(r"[;,\t]", first)}):
        return Format.TABLE
    return Format.BIBTEX if _BIBTEX.search(text) else None
