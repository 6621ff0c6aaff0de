"""In the admin: records that may be the same organisation, and what to do about them."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import label_for_field
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.duplicates import candidates, decide
from network.merging import merge
from network.models import Organisation, Verdict
from network.organisation_rights import may_everywhere

_PAGE_SIZE = 25
_COMPARED = (
    "name", "acronym", "kind", "description", "parent", "territory", "address", "postcode", "commune", "phone", "email",
    "website", "opening_hours", "siret", "siren", "finess", "rna", "places", "live",
)  # fmt: skip


def may_merge(user: Any) -> bool:
    """Merging changes a published record and makes another disappear."""
    return may_everywhere(user, "change", "publish", "delete")


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The pairs to decide on."""
    _check(request)
    page = Paginator(candidates(), _PAGE_SIZE).get_page(request.GET.get("p"))
    known = Organisation.objects.select_related("commune", "territory").in_bulk(
        {pk for pair in page for pk in (pair.first, pair.second)}
    )
    rows = [
        {
            "both": [known[pair.first], known[pair.second]],
            "likenesses": [likeness.label for likeness in pair.likenesses],
            "uncertain": pair.uncertain,
            "url": reverse("network_duplicates:compare", args=[pair.first, pair.second]),
        }
        for pair in page
        if pair.first in known and pair.second in known
    ]
    context = {"rows": rows, "page_obj": page, "breadcrumbs": _breadcrumbs()}
    return render(request, "network/admin/duplicates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest, first: int, second: int) -> HttpResponse:
    """Two records side by side, and the decision about them."""
    _check(request)
    both = [get_object_or_404(Organisation, pk=pk) for pk in (first, second)]
    if request.method == "POST" and _decided(request, *both):
        return redirect("network_duplicates:listing")
    context = {
        "both": both,
        "rows": [_row(name, both) for name in _COMPARED],
        "breadcrumbs": [*_breadcrumbs(), {"url": "", "label": _("Comparer")}],
    }
    return render(request, "network/admin/duplicate.html", context)


def _decided(request: HttpRequest, one: Organisation, other: Organisation) -> bool:
    """Does what was asked, and says so; False, and why, when it cannot be done."""
    decision = request.POST.get("decision", "")
    if decision in Verdict.values:
        decide(one, other, Verdict(decision), request.user)
        messages.success(request, _("Décision gardée. Les deux fiches sont inchangées."))
        return True
    if decision not in {str(one.pk), str(other.pk)}:
        messages.error(request, _("Choisissez ce qu’il faut faire de ces deux fiches. Rien n’a changé."))
        return False
    kept, gone = (one, other) if decision == str(one.pk) else (other, one)
    try:
        merged = merge(kept, gone, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    said = _("Fiches fusionnées : « %(name)s » garde tout, et l’ancienne adresse y conduit.")
    messages.success(request, said % {"name": merged})
    return True


def _row(name: str, both: list[Organisation]) -> dict[str, Any]:
    """One fact of both: {label, values, differ}."""
    values = [_shown(organisation, name) for organisation in both]
    return {
        "label": capfirst(str(label_for_field(name, Organisation))),
        "values": values,
        "differ": values[0] != values[1],
    }


def _shown(organisation: Organisation, name: str) -> str:
    if hasattr(organisation, f"get_{name}_display"):
        return str(getattr(organisation, f"get_{name}_display")())
    value = getattr(organisation, name)
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    return "" if value is None else str(value)


def _check(request: HttpRequest) -> None:
    if not may_merge(request.user):
        raise PermissionDenied


def _breadcrumbs() -> list[dict[str, str]]:
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Accueil")},
        {"url": reverse("network_duplicates:listing"), "label": _("Doublons")},
    ]


urlpatterns = [
    path("", listing, name="listing"),
    path("<int:first>/<int:second>/", compare, name="compare"),
]
