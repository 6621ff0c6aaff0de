"""The files of the directory by their extension, and the one that a program asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpRequest, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from search.spreadsheets import streamed_csv_response

from . import geojson, plain_json, table, xlsx
from .selection import Selection, selected
from .streams import begun

Response = TypeVar("Response", bound=HttpResponseBase)

KEPT = 300  # seconds in caches
HTML = "text/html"


@dataclass(frozen=True)
class Format:
    """`respond` makes the answer from (what to tell, the portal's own address, the name of the file)."""

    name: Promise
    content_type: str
    respond: Callable[[Selection, str, str], HttpResponseBase]


def _csv(selection: Selection, base: str, filename: str) -> HttpResponseBase:
    return streamed_csv_response(filename, table.rows(selection.organisations, base))


def _xlsx(selection: Selection, base: str, filename: str) -> HttpResponseBase:
    blocks = xlsx.workbook(gettext("Annuaire"), table.rows(selection.organisations, base))
    return StreamingHttpResponse(
        blocks,
        content_type=xlsx.CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


def _json(selection: Selection, base: str, filename: str) -> HttpResponseBase:
    return StreamingHttpResponse(plain_json.json_file(selection, base), content_type=plain_json.CONTENT_TYPE)


def _geojson(selection: Selection, base: str, filename: str) -> HttpResponseBase:
    return StreamingHttpResponse(geojson.geojson_file(selection, base), content_type=geojson.CONTENT_TYPE)


FORMATS = {
    "csv": Format(_("tableur CSV"), "text/csv", _csv),
    "xlsx": Format(_("classeur Excel"), xlsx.CONTENT_TYPE, _xlsx),
    "json": Format(_("JSON"), plain_json.CONTENT_TYPE, _json),
    "geojson": Format(_("carte GeoJSON"), geojson.CONTENT_TYPE, _geojson),
}


def export(parameters: QueryDict, extension: str, base: str) -> HttpResponseBase:
    """What `/annuaire/` lists for these parameters as a file; its name says when there was too much of it."""
    selection = selected(parameters)
    filename = f"annuaire.{extension}" if selection.complete else f"annuaire-incomplet.{extension}"
    response = FORMATS[extension].respond(selection, base, filename)
    response.headers.setdefault("Content-Disposition", f'inline; filename="{filename}"')
    return opened(response)


def sent_to(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The file itself, begun; nothing to who asks for its head: no server has to read a directory to throw it away."""
    if not isinstance(response, StreamingHttpResponse):
        return response
    if request.method == "HEAD":
        response.streaming_content = ()
        return response
    return begun(response)


def export_for(request: HttpRequest) -> HttpResponseBase | None:
    """The file that the header `Accept` prefers to a page, with the parameters of the request; None for a page.

    Whoever calls it says `Vary: Accept` in both cases.
    """
    extensions = {each.content_type: extension for extension, each in FORMATS.items()}
    preferred = request.get_preferred_type([HTML, *extensions])
    extension = extensions.get(preferred or HTML)
    return sent_to(request, export(request.GET, extension, base_of(request))) if extension else None


def opened(response: Response) -> Response:
    """An answer of open data: the same for everyone, kept by caches, read by the programs of any site."""
    patch_cache_control(response, public=True, max_age=KEPT)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def base_of(request: HttpRequest) -> str:
    """The portal's own address: "https://host"."""
    return f"{request.scheme}://{request.get_host()}"
