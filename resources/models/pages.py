from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.models import SectionPage
from search.listing import listing
from search.understanding import active_language

from .reading_list import ReadingListPage

_FACETS = ("resource_kind", "territory", "theme", "public", "year")


class ResourceIndexPage(SectionPage):
    template = "resources/resource_index_page.html"
    subpage_types = ["resources.ResourcePage", "resources.ReadingListPage"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        resources = listing(request, kinds=("resource",), default_sort="date", facets=_FACETS)
        lists = ReadingListPage.objects.public_in_language(active_language()).order_by("title")
        return super().get_context(request, *args, **kwargs) | {"listing": resources, "reading_lists": lists}

    class Meta:
        verbose_name = _("bibliothèque")
