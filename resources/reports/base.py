"""What the reports of the library have in common."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse
from wagtail.admin.ui.tables import Column, TitleColumn

from cms.reports.base import DayColumn, PageColumn, Report

from .rights import may_keep

__all__ = ["DayColumn", "FileColumn", "LibraryReport", "PageColumn", "PagesColumn", "permanent_address"]


class LibraryReport(Report):
    """A report of those who keep the library."""

    namespace = "library_reports"
    may_see: Callable[[Any], bool] = staticmethod(may_keep)


class FileColumn(TitleColumn):
    """The title of a file, that leads to its form."""

    def get_link_url(self, instance: Any, parent_context: Any) -> str:
        return reverse("wagtaildocs:edit", args=[instance.pk])


class PagesColumn(Column):
    """A list of resources, each leading to its form."""

    cell_template_name = "resources/admin/pages_cell.html"


def permanent_address(page: Any) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{page.permanent_path}"
