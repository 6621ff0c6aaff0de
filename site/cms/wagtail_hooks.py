"""The shared words in Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.accessibility.admin.viewsets import AccessibilityViewSetGroup
from cms.copies.admin.buttons import copy_buttons
from cms.copies.admin.views import urlpatterns as copies_urlpatterns
from cms.easy_reading.admin import urlpatterns
from cms.models import GlossaryTerm, Theme


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "tag"
    menu_label = _("Thèmes")
    list_display = ["name", "slug"]


class GlossaryTermViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "help"
    menu_label = _("Glossaire")
    list_display = ["term", "expansion"]
    list_per_page = 50


@register_snippet
class VocabularyViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Vocabulaire")
    menu_icon = "openquote"
    menu_order = 160
    items = (ThemeViewSet, GlossaryTermViewSet)


@hooks.register("register_admin_viewset")
def accessibility_viewsets() -> AccessibilityViewSetGroup:
    return AccessibilityViewSetGroup()


@hooks.register("register_admin_urls")
def simple_versions_urls() -> list:
    return [path("versions-simples/", include((urlpatterns, "easy_reading")))]


@hooks.register("register_admin_urls")
def copies_urls() -> list:
    return [path("copies/", include((copies_urlpatterns, "page_copies")))]


@hooks.register("register_page_listing_more_buttons")
def copies_in_listings(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    return copy_buttons(page, user)


@hooks.register("register_page_header_buttons")
def copies_in_headers(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    return copy_buttons(page, user)


class SimpleVersionsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return page_permission_policy.user_has_permission(request.user, "change")


@hooks.register("register_reports_menu_item")
def simple_versions_menu_item() -> MenuItem:
    address = reverse("easy_reading:versions")
    return SimpleVersionsMenuItem(_("Versions simples"), address, icon_name="openquote", order=1240)


@hooks.register("insert_global_admin_css")
def colours_of_the_portal() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin.css"))
