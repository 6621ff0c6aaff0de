"""« À relire, à publier »: announced resources whose day has passed, and those that nobody read again in time."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from resources.due import due, reason_of
from resources.models import ReminderCause, ResourcePage
from resources.reviewing import still_true

from .base import LibraryReport, PageColumn, permanent_address
from .rights import changeable


class DueFilterSet(WagtailFilterSet):
    cause = ChoiceFilter(label=_("Pourquoi"), choices=ReminderCause.choices, method="because")
    responsable = ChoiceFilter(label=_("Qui s’en occupe"), choices=[("moi", _("moi"))], method="kept_by")

    def because(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(late=True) if value == ReminderCause.LATE else queryset.filter(to_review=True)

    def kept_by(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(owner=self.request.user)

    class Meta:
        model = ResourcePage
        fields: list[str] = []


class StillTrueColumn(Column):
    """A button for what is to be read again."""

    cell_template_name = "resources/admin/still_true_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        return super().get_cell_context_data(instance, parent_context) | {
            "csrf_token": get_token(parent_context["request"])
        }


class DueReport(LibraryReport):
    name = "a-relire"
    page_title = _("À relire, à publier")
    header_icon = "calendar-alt"
    model = ResourcePage
    filterset_class = DueFilterSet
    default_ordering = "due_month"
    columns = [
        PageColumn("title", label=_("Ressource"), sort_key="title"),
        Column("reason", label=_("Pourquoi"), sort_key="due_month"),
        Column("owner_label", label=_("Qui s’en occupe"), sort_key="owner__last_name"),
        StillTrueColumn("decide", label=_("Décider")),
    ]
    list_export = ["title", "reason", "owner_label", "address"]
    export_headings = {
        "title": _("Ressource"),
        "reason": _("Pourquoi"),
        "owner_label": _("Qui s’en occupe"),
        "address": _("Adresse permanente"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        return due(changeable(self.request.user), timezone.localdate()).select_related("owner")

    def told(self, rows: Iterable[Any]) -> list[Any]:
        told = list(rows)
        for row in told:
            row.reason = reason_of(row)
            row.owner_label = (row.owner.get_full_name() or row.owner.get_username()) if row.owner else ""
            row.address = permanent_address(row)
        return told


@require_POST
def still_true_view(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody read a resource again, and nothing in it has changed."""
    page = get_object_or_404(ResourcePage, pk=number)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    try:
        still_true(number, request.user, timezone.localdate())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        said = _now("« %(title)s » est notée comme relue aujourd’hui.") % {"title": page.title}
        messages.success(request, said)
    return redirect("library_reports:a-relire")
