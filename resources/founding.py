"""The founding files of the library."""

from cms.founding.portal import PAGE_FIELDS
from cms.founding.registry import FileKind, Step, register
from cms.founding.roles import CONTRIBUTORS, TERRITORIAL_EDITORS, WRITE, french, grant_pages
from cms.models import HomePage

from .models import ResourceIndexPage, ResourcePage

register(
    FileKind(
        name="bibliothèque",
        pattern="sections/resources.yaml",
        order=53,
        model=ResourceIndexPage,
        fields=[*PAGE_FIELDS, "introduction"],
        parent=HomePage,
    )
)
register(
    FileKind(
        name="ressources",
        pattern="resources/*.yaml",
        order=80,
        model=ResourcePage,
        fields=[
            *["title", "slug", "summary", "kind", "status", "date", "date_note", "authors", "publisher", "description"],
            *["themes", "territories", "projects"],
        ],
        parts={"files": ["label", "url"]},
        unknown="ressource inconnue",
        parent=ResourceIndexPage,
    )
)


def grant_library() -> int:
    return grant_pages(french(ResourceIndexPage), {TERRITORIAL_EDITORS: WRITE, CONTRIBUTORS: WRITE})


register(Step("droits sur la bibliothèque", 92, grant_library))
