"""« Avis des lecteurs »: what readers said of resources, the latest first."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from resources.models import Opinion

from .base import LibraryReport
from .rights import changeable


class OpinionFilterSet(WagtailFilterSet):
    kind = ChoiceFilter(label=_("Avis"), choices=Opinion.Kind.choices, empty_label=_("Tous"))

    class Meta:
        model = Opinion
        fields = ["kind"]


class ResourceColumn(TitleColumn):
    """The title of the resource that an opinion is about, that leads to its form."""

    def get_link_url(self, instance: Any, parent_context: Any) -> str:
        return reverse("wagtailadmin_pages:edit", args=[instance.resource_id])


class OpinionReport(LibraryReport):
    name = "avis"
    page_title = _("Avis des lecteurs")
    header_icon = "comment"
    model = Opinion
    filterset_class = OpinionFilterSet
    default_ordering = "-given_at"
    then_by = ("-pk",)
    columns = [
        ResourceColumn("resource", label=_("Ressource")),
        Column("kind_label", label=_("Avis")),
        Column("text", label=_("En une phrase")),
        DateColumn("given_at", label=_("Donné le"), sort_key="given_at"),
    ]
    list_export = ["resource_title", "kind_label", "text", "given_at"]
    export_headings = {
        "resource_title": _("Ressource"),
        "kind_label": _("Avis"),
        "text": _("En une phrase"),
        "given_at": _("Donné le"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        about = changeable(self.request.user).values("pk")
        return Opinion.objects.filter(resource__in=about).select_related("resource")

    def told(self, rows: Iterable[Any]) -> list[Any]:
        told = list(rows)
        for row in told:
            row.kind_label = row.get_kind_display()
            row.resource_title = row.resource.title
        return told
