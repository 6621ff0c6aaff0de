"""Files without a bibliography: a publication each, with what somebody said of all of them."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from network.imports.records import Remark

from .bundles import Named
from .describing import LONGEST_TITLE, clean_text
from .kinds import UNSAID
from .records import Record

SHARED = ("kind", "date", "publisher_id", "licence", "content_language")


def title_of(name: str) -> str:
    """The title that a file's name suggests: « Guide_de-l-accueil.pdf » is « Guide de l accueil »."""
    stem = PurePosixPath(name).stem.replace("_", " ").replace("-", " ")
    return clean_text(stem)[:LONGEST_TITLE] or _("Document sans titre")


def records_of_files(names: Named, shared: dict[str, Any]) -> Iterator[Record]:
    """`shared` is JSON: values of SHARED by name, `themes` and `territories` (primary keys), and `files`, that holds
    {title, summary} by name for those that somebody described.
    """
    values = {name: shared[name] for name in SHARED if shared.get(name)}
    reason = _("Le genre n’est pas dit : « %(kind)s », à corriger.") % {"kind": UNSAID.label}
    remarks = () if "kind" in values else (Remark("kind", "", reason),)
    for name in names:
        told = shared.get("files", {}).get(name, {})
        title = told.get("title") or title_of(name)
        yield Record(
            position=name,
            values={"kind": UNSAID.value, **values, "title": title, "summary": told.get("summary", "")},
            themes=tuple(shared.get("themes", ())),
            territories=tuple(shared.get("territories", ())),
            files=(name,),
            remarks=remarks,
            is_a_file=True,
        )
