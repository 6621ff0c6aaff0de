"""How the pages of those who come are drawn, and answered to."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.forms import component_fields
from events.models import EventIndexPage, Registration
from events.registration.states import State
from mail import signed

from . import links


def page(
    request: HttpRequest, name: str, title: Any, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    common = {
        "here": title,
        "section": EventIndexPage,
        "meta": {"title": title, "description": gettext("Les inscriptions aux événements du réseau.")},
    }
    return render(request, f"events/participants/{name}.html", {**common, **(context or {})}, status=status)


def mine(token: str) -> Registration:
    """The registration of a link. Raises Http404 once it is erased."""
    found = links.registration_of(token)
    if found is None or found.state == State.ANONYMISED:
        raise Http404
    return found


def refused(request: HttpRequest, reason: str) -> HttpResponse:
    return page(request, "refused", _("Lien refusé"), {"reason": reason}, status=400)


def see(url: str) -> HttpResponse:
    """To the next page, which reloading does not send again (303)."""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def form_context(*shown: forms.BaseForm) -> dict[str, Any]:
    """`fields` of all of them, `wrong`: how many are to be corrected, `problems`: what is wrong with the whole."""
    return {
        "fields": [field for form in shown for field in component_fields(form)],
        "wrong": sum(len(form.errors) for form in shown),
        "problems": [problem for form in shown for problem in form.non_field_errors()],
    }


# No session nor cookie: what a link may do is signed in it.
personal = signed.personal(refused)
