"""What of the library can be found by searching."""

from collections.abc import Iterable

from django.db.models import Prefetch
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cms.search_documents import register_page
from cms.text import plain
from network.models import Organisation, ProjectPage, Territory
from network.territory_facets import facet_keys, own_or_projects, point_of
from resources.models import FileReading, ReadingListPage, ResourceFile, ResourceIndexPage, ResourceKind, ResourcePage
from search.documents import BodyFile, SearchDocument
from search.facets import register_facet_labels
from search.pages import page_audience
from search.registry import register

FRENCH = "fr"

register_facet_labels("resource_kind", lambda slugs: {kind.value: capfirst(kind.label) for kind in ResourceKind})

register_page(ResourceIndexPage, body=lambda page: page.introduction)
register_page(ReadingListPage, body=lambda page: page.introduction)


@register(
    ResourcePage,
    kind="resource",
    label=_("Ressource"),
    label_plural=_("Ressources"),
    queryset=lambda: (
        ResourcePage.objects.live()
        .select_related("locale", "publisher")
        .prefetch_related(
            "themes",
            Prefetch("files", ResourceFile.objects.select_related("document")),
            "files__document__text_pages",
            Prefetch("territories", Territory.objects.with_ancestors()),
            Prefetch("projects", ProjectPage.objects.live().public().with_territories()),
        )
    ),
    title_fields=("title",),
    related={
        Territory: lambda territory: ResourcePage.objects.within(territory).values_list("pk", flat=True),
        Organisation: lambda organisation: organisation.resources.values_list("pk", flat=True),
        ProjectPage: lambda project: project.resources.values_list("pk", flat=True),
        FileReading: lambda reading: ResourcePage.objects.filter(files__document=reading.document_id).values_list(
            "pk", flat=True
        ),
    },
)
def resource_documents(page: ResourcePage) -> Iterable[SearchDocument]:
    projects = page.projects.all()
    territories = own_or_projects(page.territories.all(), projects)
    record = " ".join([plain(page.description), page.authors, *(project.title for project in projects)])
    texts, files = ([], ()) if page.is_withdrawn else laid_end_to_end(page.files.all())
    yield SearchDocument(
        id=f"resources.resourcepage:{page.pk}",
        kind="resource",
        title=page.title,
        summary=page.summary,
        body=((0, record), *texts) if texts else record,
        files=files,
        url=page.get_url(),
        language=page.locale.language_code,
        territories=facet_keys(territories),
        themes=tuple(theme.slug for theme in page.themes.all()),
        publics=tuple(page.publics),
        resource_kinds=(page.kind,),
        date=page.date or None,
        point=point_of(territories),
        codes=tuple(filter(None, [page.isbn, page.doi])),
        updated=page.last_published_at,
        audience=page_audience(page),
        meta={
            "kind": page.get_kind_display(),
            "language": "" if page.content_language == FRENCH else page.get_content_language_display(),
            "formats": [] if page.is_withdrawn else formats(page.files.all()),
            "status": page.get_status_display(),
            "announced": page.is_announced,
            "date_note": page.date_note,
            "projects": [project.short_name for project in projects],
        },
    )


def formats(files: Iterable[ResourceFile]) -> list[str]:
    """« PDF », « DOCX »: once each, in the order of the files."""
    return list(dict.fromkeys(file.document.file_extension.upper() for file in files if file.document))


def laid_end_to_end(files: Iterable[ResourceFile]) -> tuple[list[tuple[int, str]], tuple[BodyFile, ...]]:
    """The texts of the files that were read, as `(page, text)` counted from 1 through all of them; their starts."""
    texts: list[tuple[int, str]] = []
    bodies = []
    last = 0
    for file in files:
        document = file.document
        pages = list(document.text_pages.all()) if document else []
        if not document or not pages:
            continue
        bodies.append(BodyFile(last + 1, file.label, document.url, document.is_pdf))
        texts += [(last + max(page.number, 1), page.text) for page in pages]
        last = texts[-1][0]
    return texts, tuple(bodies)
