"""The pages behind a link or a form that need no account: how each app draws its own, and answers to them."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from .signed import View, guarded

Context = dict[str, Any]


@dataclass(frozen=True)
class Pages:
    """Pages of one subject: templates of `folder`, of which `refused.html` says `reason`.

    `description` is for the head of each page; `place` gives what `base.html` makes the breadcrumb of.
    """

    folder: str
    description: Any
    place: Context

    def page(
        self, request: HttpRequest, name: str, title: Any, context: Context | None = None, status: int = 200
    ) -> HttpResponse:
        frame = {"here": title, "meta": {"title": title, "description": self.description}, **self.place}
        return render(request, f"{self.folder}/{name}.html", {**frame, **(context or {})}, status=status)

    def refused(self, request: HttpRequest, reason: str) -> HttpResponse:
        return self.page(request, "refused", _("Lien refusé"), {"reason": reason}, status=400)

    def personal(self, view: View) -> View:
        """A page kept by no cache, its address told to nobody; a BadLink that the view meets is said there."""
        return guarded(view, self.refused)


def see(url: str) -> HttpResponse:
    """To the next page, which reloading does not send again (303)."""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def is_a_robot(request: HttpRequest) -> bool:
    """Who fills in what is hidden (`site`), or sends the form of another site."""
    elsewhere = request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
    return elsewhere or bool(request.POST.get("site"))
