"""The network in Wagtail's admin."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.record_deletion import refused
from cms.reports.base import register
from cms.roles.records import RecordViewSet
from cms.uses import use_by
from network.admin import duplicates, follow_up, quality
from network.admin.mandates import MandateViewSet
from network.imports.admin.viewset import ImportViewSet
from network.models import Mandate, Organisation, Territory
from network.organisation_chooser import OrganisationChooserViewSet
from network.organisation_rights import may
from network.organisation_warnings import warnings
from network.reports.descriptions import DescriptionReport
from network.revision_links import drafts_needing
from network.territory_chooser import TerritoryChooserViewSet

register([DescriptionReport], "annuaire/rapports/", first=1240)


class OrganisationViewSet(RecordViewSet):
    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    list_display = ["name", "acronym", "kind", "territory", LiveStatusTagColumn()]
    list_filter = ["kind", "is_group", "live"]
    list_per_page = 50
    copy_view_enabled = True
    chooser_viewset_class = OrganisationChooserViewSet


class TerritoryViewSet(SnippetViewSet):
    model = Territory
    icon = "globe"
    menu_label = _("Territoires")
    list_display = ["name", "code", "kind", "parent"]
    list_filter = ["kind"]
    list_per_page = 50
    search_fields = ["name", "code"]
    chooser_viewset_class = TerritoryChooserViewSet


@register_snippet
class NetworkViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Réseau")
    menu_icon = "group"
    menu_order = 150
    items = (OrganisationViewSet, TerritoryViewSet, ImportViewSet)


@hooks.register("register_admin_viewset")
def mandates_viewset() -> MandateViewSet:
    return MandateViewSet()


@hooks.register("register_user_listing_buttons")
def mandate_button(user: Any, request_user: Any) -> Iterator[Button]:
    """From somebody's account to whom they work for."""
    mandate = Mandate.objects.of(user).first()
    if mandate and request_user.has_perm("network.change_mandate"):
        yield Button(_("Rattachement"), reverse("mandates:edit", args=[mandate.pk]), icon_name="user", priority=40)
    elif not mandate and request_user.has_perm("network.add_mandate"):
        address = f"{reverse('mandates:add')}?personne={user.pk}"
        yield Button(_("Rattacher"), address, icon_name="user", priority=40)


class DuplicatesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return duplicates.may_merge(request.user)


@hooks.register("register_admin_urls")
def register_admin_urls() -> list:
    return [
        path("annuaire/doublons/", include((duplicates.urlpatterns, "network_duplicates"))),
        path("annuaire/suivi/", include((follow_up.urlpatterns, "network_follow_up"))),
        path("annuaire/qualite/", include((quality.urlpatterns, "network_quality"))),
    ]


@hooks.register("register_reports_menu_item")
def duplicates_menu_item() -> MenuItem:
    return DuplicatesMenuItem(
        _("Doublons"), reverse("network_duplicates:listing"), name="duplicates", icon_name="group"
    )


class FollowUpMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return follow_up.may_follow(request.user)


@hooks.register("register_reports_menu_item")
def follow_up_menu_item() -> MenuItem:
    address = reverse("network_follow_up:overview")
    return FollowUpMenuItem(_("Suivi des fiches"), address, name="follow-up", icon_name="group")


@hooks.register("register_reports_menu_item")
def quality_menu_item() -> MenuItem:
    address = reverse("network_quality:report")
    return FollowUpMenuItem(_("Qualité de l’annuaire"), address, name="directory-quality", icon_name="group")


@hooks.register("register_snippet_listing_buttons")
def follow_up_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Organisation) and may(user, "change", snippet):
        yield Button(_("Suivi"), reverse("network_follow_up:record", args=[snippet.pk]), icon_name="date", priority=60)


@hooks.register("before_delete_snippet")
def keep_what_drafts_need(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """A draft that names what is no more could not be opened."""
    finder = AdminURLFinder(request.user)
    for record in instances:
        if isinstance(record, Organisation | Territory):
            needed = [use_by(holder, finder, keeps=True) for holder in drafts_needing(record)]
            if needed:
                return refused(request, record, needed)
    return None


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def warn_about_oddities(request: HttpRequest, instance: Any) -> None:
    """What may be wrong in a record just saved: the record is kept all the same."""
    if isinstance(instance, Organisation):
        for sentence in warnings(instance):
            messages.warning(request, sentence)
