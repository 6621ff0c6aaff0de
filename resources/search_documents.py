"""What of the library can be found by searching."""

from collections.abc import Iterable

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from cms.search_documents import register_page
from cms.text import plain
from network.models import Organisation, ProjectPage, Territory
from network.territory_facets import facet_keys, own_or_projects, point_of
from resources.models import ResourceIndexPage, ResourcePage
from search.documents import SearchDocument
from search.pages import page_audience
from search.registry import register

register_page(ResourceIndexPage, body=lambda page: page.introduction)


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
            "territories__parent__parent__parent",
            Prefetch("projects", ProjectPage.objects.live().public().with_territories()),
        )
    ),
    title_fields=("title",),
    related={
        Territory: lambda territory: ResourcePage.objects.within(territory).values_list("pk", flat=True),
        Organisation: lambda organisation: organisation.resources.values_list("pk", flat=True),
        ProjectPage: lambda project: project.resources.values_list("pk", flat=True),
    },
)
def resource_documents(page: ResourcePage) -> Iterable[SearchDocument]:
    projects = page.projects.all()
    territories = own_or_projects(page.territories.all(), projects)
    yield SearchDocument(
        id=f"resources.resourcepage:{page.pk}",
        kind="resource",
        title=page.title,
        summary=page.summary,
        body=" ".join([plain(page.description), page.authors, *(project.title for project in projects)]),
        url=page.get_url(),
        language=page.locale.language_code,
        territories=facet_keys(territories),
        themes=tuple(theme.slug for theme in page.themes.all()),
        date=page.date or None,
        point=point_of(territories),
        updated=page.last_published_at,
        audience=page_audience(page),
        meta={
            "kind": page.get_kind_display(),
            "status": page.get_status_display(),
            "announced": page.is_announced,
            "date_note": page.date_note,
            "projects": [project.short_name for project in projects],
        },
    )
