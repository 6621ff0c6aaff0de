"""From an address of the API to its answer: what holds for each of them."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import get_conditional_response, set_response_etag
from pydantic import BaseModel

from network.exports.formats import base_of, opened

from .parameters import Parameters, read
from .problems import Problem, method_refused

Asked = TypeVar("Asked", bound=Parameters)
METHODS = "GET, HEAD, OPTIONS"


@dataclass(frozen=True)
class Here:
    """The address that is asked: `base` is "https://host", `path` what follows, `query` its parameters."""

    base: str
    path: str
    query: dict[str, list[str]]

    def next(self, cursor: str) -> str:
        return f"{self.base}{self.path}?{urlencode(self.query | {'curseur': [cursor]}, doseq=True)}"


class Moved(Exception):
    """What is asked lives at another address from now on; its text is that address."""


@dataclass(frozen=True)
class Endpoint:
    """`path` is that of Django's `path()`, below the API. `respond(asked, here, **captured)` gives an `answer`.

    It may raise Problem, and Moved where `moves` says so. `example` is the end of an address to try.
    """

    name: str
    path: str
    summary: str
    parameters: type[Parameters]
    answer: type[BaseModel]
    respond: Callable[..., BaseModel]
    example: str = ""
    moves: bool = False

    def __call__(self, request: HttpRequest, **captured: Any) -> HttpResponse:
        """An answer that caches keep, that programs of any site read, and that is not sent twice (RFC 9110, 13)."""
        return conditional(request, lambda: self._answered(request, captured))

    def _answered(self, request: HttpRequest, captured: dict[str, Any]) -> HttpResponse:
        asked = read(self.parameters, request.GET)
        here = Here(base_of(request), request.path, dict(request.GET.lists()))
        answer = self.respond(asked, here, **captured)
        response = HttpResponse(answer.model_dump_json(), content_type="application/json")
        if following := getattr(answer, "suivant", None):
            response["Link"] = f'<{following}>; rel="next"'
        return response


def conditional(request: HttpRequest, answered: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer to any method: errors are problem details, and nothing is sent to whoever holds it already."""
    if request.method == "OPTIONS":
        return _preflight()
    if request.method not in ("GET", "HEAD"):
        refused = opened(method_refused().response())
        refused["Allow"] = METHODS
        return refused
    try:
        response = answered()
    except Problem as problem:
        return opened(problem.response())
    except Moved as moved:
        return opened(HttpResponsePermanentRedirect(str(moved)))
    set_response_etag(response)
    sent = opened(get_conditional_response(request, response["ETag"], None, response) or response)
    sent["Access-Control-Expose-Headers"] = "ETag, Link"
    return sent


def _preflight() -> HttpResponse:
    """What browsers ask before they send `If-None-Match` to another site (Fetch, CORS)."""
    response = opened(HttpResponse(status=HTTPStatus.NO_CONTENT))
    response["Allow"] = METHODS
    response["Access-Control-Allow-Methods"] = "GET, HEAD"
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response
