"""Pages without session or cookie: what a link may do is signed in it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import EventIndexPage
from mail import signed

from . import links


def _refused(request: HttpRequest, reason: str) -> HttpResponse:
    return _page(request, "refused", _("Lien refusé"), {"reason": reason}, status=400)


personal = signed.personal(_refused)


@personal
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """The private page of one registration."""
    found = links.registration_of(token)
    if found is None:
        raise Http404
    return _page(request, "registration", _("Mon inscription"), {"registration": found})


def _page(
    request: HttpRequest, name: str, title: Any, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    common = {
        "here": title,
        "section": EventIndexPage,
        "meta": {"title": title, "description": gettext("Les inscriptions aux événements du réseau.")},
    }
    return render(request, f"events/participants/{name}.html", {**common, **(context or {})}, status=status)
