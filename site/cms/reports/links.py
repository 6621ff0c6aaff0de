"""« Liens morts »: addresses outside that no longer answer, with the pages and the records that give them."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.models import Page
from wagtail.snippets.models import get_editable_models, get_snippet_models

from cms.models import LinkCheck, LinkUse
from cms.models.links import LinkCheckQuerySet

from .base import DayColumn, Report
from .kinds import page_models
from .rights import changeable, may_change_pages

State = LinkCheck.State
_PIECES = re.compile(r".{1,12}?[/.?&=_-]+|.{1,12}")
_OTHERS = [State.FAILING, State.CLOSED, State.GOOD, State.WAITING]


def uses(user: Any) -> QuerySet[LinkUse]:
    """Where addresses are given, of what `user` may change."""
    of_type = ContentType.objects.get_for_models
    pages = Q(content_type__in=of_type(*page_models().values()).values(), object_id__in=_numbers(changeable(user)))
    records = of_type(*(set(get_snippet_models()) & set(get_editable_models(user))))
    return LinkUse.objects.filter(pages | Q(content_type__in=records.values()))


def links_of(given: QuerySet[LinkUse]) -> LinkCheckQuerySet:
    """The addresses that these uses give."""
    return LinkCheck.objects.filter(pk__in=given.order_by().values("link"))


def kept_by(user: Any) -> QuerySet[LinkUse]:
    """Those of the pages that `user` answers for and may change."""
    mine = changeable(user).filter(upkeep__keeper=user)
    kinds = ContentType.objects.get_for_models(*page_models().values())
    return LinkUse.objects.filter(content_type__in=kinds.values(), object_id__in=_numbers(mine))


def _numbers(pages: QuerySet[Page]) -> Any:
    return pages.order_by().values("pk")


class LinkFilterSet(WagtailFilterSet):
    etat = ChoiceFilter(
        label=_("État"), choices=[(state.value, state.label) for state in _OTHERS], empty_label=_("mort"), method="only"
    )
    responsable = ChoiceFilter(label=_("Responsable de la page"), choices=[("moi", _("moi"))], method="of_mine")

    def only(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(state=value)

    def of_mine(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        given = kept_by(self.request.user)
        return queryset.filter(pk__in=given.order_by().values("link"))

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.form.cleaned_data.get("etat")
        return super().filter_queryset(queryset if chosen else queryset.broken())  # type: ignore[attr-defined]

    class Meta:
        model = LinkCheck
        fields: list[str] = []


class AddressColumn(Column):
    """An address, that leads to it in another tab."""

    cell_template_name = "cms/admin/reports/address_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        # Long addresses are cut where they may be, lest they push the other columns out of a narrow screen.
        pieces = _PIECES.findall(instance.url)
        return super().get_cell_context_data(instance, parent_context) | {"pieces": pieces}


class GiversColumn(Column):
    """What gives an address, each leading to its form."""

    cell_template_name = "cms/admin/reports/givers_cell.html"


class LinkReport(Report):
    namespace = "cms_reports"
    name = "liens"
    page_title = _("Liens morts")
    header_icon = "link"
    model = LinkCheck
    may_see: Callable[[Any], bool] = staticmethod(may_change_pages)
    filterset_class = LinkFilterSet
    default_ordering = "failing_since"
    then_by = ("url",)
    columns = [
        AddressColumn("url", label=_("Adresse"), sort_key="url"),
        Column("told_label", label=_("Ce qui ne va pas")),
        DayColumn("failing_since", label=_("En échec depuis"), sort_key="failing_since"),
        DayColumn("checked_at", label=_("Vérifié"), sort_key="checked_at"),
        GiversColumn("givers", label=_("Où est le lien")),
    ]
    list_export = ["url", "state_label", "status", "message", "failing_since", "checked_at", "givers_label"]
    export_headings = {"state_label": _("État"), "givers_label": _("Où est le lien")}

    def get_base_queryset(self) -> QuerySet[Any]:
        return links_of(uses(self.request.user))

    def told(self, rows: Iterable[Any]) -> list[Any]:
        told = list(rows)
        givers = self._givers([row.pk for row in told])
        for row in told:
            row.state_label = capfirst(row.get_state_display())
            row.told_label = f"{row.state_label} : {row.message}" if row.message else row.state_label
            row.givers = sorted(givers[row.pk], key=lambda giver: giver["label"])
            row.givers_label = ", ".join(giver["label"] for giver in row.givers)
        return told

    def _givers(self, links: list[int]) -> dict[int, list[dict[str, str]]]:
        """What gives each address; a statement for each type."""
        finder = AdminURLFinder(self.request.user)
        found: dict[int, list[dict[str, str]]] = defaultdict(list)
        for use in uses(self.request.user).filter(link__in=links).prefetch_related("giver"):
            if use.giver is not None:
                found[use.link_id].append({"label": str(use.giver), "url": finder.get_edit_url(use.giver) or ""})
        return found
