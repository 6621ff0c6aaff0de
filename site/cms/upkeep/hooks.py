"""The upkeep of pages, in Wagtail's admin."""

from django.http import HttpRequest
from django.urls import include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from . import admin
from .panel import FORM_ID
from .reading import ACTION


@hooks.register("register_admin_urls")
def upkeep_urls() -> list:
    return [path("suivi-des-pages/", include((admin.urlpatterns, "upkeep")))]


@hooks.register("insert_editor_js")
def upkeep_form() -> SafeString:
    """The form of the button of the upkeep panel, which stands inside that of the page."""
    return format_html('<form id="{}" method="post"></form>', FORM_ID)


@hooks.register("after_publish_page")
def note_when_published(request: HttpRequest, page: Page) -> None:
    admin.note_when_published(request, page)


@hooks.register("register_log_actions")
def upkeep_actions(actions: LogActionRegistry) -> None:
    actions.register_action(ACTION, _("Relire"), _("Relue, rien à changer"))
    actions.register_action(
        admin.SETTINGS_ACTION, _("Choisir le suivi"), _("Responsable ou rythme de relecture choisi")
    )
