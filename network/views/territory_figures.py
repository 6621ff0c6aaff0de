from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.models import TerritoryIndexPage
from network.territory_figures import figures_context, figures_rows
from search.spreadsheets import csv_response


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    title = _("Chiffres des territoires")
    context = figures_context(request.GET.dict()) | {
        "section": TerritoryIndexPage,
        "here": title,
        "meta": {"title": title, "description": _("Les projets et les organisations, territoire par territoire.")},
    }
    return render(request, "network/territory_figures.html", context)


@require_safe
def export_csv(request: HttpRequest) -> HttpResponse:
    return csv_response("territoires.csv", figures_rows())
