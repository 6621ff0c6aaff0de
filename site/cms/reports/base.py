"""What the reports have in common."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, include, path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from search.spreadsheets import safe_cell


class Report(ReportView):
    """A report of one section of the admin: `namespace` is that of its addresses, `name` that of its own."""

    results_template_name = "cms/admin/reports/results.html"
    namespace = ""
    name = ""
    may_see: Callable[[Any], bool]
    # What tells rows apart when the order chosen does not.
    then_by: tuple[str, ...] = ("title", "pk")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def index_url_name(self) -> str:
        return f"{self.namespace}:{self.name}"

    @property
    def index_results_url_name(self) -> str:
        return f"{self.namespace}:{self.name}_results"

    def get_filename(self) -> str:
        return self.name

    def get_filtered_queryset(self) -> QuerySet[Any]:
        return self.get_queryset()  # which is filtered already

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.order_by(self.ordering, *self.then_by)

    def told(self, rows: Iterable[Any]) -> list[Any]:
        """The rows with what the database does not say."""
        return list(rows)

    def decorate_paginated_queryset(self, object_list: Iterable[Any]) -> list[Any]:
        return self.told(object_list)

    def get_table(self, object_list: Iterable[Any]) -> Any:
        # The page's table is made before Wagtail calls the method above; exports are made after.
        return super().get_table([] if self.is_export else self.told(object_list))

    def get_preprocess_function(self, field: str, value: Any, export_format: str) -> Any:
        # Wagtail sees to XLSX itself.
        if export_format == self.FORMAT_CSV and isinstance(value, str):
            return safe_cell
        return super().get_preprocess_function(field, value, export_format)


class ReportMenuItem(MenuItem):
    def __init__(self, report: type[Report], order: int) -> None:
        self._report = report
        address = reverse(f"{report.namespace}:{report.name}")
        name = f"{report.namespace}-{report.name}"
        super().__init__(report.page_title, address, name=name, icon_name=report.header_icon, order=order)

    def is_shown(self, request: HttpRequest) -> bool:
        return self._report.may_see(request.user)


def register(reports: Iterable[type[Report]], prefix: str, first: int, more: Iterable[URLPattern] = ()) -> None:
    """Put reports of one namespace in Wagtail's menu, from the order `first` on, at addresses below `prefix`."""
    every = list(reports)

    def addresses() -> list:
        urls = list(more)
        for report in every:
            urls += [
                path(f"{report.name}/", report.as_view(), name=report.name),
                path(f"{report.name}/results/", report.as_view(results_only=True), name=f"{report.name}_results"),
            ]
        return [path(prefix, include((urls, every[0].namespace)))]

    hooks.register("register_admin_urls", addresses)
    for order, report in enumerate(every, start=first):
        hooks.register("register_reports_menu_item", _menu_item(report, order))


def _menu_item(report: type[Report], order: int) -> Callable[[], MenuItem]:
    # The address is asked for when the menu is built, once every address is known.
    return lambda: ReportMenuItem(report, order)


class PageColumn(TitleColumn):
    """The title of a page, that leads to its form."""

    def get_link_url(self, instance: Any, parent_context: Any) -> str:
        return reverse("wagtailadmin_pages:edit", args=[instance.pk])


class DayColumn(Column):
    """A day, from a date or a moment."""

    def get_value(self, instance: Any) -> str:
        value = super().get_value(instance)
        return date_format(localtime(value) if isinstance(value, datetime) else value) if value else ""
