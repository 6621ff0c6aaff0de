"""« Pages sans en bref »: lists, search engines and shared links have nothing to say of them."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.models import Page

from cms.models import BasePage

from .base import DayColumn, PageColumn, Report
from .rights import changeable, may_change_pages


def page_models() -> dict[str, type[Page]]:
    """Every type of page of the portal, by its key (`app.model`)."""
    models = [model for model in apps.get_models() if issubclass(model, BasePage) and issubclass(model, Page)]
    return {model._meta.label_lower: model for model in models}


def without_summary(pages: QuerySet[Page]) -> QuerySet[Any]:
    """The published pages of `pages` that say nothing of themselves. One statement, whatever the number of types."""
    empty = Q(pk__in=())
    for model in page_models().values():
        empty |= Q(pk__in=model._default_manager.filter(summary="").order_by().values("pk"))
    return pages.filter(empty, live=True, alias_of=None)


class SummaryFilterSet(WagtailFilterSet):
    genre = ChoiceFilter(
        label=_("Genre"),
        choices=lambda: [(key, model._meta.verbose_name) for key, model in page_models().items()],
        method="of_kind",
    )

    def of_kind(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(content_type=ContentType.objects.get_for_model(page_models()[value]))

    class Meta:
        model = Page
        fields = ["locale"]


class SummaryReport(Report):
    namespace = "cms_reports"
    name = "sans-en-bref"
    page_title = _("Pages sans « en bref »")
    header_icon = "pilcrow"
    model = Page
    may_see: Callable[[Any], bool] = staticmethod(may_change_pages)
    filterset_class = SummaryFilterSet
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
