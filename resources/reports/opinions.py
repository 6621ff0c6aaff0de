"""« Avis des lecteurs »: what readers said of resources, the latest first."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from resources.models import Opinion

from .base import LibraryReport
from .rights import changeable


class OpinionFilterSet(WagtailFilterSet):
    kind = ChoiceFilter(label=_("Avis"), choices=Opinion.Kind.choices, empty_label=_("Tous"))
    suite = ChoiceFilter(
        label=_("Suite"), choices=[("a-traiter", _("à traiter")), ("traite", _("traité"))], method="handled"
    )

    def handled(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(handled_at__isnull=value == "a-traiter")

    class Meta:
        model = Opinion
        fields = ["kind"]


class ResourceColumn(TitleColumn):
    """The title of the resource that an opinion is about, that leads to its form."""

    def get_link_url(self, instance: Any, parent_context: Any) -> str:
        return reverse("wagtailadmin_pages:edit", args=[instance.resource_id])


class HandledColumn(Column):
    """A button for what nobody has dealt with, the day of the others."""

    cell_template_name = "resources/admin/handled_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        return super().get_cell_context_data(instance, parent_context) | {
            "csrf_token": get_token(parent_context["request"])
        }


class OpinionReport(LibraryReport):
    name = "avis"
    page_title = _("Avis des lecteurs")
    header_icon = "comment"
    model = Opinion
    filterset_class = OpinionFilterSet
    default_ordering = "-given_at"
    then_by = ("-pk",)
    columns = [
        ResourceColumn("resource", label=_("Ressource")),
        Column("kind_label", label=_("Avis")),
        Column("text", label=_("En une phrase")),
        DateColumn("given_at", label=_("Donné le"), sort_key="given_at"),
        HandledColumn("handled_at", label=_("Suite"), sort_key="handled_at"),
    ]
    list_export = ["resource_title", "kind_label", "text", "given_at", "handled_at"]
    export_headings = {
        "resource_title": _("Ressource"),
        "kind_label": _("Avis"),
        "text": _("En une phrase"),
        "given_at": _("Donné le"),
        "handled_at": _("Traité le"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        about = changeable(self.request.user).values("pk")
        return Opinion.objects.filter(resource__in=about).select_related("resource")

    def told(self, rows: Iterable[Any]) -> list[Any]:
        told = list(rows)
        for row in told:
            row.kind_label = row.get_kind_display()
            row.resource_title = row.resource.title
        return told


@require_POST
def handled_view(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody has dealt with an opinion, or will not."""
    opinion = get_object_or_404(Opinion.objects.select_related("resource"), pk=number)
    if not opinion.resource.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    Opinion.objects.filter(pk=number, handled_at=None).update(handled_at=timezone.now())
    messages.success(request, _now("L’avis est noté comme traité."))
    return redirect("library_reports:avis")
