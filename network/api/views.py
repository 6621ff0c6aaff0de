"""What the API says of itself: to programs, to people, and of what it does not hold."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from network.models import DirectoryPage

from .endpoint import Endpoint, conditional
from .endpoints import ENDPOINTS
from .openapi import ROOT, described, query_parameters
from .problems import not_found


@csrf_exempt
def description(request: HttpRequest) -> HttpResponse:
    text = json.dumps(described(), ensure_ascii=False, indent=1)
    return conditional(request, lambda: HttpResponse(text, content_type="application/vnd.oai.openapi+json"))


@csrf_exempt
def unknown(request: HttpRequest) -> HttpResponse:
    def answered() -> HttpResponse:
        raise not_found(
            _("L’API n’a pas cette adresse. Ses adresses, qui finissent par « / », sont décrites sur %(page)s.")
            % {"page": request.build_absolute_uri(reverse("network:api"))}
        )

    return conditional(request, answered)


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The API for people who program: every address with its parameters and something to try."""
    title = _("API")
    context = {
        "root": ROOT,
        "endpoints": [_told(endpoint) for endpoint in ENDPOINTS],
        "section": DirectoryPage,
        "here": title,
        "meta": {"title": title, "description": _("Lire l’annuaire et les projets depuis un programme.")},
    }
    return render(request, "network/api.html", context)


def _told(endpoint: Endpoint) -> dict[str, Any]:
    """`rows` are those of the component "table", `values` the closed vocabularies: [(parameter, values)]."""
    parameters = query_parameters(endpoint.parameters)
    vocabularies = {each["name"]: each["schema"].get("items", each["schema"]).get("enum", []) for each in parameters}
    return {
        "name": endpoint.name,
        "summary": endpoint.summary,
        "address": f"{ROOT}/{endpoint.path}",
        "caption": _("Paramètres de %(address)s") % {"address": endpoint.path},
        "head": [_("Paramètre"), _("Ce qu’il attend")],
        "rows": [[each["name"], each["description"]] for each in parameters],
        "values": [(name, values) for name, values in vocabularies.items() if values],
        "example": f"{ROOT}/{endpoint.example}" if endpoint.example else "",
    }
