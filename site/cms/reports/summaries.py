"""« Pages sans en bref »: lists, search engines and shared links have nothing to say of them."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.models import Page

from .base import DayColumn, PageColumn, Report
from .kinds import KindFilterSet, page_models
from .rights import changeable, may_change_pages


def without_summary(pages: QuerySet[Page]) -> QuerySet[Any]:
    """The published pages of `pages` that say nothing of themselves. One statement, whatever the number of types."""
    empty = Q(pk__in=())
    for model in page_models().values():
        empty |= Q(pk__in=model._default_manager.filter(summary="").order_by().values("pk"))
    return pages.filter(empty, live=True, alias_of=None)


class SummaryReport(Report):
    namespace = "cms_reports"
    name = "sans-en-bref"
    page_title = _("Pages sans « en bref »")
    header_icon = "pilcrow"
    model = Page
    may_see: Callable[[Any], bool] = staticmethod(may_change_pages)
    filterset_class = KindFilterSet
    default_ordering = "title"
    then_by = ("pk",)
    columns = [
        PageColumn("title", label=_("Page"), sort_key="title"),
        Column("page_type_display_name", label=_("Genre")),
        Column("locale", label=_("Langue"), sort_key="locale"),
        DayColumn("last_published_at", label=_("Publiée le"), sort_key="last_published_at"),
    ]
    list_export = ["title", "page_type_display_name", "locale", "last_published_at", "full_url"]
    export_headings = {
        "title": _("Page"),
        "page_type_display_name": _("Genre"),
        "locale": _("Langue"),
        "last_published_at": _("Publiée le"),
        "full_url": _("Adresse"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        return without_summary(changeable(self.request.user)).select_related("content_type", "locale")
