"""In the admin: where the directory is weak, by département and record by record."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.models import Organisation
from network.quality import by_departement, with_quality

from .follow_up import may_follow

_PAGE_SIZE = 50


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """Départements and records, the weakest first."""
    if not may_follow(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    records = with_quality(Organisation.objects.public(), today).order_by("quality", "name", "pk")
    context = {
        "departements": by_departement(today),
        "page_obj": Paginator(records, _PAGE_SIZE).get_page(request.GET.get("p")),
        "breadcrumbs": [
            {"url": reverse("wagtailadmin_home"), "label": _("Accueil")},
            {"url": reverse("network_quality:report"), "label": _("Qualité de l’annuaire")},
        ],
    }
    return render(request, "network/admin/quality.html", context)


urlpatterns = [path("", report, name="report")]
