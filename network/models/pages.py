from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.models import SectionPage
from network.presentation import places, project_card
from network.territory_counts import territory_counts
from search.listing import listing
from search.readers import audience_of

from .project import ProjectPage
from .territory import Territory, TerritoryKind


class ProjectIndexPage(SectionPage):
    template = "network/project_index_page.html"
    subpage_types = ["network.ProjectPage"]

    class Meta:
        verbose_name = _("liste des projets")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        readable = ProjectPage.objects.child_of(self).readable_by(audience_of(request))
        projects = readable.with_territories().order_by("title")
        return super().get_context(request, *args, **kwargs) | {"cards": [project_card(page) for page in projects]}


class DirectoryPage(SectionPage):
    template = "network/directory_page.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        organisations = listing(
            request, kinds=("organisation",), default_sort="title", facets=("territory", "organisation_kind")
        )
        return super().get_context(request, *args, **kwargs) | {"listing": organisations}

    class Meta:
        verbose_name = _("annuaire")


class TerritoryIndexPage(SectionPage):
    template = "network/territory_index_page.html"

    class Meta:
        verbose_name = _("liste des territoires")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`groups`: lists of places, each {anchor, title, intro, items}: régions with their départements, overseas…"""
        counts = territory_counts()
        departements = Territory.objects.filter(kind=TerritoryKind.DEPARTEMENT).order_by("code")
        regions = Territory.objects.filter(kind=TerritoryKind.REGION).by_name()
        overseas = Territory.objects.filter(kind=TerritoryKind.COLLECTIVITE).by_name()
        areas = Territory.objects.filter(kind=TerritoryKind.SECTEUR).by_name()
        groups = [
            ("regions", _("Régions"), _("Les régions d’outre-mer en font partie."), regions),
            ("departements", _("Départements"), _("Dans l’ordre de leur numéro."), departements),
            ("outre-mer", _("Collectivités d’outre-mer"), "", overseas),
            ("secteurs", _("Secteurs"), _("Des territoires dessinés par les projets eux-mêmes."), areas),
        ]
        return super().get_context(request, *args, **kwargs) | {
            "count_label": _("projets et organisations"),
            "groups": [
                {"anchor": anchor, "title": title, "intro": intro, "items": items}
                for anchor, title, intro, territories in groups
                if (items := places(territories, counts))
            ],
        }
