"""Which events are theirs, for those who work for territories."""

from typing import Any

from django.db.models import Q, QuerySet

from cms.roles.reaches import Held
from events.models import EventPage
from network.models import ProjectTerritory
from network.reaches import BY_TERRITORY, OUTSIDE, among, territories_of


def _events_there(user: Any) -> QuerySet[EventPage]:
    places = territories_of(user).values("pk")
    projects = ProjectTerritory.objects.filter(territory__in=places).values("page")
    return EventPage.objects.filter(Q(place__in=places) | Q(territories__in=places) | Q(projects__in=projects))


def _keeps(user: Any, form: Any) -> bool:
    said = form.cleaned_data
    if among(user, [said.get("place"), *(said.get("territories") or ())]):
        return True
    links = ProjectTerritory.objects.filter(page__in=said.get("projects") or ())
    return links.filter(territory__in=territories_of(user).values("pk")).exists()


BY_TERRITORY.held[EventPage] = Held(_events_there, _keeps, "territories", OUTSIDE)
