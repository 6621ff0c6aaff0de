from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _

from cms.models import SectionPage
from network.presentation import project_card
from network.territory_index import territory_index
from search.readers import audience_of

from .project import ProjectPage


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

    class Meta:
        verbose_name = _("annuaire")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or the file of the same list that a program asks for by `Accept`."""
        from network.exports.formats import export_for

        response: HttpResponseBase = export_for(request) or super().serve(request, *args, **kwargs)
        patch_vary_headers(response, ["Accept"])
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from network.directory import directory_context

        return super().get_context(request, *args, **kwargs) | directory_context(request)


class TerritoryIndexPage(SectionPage):
    template = "network/territory_index_page.html"

    class Meta:
        verbose_name = _("liste des territoires")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | territory_index()
