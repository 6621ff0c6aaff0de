"""BibTeX, in UTF-8 as BibLaTeX and today's reference managers read it.

Source: O. Patashnik, BibTeXing (1988), sections 3 and 4; the ten special characters of LaTeX.
"""

from unicodedata import normalize

from .work import Name, Work

CONTENT_TYPE = "application/x-bibtex; charset=utf-8"

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
# Braces would have to be balanced, which an escaped one does not count for in BibTeX: a command stands for each.
_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: rf"\{sign}" for sign in "#$%&_"},
    }
)


def bibtex(work: Work) -> str:
    """One entry, under the key of the permanent code."""
    # A second pair of braces keeps capitals as they are written.
    fields = {
        "title": f"{{{_escaped(work.title)}}}",
        "author": " and ".join(_author(name) for name in work.authors),
        ("institution" if work.names.bibtex == "techreport" else "publisher"): _escaped(work.publisher),
        "type": f"{{{_escaped(work.kind_label)}}}" if work.names.bibtex == "techreport" else "",
        "year": work.year,
        "note": "À paraître" if work.announced and not work.date else "",
        "isbn": work.isbn,
        "doi": work.doi if _safe(work.doi) else "",
        "url": work.url,
        "language": work.language,
        "abstract": _escaped(work.summary),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if len(work.date) >= 7:
        lines.append(f"  month = {_MONTHS[int(work.date[5:7]) - 1]},")
    return "\n".join([f"@{work.names.bibtex}{{passerelles-{work.code},", *lines, "}", ""])


def _author(name: Name) -> str:
    """A group is one name in braces; the comma tells the parts of a person, where "and" must be no separator."""
    if not name.given:
        return f"{{{_escaped(name.family)}}}"
    return f"{_part(name.family)}, {_part(name.given)}"


def _part(text: str) -> str:
    escaped = _escaped(text)
    return f"{{{escaped}}}" if "," in text or "and" in text.lower().split() else escaped


def _escaped(text: str) -> str:
    return normalize("NFC", text).translate(_SPECIAL)


def _safe(verbatim: str) -> bool:
    """A DOI is read as it stands, escapes included: one whose braces or slashes would end the field is left out."""
    return not set(verbatim) & set("{}\\%")
