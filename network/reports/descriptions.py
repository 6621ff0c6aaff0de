"""« Fiches sans présentation »: public records that do not say what the organisation does."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from cms.reports.base import DayColumn, Report
from network.admin.follow_up import may_follow
from network.models import Organisation, OrganisationKind


class DescriptionFilterSet(WagtailFilterSet):
    kind = ChoiceFilter(label=_("Genre"), choices=OrganisationKind.choices)

    class Meta:
        model = Organisation
        fields = ["kind"]


class RecordColumn(TitleColumn):
    """The name of an organisation, that leads to its form."""

    def get_link_url(self, instance: Any, parent_context: Any) -> str:
        return reverse("wagtailsnippets_network_organisation:edit", args=[instance.pk])


class DescriptionReport(Report):
    namespace = "network_reports"
    name = "sans-presentation"
    page_title = _("Fiches sans présentation")
    header_icon = "group"
    model = Organisation
    may_see: Callable[[Any], bool] = staticmethod(may_follow)
    filterset_class = DescriptionFilterSet
    default_ordering = "name"
    then_by = ("pk",)
    columns = [
        RecordColumn("name", label=_("Organisation"), sort_key="name"),
        Column("kind_label", label=_("Genre"), sort_key="kind"),
        Column("commune", label=_("Commune"), sort_key="commune__name"),
        DayColumn("last_published_at", label=_("Publiée le"), sort_key="last_published_at"),
    ]
    list_export = ["pk", "name", "kind_label", "commune", "last_published_at"]
    export_headings = {
        "pk": _("Numéro"),
        "name": _("Organisation"),
        "kind_label": _("Genre"),
        "commune": _("Commune"),
        "last_published_at": _("Publiée le"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        return Organisation.objects.public().filter(description="").select_related("commune")

    def told(self, rows: Iterable[Any]) -> list[Any]:
        told = list(rows)
        for row in told:
            row.kind_label = capfirst(row.get_kind_display())
        return told
