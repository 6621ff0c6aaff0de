"""The shared words in Wagtail's admin."""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.accessibility.admin.viewsets import AccessibilityViewSetGroup
from cms.bin.admin.deleting import DeleteTogether
from cms.bin.admin.viewsets import BinViewSet, DeletablePageViewSet, PagesByProgram
from cms.bin.place import OUTSIDE
from cms.dashboard import panel as dashboard
from cms.easy_reading.access import RECORD
from cms.easy_reading.admin import urlpatterns
from cms.models import EasyReading, GlossaryTerm, Theme
from cms.record_deletion import told_before_deletion
from cms.reports.ageing import AgeingReport
from cms.reports.alternatives import AlternativeReport
from cms.reports.base import register
from cms.reports.comments import CommentReport
from cms.reports.drafts import DraftReport
from cms.reports.failed_tasks import FailedTaskReport
from cms.reports.links import LinkReport
from cms.reports.lost_links import LostLinkReport
from cms.reports.summaries import SummaryReport
from cms.reports.versions import VersionReport
from cms.review import admin as review
from cms.roles.group_panel import ReachForm
from cms.translating import hooks as _translating  # noqa: F401  (registers its own)
from cms.upkeep import admin as upkeep
from cms.upkeep.panel import FORM_ID
from cms.upkeep.reading import ACTION

register(
    [
        AgeingReport,
        DraftReport,
        CommentReport,
        VersionReport,
        SummaryReport,
        AlternativeReport,
        LinkReport,
        LostLinkReport,
        FailedTaskReport,
    ],
    "rapports/",
    first=1200,
)


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


@hooks.register("register_admin_viewset")
def bin_viewsets() -> list[ViewSet]:
    return [BinViewSet(), DeletablePageViewSet()]


# After Wagtail's own, which it takes the place of.
hooks.register("register_bulk_action", DeleteTogether, order=1)


hooks.register("before_delete_snippet", told_before_deletion)


@hooks.register("construct_admin_api")
def pages_deleted_by_program(router: WagtailAPIRouter) -> None:
    router.register_endpoint("pages", PagesByProgram)


@hooks.register("register_log_actions")
def actions_of_the_bin(actions: LogActionRegistry) -> None:
    actions.register_action("cms.bin", _("Mettre à la corbeille"), _("Mise à la corbeille"))
    actions.register_action("cms.restore", _("Restaurer"), _("Restaurée de la corbeille"))


@hooks.register("construct_page_chooser_queryset")
def choices_outside_the_bin(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return pages.filter(OUTSIDE)


@hooks.register("register_admin_urls")
def simple_versions_urls() -> list:
    return [path("versions-simples/", include((urlpatterns, "easy_reading")))]


class SimpleVersionsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        may_change = policy_registry.get_by_type(Page).user_has_permission(request.user, "change")
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


@hooks.register("register_group_permission_panel")
def reach_panel() -> type[ReachForm]:
    return ReachForm


@hooks.register("register_admin_urls")
def review_urls() -> list:
    return [path("a-relire/", include((review.urlpatterns, "review")))]


class ReviewMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return review.may_review(request)


@hooks.register("register_admin_menu_item")
def review_menu_item() -> MenuItem:
    return ReviewMenuItem(
        _("À relire"), reverse("review:waiting"), name="review", icon_name="clipboard-list", order=110
    )


@hooks.register("insert_global_admin_css")
def colours_of_the_portal() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin.css"))


@hooks.register("register_admin_urls")
def upkeep_urls() -> list:
    return [path("suivi-des-pages/", include((upkeep.urlpatterns, "upkeep")))]


@hooks.register("insert_editor_js")
def upkeep_form() -> SafeString:
    """The form of the button of the upkeep panel, which stands inside that of the page."""
    return format_html('<form id="{}" method="post"></form>', FORM_ID)


@hooks.register("after_publish_page")
def note_when_published(request: HttpRequest, page: Page) -> None:
    upkeep.note_when_published(request, page)


@hooks.register("register_log_actions")
def upkeep_actions(actions: LogActionRegistry) -> None:
    actions.register_action(ACTION, _("Relire"), _("Relue, rien à changer"))
    actions.register_action(
        upkeep.SETTINGS_ACTION, _("Choisir le suivi"), _("Responsable ou rythme de relecture choisi")
    )


@hooks.register("construct_homepage_panels")
def what_waits(request: HttpRequest, panels: list) -> None:
    dashboard.compose(panels)
