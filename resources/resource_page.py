"""What a resource's page shows, ready for its template."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from cms.partial_dates import display
from cms.sections import sections_for
from resources.citations.shown import citation_of
from resources.licences import Licence
from resources.presentation import file_facts, status
from resources.uses import uses_of

if TYPE_CHECKING:
    from resources.models import ResourceFile, ResourcePage


def resource_context(page: "ResourcePage") -> dict[str, Any]:
    """`badge`: {label, tone} of the status. `files`: what there is to read or download, nothing once withdrawn."""
    pages = type(page).objects.live().public()
    files = [] if page.is_withdrawn else list(_read(page))
    return {
        "badge": status(page),
        "announced": _announced(page),
        "citation": citation_of(page, _pdf(files)),
        "files": [file_facts(file) for file in files],
        "licence_url": Licence(page.licence).url if page.licence else "",
        "publics": page._meta.get_field("publics").labels(page.publics),
        "doi_url": f"https://doi.org/{quote(page.doi)}",
        "replacement": pages.filter(pk=page.replaced_by_id).first() if page.replaced_by_id else None,
        "replaces": pages.filter(replaced_by=page.pk).order_by("title"),
        "territories": page.work.territories,
        "themes": page.work.themes,
        "used_in": uses_of(page),
        "sections": sections_for(page),
    }


def _read(page: "ResourcePage") -> Iterable["ResourceFile"]:
    return page.files.select_related("document__reading").prefetch_related("document__versions")


def _pdf(files: Iterable["ResourceFile"]) -> str:
    """Where the first PDF is that is the document itself; "" without one."""
    documents = (file.document for file in files if file.document and file.role == "document")
    return next((document.url for document in documents if document.is_pdf), "")


def _announced(page: "ResourcePage") -> str:
    known = page.date_note or (_("attendue pour %(when)s") % {"when": display(page.expected)} if page.expected else "")
    sentence = _("Ce document est annoncé. Il sera mis en ligne ici dès sa publication.")
    return f"{sentence} {known[:1].upper()}{known[1:]}." if known else sentence
