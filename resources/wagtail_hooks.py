"""The library in Wagtail's admin."""

from django.urls import path
from wagtail import hooks

from cms.reports.base import register
from resources.imports.admin.viewsets import LibraryViewSetGroup
from resources.reports.downloads import DownloadReport
from resources.reports.due import DueReport, still_true_view
from resources.reports.files import FileReport
from resources.reports.opinions import OpinionReport, handled_view
from resources.reports.records import RecordReport

register(
    [RecordReport, DueReport, FileReport, DownloadReport, OpinionReport],
    "bibliotheque/rapports/",
    first=1250,
    more=[
        path("a-relire/<int:number>/", still_true_view, name="still_true"),
        path("avis/<int:number>/", handled_view, name="handled"),
    ],
)


@hooks.register("register_admin_viewset")
def library_viewsets() -> LibraryViewSetGroup:
    return LibraryViewSetGroup()
