from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from .views import Conflicts, ReportFile, RunList, RunPage, Upload, may_import


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


class ImportViewSet(ViewSet):
    name = "imports"
    url_prefix = "network/imports"
    icon = "upload"
    menu_label = _("Importer")
    menu_item_class = ImportMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", RunList.as_view(), name="index"),
            path("nouveau/", Upload.as_view(), name="upload"),
            path("divergences/", Conflicts.as_view(), name="conflicts"),
            path("<int:pk>/", RunPage.as_view(), name="run"),
            path("<int:pk>/rapport/", ReportFile.as_view(), name="report"),
        ]
