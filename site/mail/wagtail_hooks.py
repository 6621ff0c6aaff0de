"""In Wagtail's admin, on a machine without a mail server: the messages that left."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import views


class LocalMailboxMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)


def register_admin_urls() -> list:
    return [path("courrier-local/", include((views.urlpatterns, "local_mailbox")))]


def local_mailbox_menu_item() -> MenuItem:
    address = reverse("local_mailbox:listing")
    return LocalMailboxMenuItem(_("Courrier local"), address, name="local-mailbox", icon_name="mail")


if settings.LOCAL_MAILBOX:
    hooks.register("register_admin_urls", register_admin_urls)
    hooks.register("register_reports_menu_item", local_mailbox_menu_item)
