"""« Notices à compléter »: what each resource lacks, the weakest first."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from resources.completeness import CRITERIA, missing_from, with_completeness
from resources.models import ResourceKind, ResourcePage, ResourceStatus

from .base import LibraryReport, PageColumn, permanent_address
from .rights import changeable


class RecordFilterSet(WagtailFilterSet):
    manque = ChoiceFilter(
        label=_("Il manque"), choices=[(each.name, each.label) for each in CRITERIA], method="lacking"
    )
    kind = ChoiceFilter(label=_("Genre"), choices=ResourceKind.choices)
    status = ChoiceFilter(label=_("État"), choices=ResourceStatus.choices)

    def lacking(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(**{f"lacks_{value}": 1})

    class Meta:
        model = ResourcePage
        fields: list[str] = []


class RecordReport(LibraryReport):
    name = "notices"
    page_title = _("Notices à compléter")
    header_icon = "clipboard-list"
    model = ResourcePage
    filterset_class = RecordFilterSet
    default_ordering = "completeness"
    columns = [
        PageColumn("title", label=_("Ressource"), sort_key="title"),
        Column("kind_label", label=_("Genre"), sort_key="kind"),
        Column("percent_label", label=_("Complète à"), sort_key="completeness"),
        Column("missing_label", label=_("Il manque")),
    ]
    list_export = ["title", "kind_label", "status_label", "percent", "missing_label", "address"]
    export_headings = {
        "title": _("Ressource"),
        "kind_label": _("Genre"),
        "status_label": _("État"),
        "percent": _("Complète à (%)"),
        "missing_label": _("Il manque"),
        "address": _("Adresse permanente"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        return with_completeness(changeable(self.request.user).filter(live=True, alias_of=None))

    def told(self, rows: Iterable[Any]) -> list[Any]:
        told = list(rows)
        for row in told:
            row.kind_label = capfirst(row.get_kind_display())
            row.status_label = capfirst(row.get_status_display())
            row.percent = round(100 * row.completeness)
            row.percent_label = f"{row.percent} %"
            row.missing_label = ", ".join(missing_from(row))
            row.address = permanent_address(row)
        return told
