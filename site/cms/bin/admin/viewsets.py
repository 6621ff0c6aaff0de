"""Where the screens of the bin are, and how Wagtail comes to them."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from .deleting import DeleteByProgram, DeleteView
from .screens import Erase, Listing, Restore

_WORKING_ON_PAGES = {"add", "change", "publish"}


class BinMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(policy_registry.get_by_type(Page).user_has_any_permission(request.user, _WORKING_ON_PAGES))


class BinViewSet(ViewSet):
    name = "cms_bin"
    url_prefix = "corbeille"
    icon = "bin"
    menu_label = _("Corbeille")
    menu_item_class = BinMenuItem
    menu_order = 110
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", Listing.as_view(), name="index"),
            path("<int:pk>/restaurer/", Restore.as_view(), name="restore"),
            path("<int:pk>/effacer/", Erase.as_view(), name="erase"),
        ]


class DeletablePageViewSet(PageViewSet):
    """Every page, which goes to the bin when it is deleted."""

    model = Page
    delete_view_class = DeleteView


class PagesByProgram(PagesAdminAPIViewSet):
    actions = PagesAdminAPIViewSet.actions | {"delete": DeleteByProgram}
