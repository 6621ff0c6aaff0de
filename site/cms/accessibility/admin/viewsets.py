from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from cms.models import Audit, Difficulty

from .difficulties import Listing, One
from .grids import Export, Import, Overview, Results


class GridColumn(TitleColumn):
    """The way to the grid of an audit."""

    def get_link_url(self, instance: Any, parent_context: Any) -> str:
        return reverse("accessibility_audits:grid", args=[instance.pk])

    def get_value(self, instance: Any) -> Any:
        return _("Ouvrir la grille")


class AuditViewSet(ModelViewSet):
    model = Audit
    name = "accessibility_audits"
    url_prefix = "accessibilite/audits"
    icon = "check"
    menu_label = _("Audits")
    list_display = ["__str__", Column("audited_on", label=_("Date")), GridColumn("grid", label=_("Résultats"))]
    copy_view_enabled = False
    add_to_reference_index = False

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/grille/", Overview.as_view(), name="grid"),
            path("<int:pk>/grille/<int:page>/", Results.as_view(), name="results"),
            path("<int:pk>/grille/importer/", Import.as_view(), name="import"),
            path("<int:pk>/grille/exporter/", Export.as_view(), name="export"),
        ]


class DifficultyMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("cms.change_difficulty")


class DifficultyViewSet(ViewSet):
    name = "accessibility_difficulties"
    url_prefix = "accessibilite/difficultes"
    icon = "comment"
    menu_label = _("Difficultés signalées")
    menu_item_class = DifficultyMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", Listing.as_view(), name="index"), path("<int:pk>/", One.as_view(), name="one")]

    def on_register(self) -> None:
        super().on_register()
        hooks.register("register_permissions", difficulty_permissions)


def difficulty_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type=ContentType.objects.get_for_model(Difficulty))


class AccessibilityViewSetGroup(ViewSetGroup):
    menu_label = _("Accessibilité")
    menu_icon = "check"
    menu_order = 165
    items = (AuditViewSet, DifficultyViewSet)
