"""What of the calendar can be found by searching."""

from collections.abc import Iterable

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from cms.search_documents import register_page
from cms.text import plain
from events.models import EventIndexPage, EventPage
from network.models import Organisation, ProjectPage, Territory
from network.models.territory import ancestry
from network.territory_facets import facet_keys, own_or_projects, point_of
from search.documents import SearchDocument
from search.pages import page_audience
from search.registry import register

register_page(EventIndexPage, body=lambda page: page.introduction)


@register(
    EventPage,
    kind="event",
    label=_("Événement"),
    label_plural=_("Événements"),
    queryset=lambda: (
        EventPage.objects.live()
        .select_related("locale", *ancestry("place"))
        .prefetch_related(
            "themes",
            "organisers",
            Prefetch("territories", Territory.objects.with_ancestors()),
            Prefetch("projects", ProjectPage.objects.live().public().with_territories()),
        )
    ),
    title_fields=("title",),
    related={
        Territory: lambda territory: EventPage.objects.within(territory).values_list("pk", flat=True),
        Organisation: lambda organisation: organisation.events.values_list("pk", flat=True),
        ProjectPage: lambda project: project.events.values_list("pk", flat=True),
    },
)
def event_documents(page: EventPage) -> Iterable[SearchDocument]:
    projects, organisers = page.projects.all(), page.organisers.all()
    places = [*([page.place] if page.place else []), *page.territories.all()]
    territories = own_or_projects(places, projects)
    names = [*(project.title for project in projects), *(organiser.name for organiser in organisers)]
    yield SearchDocument(
        id=f"events.eventpage:{page.pk}",
        kind="event",
        title=page.title,
        summary=page.summary,
        body=" ".join([plain(page.description), page.venue, page.audience, *names]),
        url=page.get_url(),
        language=page.locale.language_code,
        territories=facet_keys(territories),
        themes=tuple(theme.slug for theme in page.themes.all()),
        date=page.starts_at.date().isoformat() if page.starts_at else None,
        point=point_of([page.place] if page.place else territories),
        updated=page.last_published_at,
        audience=page_audience(page),
        meta={
            "kind": page.get_kind_display(),
            "state": page.get_state_display(),
            "date_note": page.date_note,
            "projects": [project.short_name for project in projects],
        },
    )
