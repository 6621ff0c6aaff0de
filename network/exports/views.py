"""Addresses of the files. What they hold is made by the functions beside."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from network.models import DirectoryPage, FormerAddress, Organisation

from . import data_inclusion, vcard
from .formats import base_of, export, opened, sent_to
from .open_data_page import open_data_context
from .selection import one_by_one, told

DATA_INCLUSION = {"structures": data_inclusion.structures_file, "services": data_inclusion.services_file}


@require_safe
def directory_file(request: HttpRequest, extension: str) -> HttpResponseBase:
    """The directory, or what its address finds, in one of `formats.FORMATS`: the same for everyone."""
    return sent_to(request, export(request.GET, extension, base_of(request)))


@require_safe
def data_inclusion_file(request: HttpRequest, name: str) -> HttpResponseBase:
    blocks = DATA_INCLUSION[name](one_by_one(told()), base_of(request))
    response = opened(StreamingHttpResponse(blocks, content_type=data_inclusion.CONTENT_TYPE))
    return sent_to(request, response)


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The business card; a former address leads to the one of today."""
    organisation = told().filter(slug=slug).first()
    if organisation is None:
        former = get_object_or_404(FormerAddress, slug=slug, organisation__in=Organisation.objects.public())
        return redirect("network:vcard", former.organisation.slug, permanent=True)
    response = HttpResponse(vcard.vcard(organisation, base_of(request)), content_type=vcard.CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{organisation.slug}.vcf"'
    return opened(response)


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    return render(request, "network/open_data.html", open_data_context() | {"section": DirectoryPage})
