"""The addresses of files."""

import logging
from http import HTTPStatus

from django.core.files.base import File
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from wagtail import hooks

from resources.models import DocumentVersion, FileReading, LibraryDocument

from . import downloads, ranges
from .rights import Reach, reach

# A file is a document to read, never a page of the portal: what it holds runs nowhere.
POLICY = "default-src 'none'; sandbox"
# A browser's own reader of PDF does not work in a sandbox.
VIEWER_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_THUMBNAIL_TYPE = "image/webp"
_SHOWN = {"application/pdf", _THUMBNAIL_TYPE}

log = logging.getLogger(__name__)


@require_safe
def document(request: HttpRequest, number: int, name: str) -> HttpResponseBase:
    """The file of today. Another name, which it had before it was replaced, leads to the one it has."""
    found = get_object_or_404(LibraryDocument.objects.select_related("collection"), pk=number)
    if refusal := _refused(request, found):
        return refusal
    if name != found.filename:
        return HttpResponseRedirect(found.url)
    response = _sent(request, found, found.file, found.file_hash, found.content_type)
    downloads.count(request, response, found)
    return response


@require_safe
def version(request: HttpRequest, number: int, version: int, name: str) -> HttpResponseBase:
    """A content that the file had before it was replaced."""
    found = get_object_or_404(
        DocumentVersion.objects.select_related("document__collection"), document=number, number=version
    )
    if refusal := _refused(request, found.document):
        return refusal
    if name != found.filename:
        return HttpResponseRedirect(found.url)
    return _sent(request, found.document, found.file, found.file_hash, found.document.content_type)


@require_safe
def thumbnail(request: HttpRequest, number: int) -> HttpResponseBase:
    """A picture of the first page."""
    reading = get_object_or_404(
        FileReading.objects.select_related("document__collection").exclude(thumbnail=""), document=number
    )
    if refusal := _refused(request, reading.document):
        return refusal
    return _sent(request, reading.document, reading.thumbnail, reading.file_hash, _THUMBNAIL_TYPE)


def _refused(request: HttpRequest, document: LibraryDocument) -> HttpResponseBase | None:
    for hook in hooks.get_hooks("before_serve_document"):
        answer = hook(document, request)
        if isinstance(answer, HttpResponse):
            return answer
    if reach(document, request) is Reach.NOBODY:
        raise Http404
    return None


def _sent(request: HttpRequest, document: LibraryDocument, file: FieldFile, tag: str, kind: str) -> HttpResponseBase:
    """`file`, the part of it that is asked, or the answer that the reader has it already."""
    try:
        opened: File = file.storage.open(str(file.name))
    except OSError:
        log.error("the file %s of document %d is missing", file.name, document.pk)
        raise Http404 from None
    # A file that no form brought may have no hash yet: it is sent, and asked again whole.
    etag = f'"{tag}"' if tag else None
    if held := get_conditional_response(request, etag=etag):
        opened.close()
    response = held or _body(request, opened, etag)
    if not held:
        response["Content-Type"] = kind
        name = str(file.name).rpartition("/")[2]
        response["Content-Disposition"] = str(content_disposition_header(kind not in _SHOWN, name))
    if etag:
        response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Content-Security-Policy"] = POLICY if kind not in _SHOWN else VIEWER_POLICY
    # Asked again each time: a file that was replaced, or closed, is not read from a cache.
    response["Cache-Control"] = "public, no-cache" if reach(document) is Reach.EVERYONE else "private, no-store"
    return response


def _body(request: HttpRequest, file: File, etag: str | None) -> HttpResponseBase:
    size = file.size
    # A part of what the reader began to receive, as long as it is still the same.
    header = request.headers.get("Range", "") if request.headers.get("If-Range", etag) == etag else ""
    try:
        part = ranges.asked(header, size)
    except ranges.NotSatisfiable:
        file.close()
        return HttpResponse(
            status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers={"Content-Range": f"bytes */{size}"}
        )
    first, last = part or (0, size - 1)
    response = StreamingHttpResponse(ranges.Part(file, first, last))
    response["Content-Length"] = str(last - first + 1)
    if part:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    if request.method == "HEAD":
        file.close()
        response.streaming_content = ()
    return response
