"""Addresses of the library that are not pages of the tree."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.partial_dates import display
from network.exports.formats import base_of, opened
from resources.addresses import library_path
from resources.catalogue import dcat
from resources.citations.files import FILES
from resources.citations.work import citable, work_of
from resources.models import CatalogueEntry, ResourceIndexPage, ResourcePage


@require_safe
def permanent(request: HttpRequest, code: str) -> HttpResponse:
    """The address to cite, which leads to the page wherever it is; of what left, it says what it was."""
    page = ResourcePage.objects.live().public().filter(code=code.lower()).first()
    return redirect(page.get_url(request)) if page else _gone(request, code)


@require_safe
def citation(request: HttpRequest, code: str, extension: str) -> HttpResponse:
    """The citation as a file, in one of `resources.citations.files.FILES`."""
    page = citable(ResourcePage.objects.live().public()).filter(code=code.lower()).first()
    if page is None:
        return _gone(request, code)
    file = FILES[extension]
    response = HttpResponse(file.write(work_of(page, base_of(request))), content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{page.code}.{extension}"'
    return opened(response)


@require_safe
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """Everything that the library gives to everyone, as DCAT."""
    home = request.build_absolute_uri(library_path(request))
    response = StreamingHttpResponse(dcat.catalogue(base_of(request), home), content_type=dcat.CONTENT_TYPE)
    if request.method == "HEAD":
        response.streaming_content = ()
    return opened(response)


def _gone(request: HttpRequest, code: str) -> HttpResponse:
    """What was never public is unknown (404); what left is known to have left (410), and under which title."""
    entry = get_object_or_404(CatalogueEntry, code=code.lower())
    title = _("Cette ressource n’est plus dans la bibliothèque")
    context = {
        "left": display(localdate(entry.datestamp).isoformat()) if entry.deleted else "",
        "was": entry.title,
        "title": title,
        "section": ResourceIndexPage,
        "here": entry.title,
        "library_url": library_path(request),
    }
    return render(request, "resources/gone.html", context, status=HTTPStatus.GONE)
