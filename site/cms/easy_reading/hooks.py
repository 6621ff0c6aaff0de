"""Simple versions, in Wagtail's admin."""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.models import EasyReading
from cms.roles.pages import page_policy

from .access import RECORD
from .admin import urlpatterns


@hooks.register("register_admin_urls")
def simple_versions_urls() -> list:
    return [path("versions-simples/", include((urlpatterns, "easy_reading")))]


class SimpleVersionsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        may_change = page_policy.user_has_permission(request.user, "change")
        return may_change or request.user.has_perm(RECORD)


@hooks.register("register_reports_menu_item")
def simple_versions_menu_item() -> MenuItem:
    address = reverse("easy_reading:versions")
    return SimpleVersionsMenuItem(_("Versions simples"), address, icon_name="openquote", order=1240)


@hooks.register("register_permissions")
def reading_permissions() -> QuerySet[Permission]:
    """Who records that people read a simple version, on any page."""
    content_type = ContentType.objects.get_for_model(EasyReading)
    return Permission.objects.filter(content_type=content_type, codename="add_easyreading")
