from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from .memory import one_edition


class EditionMiddleware:
    """A request asks for the edition once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with one_edition():
            return self.get_response(request)
