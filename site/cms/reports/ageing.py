"""« Pages à relire »: who answers for each page, when it was read, what is due, what is late."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.models import Page

from cms.upkeep.due import LATE_AFTER, SOON, due, due_on, followed, without_keeper

from .base import DayColumn, PageColumn, Report
from .rights import changeable, may_change_pages

STATES = {
    "a-relire": _("à relire"),
    "en-retard": _("en retard de plus d’un mois"),
    "bientot": _("à relire d’ici un mois"),
    "jamais-relue": _("jamais relue"),
    "sans-responsable": _("sans responsable"),
}


class AgeingFilterSet(WagtailFilterSet):
    etat = ChoiceFilter(label=_("État"), choices=list(STATES.items()), method="in_state")
    responsable = ChoiceFilter(label=_("Responsable"), choices=[("moi", _("moi"))], method="kept_by")

    def in_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        today = timezone.localdate()
        if value == "sans-responsable":
            return without_keeper(queryset)
        if value == "jamais-relue":
            return queryset.filter(upkeep__read_on=None)
        if value == "bientot":
            return due(queryset, today + SOON).exclude(pk__in=due(queryset, today).order_by().values("pk"))
        return due(queryset, today - LATE_AFTER if value == "en-retard" else today)

    def kept_by(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(upkeep__keeper=self.request.user)

    class Meta:
        model = Page
        fields: list[str] = []


class AgeingReport(Report):
    namespace = "cms_reports"
    name = "pages-a-relire"
    page_title = _("Pages à relire")
    header_icon = "calendar-check"
    model = Page
    may_see: Callable[[Any], bool] = staticmethod(may_change_pages)
    filterset_class = AgeingFilterSet
    default_ordering = "due_month"
    columns = [
        PageColumn("title", label=_("Page"), sort_key="title"),
        Column("kind_label", label=_("Genre")),
        Column("state_label", label=_("À relire"), sort_key="due_month"),
        DayColumn("read_on", label=_("Relue le"), sort_key="upkeep__read_on"),
        Column("keeper_label", label=_("Responsable"), sort_key="upkeep__keeper__last_name"),
    ]
    list_export = ["title", "kind_label", "state_label", "due_on", "read_on", "keeper_label", "full_url"]
    export_headings = {
        "title": _("Page"),
        "kind_label": _("Genre"),
        "state_label": _("À relire"),
        "due_on": _("À relire le"),
        "read_on": _("Relue le"),
        "keeper_label": _("Responsable"),
        "full_url": _("Adresse"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        return followed(changeable(self.request.user)).select_related("upkeep__keeper", "content_type")

    def told(self, rows: Iterable[Any]) -> list[Any]:
        told = list(rows)
        today = timezone.localdate()
        for row in told:
            upkeep = getattr(row, "upkeep", None)
            row.kind_label = row.page_type_display_name
            row.due_on = due_on(row)
            row.state_label = state_of(row, today)
            row.read_on = upkeep.read_on if upkeep else None
            row.keeper_label = keeper_label(upkeep)
        return told


def state_of(row: Any, today: Any) -> str:
    """When a page that `followed` gave is to be read, in a few words."""
    day = due_on(row)
    if not row.months:
        return _now("jamais")
    if day is None:
        return _now("dès maintenant")
    said = _now("depuis le %(day)s") if day <= today else _now("le %(day)s")
    return said % {"day": date_format(day)}


def keeper_label(upkeep: Any) -> str:
    """Their name; "" for nobody."""
    keeper = upkeep.keeper if upkeep else None
    if keeper is None:
        return ""
    name = str(keeper.get_full_name() or keeper.get_username())
    return name if keeper.is_active else _now("%(name)s (compte fermé)") % {"name": name}
