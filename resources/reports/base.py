"""What the reports have in common."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from search.spreadsheets import safe_cell

from .rights import may_keep


class LibraryReport(ReportView):
    """A report of those who keep the library. `name` is that of its address."""

    results_template_name = "resources/admin/report_results.html"
    name = ""
    may_see: Callable[[Any], bool] = staticmethod(may_keep)
    # What tells rows apart when the order chosen does not.
    then_by: tuple[str, ...] = ("title", "pk")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def index_url_name(self) -> str:
        return f"library_reports:{self.name}"

    @property
    def index_results_url_name(self) -> str:
        return f"library_reports:{self.name}_results"

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


class PageColumn(TitleColumn):
    """The title of a resource, that leads to its form."""

    def get_link_url(self, instance: Any, parent_context: Any) -> str:
        return reverse("wagtailadmin_pages:edit", args=[instance.pk])


class FileColumn(TitleColumn):
    """The title of a file, that leads to its form."""

    def get_link_url(self, instance: Any, parent_context: Any) -> str:
        return reverse("wagtaildocs:edit", args=[instance.pk])


class DayColumn(Column):
    """A day, from a date or a moment."""

    def get_value(self, instance: Any) -> str:
        value = super().get_value(instance)
        return date_format(localtime(value) if isinstance(value, datetime) else value) if value else ""


class PagesColumn(Column):
    """A list of resources, each leading to its form."""

    cell_template_name = "resources/admin/pages_cell.html"


def permanent_address(page: Any) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{page.permanent_path}"
