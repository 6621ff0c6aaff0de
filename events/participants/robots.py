"""Telling programs from people, without asking people anything."""

from django.http import HttpRequest


def is_a_robot(request: HttpRequest) -> bool:
    """Who fills in what is hidden (`site`), or sends the form of another site."""
    elsewhere = request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
    return elsewhere or bool(request.POST.get("site"))
