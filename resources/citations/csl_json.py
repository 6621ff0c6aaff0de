"""CSL-JSON, which citation processors read. Source: CSL 1.0.2, csl-data.json."""

import json
from typing import Any

from .work import Name, Work

CONTENT_TYPE = "application/vnd.citationstyles.csl+json; charset=utf-8"


def csl_item(work: Work) -> dict[str, Any]:
    item = {
        "id": f"passerelles-{work.code}",
        "type": work.names.csl,
        "title": work.title,
        "author": [_name(name) for name in work.authors],
        "issued": {"date-parts": [[int(part) for part in work.date.split("-")]]} if work.date else {},
        "status": "à paraître" if work.announced and not work.date else "",
        "publisher": work.publisher,
        "genre": work.kind_label,
        "abstract": work.summary,
        "ISBN": work.isbn,
        "DOI": work.doi,
        "URL": work.url,
        "language": work.language,
    }
    return {name: value for name, value in item.items() if value}


def csl_json(work: Work) -> str:
    """A list of one item: what processors take."""
    return json.dumps([csl_item(work)], ensure_ascii=False, indent=1) + "\n"


def _name(name: Name) -> dict[str, str]:
    return {"family": name.family, "given": name.given} if name.given else {"literal": name.family}
