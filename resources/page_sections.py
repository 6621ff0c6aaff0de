"""What the resources app adds to the pages of the floors below, and what follows its own pages."""

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.models import HomePage
from cms.navigation import section_url
from cms.sections import Section, section_of
from cms.see_also import LAST, see_also
from events.models import EventPage
from network.models import Organisation, ProjectPage, Territory
from resources.models import ReadingListPage, ResourceIndexPage, ResourcePage
from resources.models.resource import ResourceQuerySet
from resources.presentation import resource_card

ON_HOME = 4

section_of(ResourcePage, ReadingListPage, order=LAST)(see_also)


def section(title: str | Promise, items: ResourceQuerySet, more_url: str = "") -> Section:
    return Section(
        anchor="ressources",
        title=title,
        items=[resource_card(item) for item in items],
        template="resources/_resource_item.html",
        more_url=more_url,
        more_label=_("Toute la bibliothèque") if more_url else "",
    )


def published() -> ResourceQuerySet:
    return ResourcePage.objects.public_in_language(get_language() or "fr").latest()


@section_of(HomePage, order=50)
def on_home(home: HomePage) -> Section:
    return section(_("Dernières ressources"), published()[:ON_HOME], section_url(ResourceIndexPage))


@section_of(EventPage, order=50)
def of_event(event: EventPage) -> Section:
    return section(_("Documents"), published().filter(events=event.pk))


@section_of(ProjectPage, order=50)
def of_project(project: ProjectPage) -> Section:
    return section(_("Documents"), published().filter(projects=project.pk))


@section_of(Organisation, order=50)
def of_organisation(organisation: Organisation) -> Section:
    return section(_("Documents"), published().with_organisation(organisation.pk))


@section_of(Territory, order=50)
def of_territory(territory: Territory) -> Section:
    return section(_("Documents"), published().within(territory))
