"""Which resources are theirs, for those who work for organisations or for territories."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cms.roles.reaches import Held
from network.models import ProjectTerritory
from network.reaches import BY_ORGANISATION, BY_TERRITORY, OUTSIDE, among, organisations_of, territories_of
from resources.models import ResourcePage


def _published_by_them(user: Any) -> QuerySet[ResourcePage]:
    return ResourcePage.objects.filter(publisher__in=organisations_of(user).values("pk"))


def _keeps_publisher(user: Any, form: Any) -> bool:
    publisher = form.cleaned_data.get("publisher")
    return bool(publisher) and organisations_of(user).filter(pk=publisher.pk).exists()


def _resources_there(user: Any) -> QuerySet[ResourcePage]:
    places = territories_of(user).values("pk")
    projects = ProjectTerritory.objects.filter(territory__in=places).values("page")
    return ResourcePage.objects.filter(Q(territories__in=places) | Q(projects__in=projects))


def _keeps_territory(user: Any, form: Any) -> bool:
    said = form.cleaned_data
    if among(user, said.get("territories") or ()):
        return True
    links = ProjectTerritory.objects.filter(page__in=said.get("projects") or ())
    return links.filter(territory__in=territories_of(user).values("pk")).exists()


BY_ORGANISATION.held[ResourcePage] = Held(
    _published_by_them,
    _keeps_publisher,
    "publisher",
    _("Choisissez une organisation qui vous est confiée : vous ne travaillez que sur ce qu’elle publie."),
)
BY_TERRITORY.held[ResourcePage] = Held(_resources_there, _keeps_territory, "territories", OUTSIDE)
