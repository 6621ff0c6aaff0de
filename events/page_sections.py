"""What the events app adds to the pages of the floors below, and what follows its own pages."""

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.models import HomePage
from cms.navigation import section_url
from cms.sections import Section, section_of
from cms.see_also import LAST, see_also
from events.models import EventIndexPage, EventPage
from events.models.event import EventQuerySet
from events.presentation import event_card
from network.models import Organisation, ProjectPage, Territory

ON_HOME = 4

section_of(EventPage, order=LAST)(see_also)


def section(title: str | Promise, items: EventQuerySet, more_url: str = "") -> Section:
    return Section(
        anchor="evenements",
        title=title,
        items=[event_card(item) for item in items.with_facts()],
        template="events/_event_item.html",
        more_url=more_url,
        more_label=_("Tout l’agenda") if more_url else "",
    )


def published() -> EventQuerySet:
    return EventPage.objects.public_in_language(get_language() or "fr").upcoming()


@section_of(HomePage, order=40)
def on_home(home: HomePage) -> Section:
    return section(_("Prochains événements"), published()[:ON_HOME], section_url(EventIndexPage))


@section_of(ProjectPage, order=40)
def of_project(project: ProjectPage) -> Section:
    return section(_("Événements"), published().filter(projects=project.pk))


@section_of(Organisation, order=40)
def of_organisation(organisation: Organisation) -> Section:
    return section(_("Événements"), published().with_organisation(organisation.pk))


@section_of(Territory, order=40)
def of_territory(territory: Territory) -> Section:
    return section(_("Événements"), published().within(territory))
