from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from resources.imports.rights import open_to

from .lots import Choose, Titles
from .views import ReportFile, RunList, RunPage, Upload


class LibraryMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(open_to(request.user))


class LibraryImportViewSet(ViewSet):
    name = "library_imports"
    url_prefix = "bibliotheque/imports"
    icon = "upload"
    menu_label = _("Importer")
    menu_item_class = LibraryMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", RunList.as_view(), name="index"),
            path("nouveau/", Upload.as_view(), name="upload"),
            path("<int:pk>/", RunPage.as_view(), name="run"),
            path("<int:pk>/rapport/", ReportFile.as_view(), name="report"),
        ]


class LotViewSet(ViewSet):
    name = "library_lots"
    url_prefix = "bibliotheque/fichiers"
    icon = "doc-full-inverse"
    menu_label = _("Ajouter plusieurs fichiers")
    menu_item_class = LibraryMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", Choose.as_view(), name="index"),
            path("<int:pk>/", Titles.as_view(), name="titles"),
        ]


class LibraryViewSetGroup(ViewSetGroup):
    menu_label = _("Bibliothèque")
    menu_icon = "folder-open-inverse"
    menu_order = 155
    items = (LibraryImportViewSet, LotViewSet)
