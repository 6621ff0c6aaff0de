"""The library in Wagtail's admin."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from resources.imports.admin.viewsets import LibraryViewSetGroup
from resources.reports.base import LibraryReport
from resources.reports.downloads import DownloadReport
from resources.reports.due import DueReport, still_true_view
from resources.reports.files import FileReport
from resources.reports.links import LinkReport
from resources.reports.opinions import OpinionReport
from resources.reports.records import RecordReport

REPORTS: tuple[type[LibraryReport], ...] = (
    RecordReport,
    DueReport,
    LinkReport,
    FileReport,
    DownloadReport,
    OpinionReport,
)


@hooks.register("register_admin_viewset")
def library_viewsets() -> LibraryViewSetGroup:
    return LibraryViewSetGroup()


class ReportMenuItem(MenuItem):
    def __init__(self, report: type[LibraryReport], order: int) -> None:
        self._report = report
        address = reverse(f"library_reports:{report.name}")
        name = f"library-{report.name}"
        super().__init__(report.page_title, address, name=name, icon_name=report.header_icon, order=order)

    def is_shown(self, request: HttpRequest) -> bool:
        return self._report.may_see(request.user)


@hooks.register("register_admin_urls")
def register_admin_urls() -> list:
    urls = [path("a-relire/<int:number>/", still_true_view, name="still_true")]
    for report in REPORTS:
        urls += [
            path(f"{report.name}/", report.as_view(), name=report.name),
            path(f"{report.name}/results/", report.as_view(results_only=True), name=f"{report.name}_results"),
        ]
    return [path("bibliotheque/rapports/", include((urls, "library_reports")))]


def _menu_item(report: type[LibraryReport], order: int) -> Callable[[], MenuItem]:
    # The address is asked for when the menu is built, once every address is known.
    return lambda: ReportMenuItem(report, order)


for _order, _report in enumerate(REPORTS, start=1250):
    hooks.register("register_reports_menu_item", _menu_item(_report, _order))
