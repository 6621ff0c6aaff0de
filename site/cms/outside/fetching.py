"""One address asked, its redirects followed by hand, each checked as the first."""

from dataclasses import dataclass, field
from http import HTTPStatus
from time import monotonic
from urllib.parse import urljoin

from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _

from .addresses import Allowance, Target, checked_addresses, target_of
from .connections import asked
from .failures import TooManyRedirects

SECONDS = 15.0
MOST_REDIRECTS = 5
_REDIRECTS = {
    HTTPStatus.MOVED_PERMANENTLY,
    HTTPStatus.FOUND,
    HTTPStatus.SEE_OTHER,
    HTTPStatus.TEMPORARY_REDIRECT,
    HTTPStatus.PERMANENT_REDIRECT,
}
_NOBODY = Allowance()


@dataclass(frozen=True)
class Answer:
    """What the last address answered. `headers` are by lower-case name; `body` is empty unless it was wanted."""

    url: str
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def fetch(
    url: str,
    *,
    method: str = "GET",
    most_bytes: int | None = None,
    seconds: float = SECONDS,
    accept: str = "*/*",
    headers: dict[str, str] | None = None,
    allowance: Allowance = _NOBODY,
) -> Answer:
    """Ask `url`, http or https, as somebody typed it; no cookie, no credentials.

    `most_bytes` is how much of a body is wanted, None for not reading it; a larger one raises TooLarge. `seconds` is
    for all of it, redirects included, but for what the system takes to look names up. `headers` (such as
    If-None-Match) are sent to the first host only. Raises OutsideFailure.
    """
    until = monotonic() + seconds
    target = first = target_of(url, allowance)
    for _redirect in range(MOST_REDIRECTS + 1):
        given = _own_headers(target, accept) | ((headers or {}) if target.authority == first.authority else {})
        answer = asked(target, checked_addresses(target, allowance), method, given, most_bytes, until, allowance)
        location = answer.headers.get("location")
        if answer.status not in _REDIRECTS or not location:
            return Answer(target.url, answer.status, answer.headers, answer.body)
        target = target_of(_joined(target, location), allowance)
    raise TooManyRedirects(_("Cette adresse renvoie sans fin vers une autre."))


def _joined(target: Target, location: str) -> str:
    try:
        return urljoin(target.url, location.strip())
    except ValueError:
        return location


def _own_headers(target: Target, accept: str) -> dict[str, str]:
    name = iri_to_uri(settings.WAGTAIL_SITE_NAME)
    return {
        "Host": target.authority,
        "User-Agent": f"{name} (+{iri_to_uri(settings.WAGTAILADMIN_BASE_URL)})",
        "Accept": accept,
        "Accept-Encoding": "identity",
        "Accept-Language": "fr, *;q=0.5",
        "Connection": "close",
    }
