"""What the portal adds to Wagtail's admin; each room registers its own."""

from importlib import import_module

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.accessibility.admin.viewsets import AccessibilityViewSetGroup
from cms.dashboard import panel as dashboard
from cms.models import GlossaryTerm, Theme
from cms.roles.group_panel import ReachForm

for room in ("bin.admin", "copies", "easy_reading", "reports", "review", "translating", "upkeep"):
    import_module(f"cms.{room}.hooks")


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


@hooks.register("register_group_permission_panel")
def reach_panel() -> type[ReachForm]:
    return ReachForm


@hooks.register("insert_global_admin_css")
def colours_of_the_portal() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin.css"))


@hooks.register("construct_homepage_panels")
def what_waits(request: HttpRequest, panels: list) -> None:
    dashboard.compose(panels)
