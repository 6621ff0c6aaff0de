"""What holds for every answer: the content security policy, what caches may keep, and the languages that are open."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language_from_path

from cms.navigation import page_in_french, site_of, tree_of
from cms.views import only_in_french


class PolicyMiddleware(CSPMiddleware):
    """Strict for the public, as strict as Wagtail's admin allows for staff."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith(reverse("wagtailadmin_home")):
            response._csp_update = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        return super().process_response(request, response)


class PrivateAnswersMiddleware:
    """Caches keep nothing of what is answered to a session, except what a view calls public.

    The cookie alone decides, whatever it is worth: the public has none, and nobody's session is looked at for this.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        said_public = "public" in response.get("Cache-Control", "")
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not said_public:
            patch_cache_control(response, private=True, no_store=True)
        return response


class KnownSiteMiddleware:
    """Gives Wagtail the site of the request (`Site.find_for_request` looks there first), read once an edition."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request._wagtail_site = SimpleLazyObject(lambda: site_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


class OpenLanguagesMiddleware:
    """A language opens when its home page is published; until then its addresses lead to the French ones.

    In an open language that the interface speaks, every view answers in it, except those that programs read, which are
    the same whatever the language; a page that exists in French only is said to be so, in that language. In a language
    that is only a version of pages (easy-to-read French), only the search has something of its own to say. Comes after
    LocaleMiddleware, which reads the language in the address.
    """

    SPEAKING = {"search"}
    """The apps whose views speak in a language that the interface does not."""
    FOR_PROGRAMS = re.compile(
        r"/(?:api/v\d|oai$|annuaire/(?:export|donnees)|ressources/catalogue|projets/export|.*\.csv$)"
    )
    """Addresses that programs read: their language is not that of a visitor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = _other_language(request)
        if not language:
            return self.get_response(request)
        home = tree_of(request).home
        if home is None or home.language != language:
            return _in_french(request, language)
        response = self.get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND:
            return response
        if language not in settings.INTERFACE_LANGUAGES:
            return _in_french(request, language)
        page = page_in_french(request, language)
        return only_in_french(request, page) if page else response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        language, match = _other_language(request), request.resolver_match
        if not language or match is None or match.url_name == "wagtail_serve":
            return None
        if language in settings.INTERFACE_LANGUAGES:
            programs = self.FOR_PROGRAMS.match(request.path_info.removeprefix(f"/{language}"))
            return _in_french(request, language) if programs and match.app_name not in self.SPEAKING else None
        return None if match.app_name in self.SPEAKING else _in_french(request, language)


def _other_language(request: HttpRequest) -> str | None:
    """The language that the address asks for, when it is not the portal's first."""
    language = get_language_from_path(request.path_info)
    return language if language != settings.LANGUAGE_CODE else None


def _in_french(request: HttpRequest, language: str) -> HttpResponseBase:
    return HttpResponseRedirect(request.get_full_path().removeprefix(f"/{language}"))
