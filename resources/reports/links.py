"""« Liens »: addresses outside that no longer answer, with the resources that give them."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from resources.models import LinkCheck

from .base import DayColumn, LibraryReport, PagesColumn
from .rights import changeable

State = LinkCheck.State
_PIECES = re.compile(r".{1,12}?[/.?&=_-]+|.{1,12}")
_OTHERS = [State.FAILING, State.CLOSED, State.GOOD, State.WAITING]


class LinkFilterSet(WagtailFilterSet):
    etat = ChoiceFilter(
        label=_("État"), choices=[(state.value, state.label) for state in _OTHERS], empty_label=_("mort"), method="only"
    )

    def only(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(state=value)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.form.cleaned_data.get("etat")
        return super().filter_queryset(queryset if chosen else queryset.broken())  # type: ignore[attr-defined]

    class Meta:
        model = LinkCheck
        fields: list[str] = []


class AddressColumn(Column):
    """An address, that leads to it in another tab."""

    cell_template_name = "resources/admin/address_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        # Long addresses are cut where they may be, lest they push the other columns out of a narrow screen.
        pieces = _PIECES.findall(instance.url)
        return super().get_cell_context_data(instance, parent_context) | {"pieces": pieces}


class LinkReport(LibraryReport):
    name = "liens"
    page_title = _("Liens des ressources")
    header_icon = "link"
    model = LinkCheck
    filterset_class = LinkFilterSet
    default_ordering = "failing_since"
    then_by = ("url",)
    columns = [
        AddressColumn("url", label=_("Adresse"), sort_key="url"),
        Column("told_label", label=_("Ce qui ne va pas")),
        DayColumn("failing_since", label=_("En échec depuis"), sort_key="failing_since"),
        DayColumn("checked_at", label=_("Vérifié"), sort_key="checked_at"),
        PagesColumn("held_by", label=_("Ressources")),
    ]
    list_export = ["url", "state_label", "status", "message", "failing_since", "checked_at", "pages_label"]
    export_headings = {"state_label": _("État"), "pages_label": _("Ressources")}

    def get_base_queryset(self) -> QuerySet[Any]:
        mine = changeable(self.request.user).order_by()
        links = LinkCheck.objects.filter(
            pk__in=LinkCheck.pages.through.objects.filter(resourcepage__in=mine.values("pk")).values("linkcheck")
        )
        return links.prefetch_related(Prefetch("pages", mine.order_by("title"), to_attr="held_by"))

    def told(self, rows: Iterable[Any]) -> list[Any]:
        told = list(rows)
        for row in told:
            row.state_label = capfirst(row.get_state_display())
            row.told_label = f"{row.state_label} : {row.message}" if row.message else row.state_label
            row.pages_label = ", ".join(page.title for page in row.held_by)
        return told
