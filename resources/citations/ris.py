"""RIS, as reference managers read it: a tag, two spaces, a hyphen, a space, one line a value; UTF-8, CRLF."""

from .work import Work

CONTENT_TYPE = "application/x-research-info-systems; charset=utf-8"


def ris(work: Work) -> str:
    year, month, day = (*work.date.split("-"), "", "", "")[:3]
    fields = [
        ("TY", work.names.ris),
        ("TI", work.title),
        *(("AU", str(name)) for name in work.authors),
        ("PY", work.year),
        ("DA", f"{year}/{month}/{day}/" if work.date else ""),
        ("PB", work.publisher),
        ("M3", work.kind_label),
        ("AB", work.summary),
        *(("KW", theme.name) for theme in work.themes),
        ("SN", work.isbn),
        ("DO", work.doi),
        ("LA", work.language),
        ("UR", work.url),
        ("ID", f"passerelles-{work.code}"),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])
