"""The few answers that belong to no page."""

import sys
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.template.loader import get_template
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms import full_disk


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('wagtailadmin_home')}",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponseNotFound(get_template("404.html").render({}, request))


def only_in_french(request: HttpRequest, page: Page) -> HttpResponse:
    """In the language of the request: the page asked exists in the portal's own language, and here it is."""
    context = {"only": page, "only_url": page.get_url(request)}
    return HttpResponseNotFound(get_template("only_in_french.html").render(context, request))


def server_error(request: HttpRequest) -> HttpResponse:
    """Renders without request, database or menus: any of them may be what failed. A full disk is said to be one."""
    full = full_disk.is_full(sys.exc_info()[1])
    status = full_disk.STATUS if full else HTTPStatus.INTERNAL_SERVER_ERROR
    return HttpResponse(get_template("500.html").render({"full": full}), status=status)
