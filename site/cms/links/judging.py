"""What one answer says of an address. Nothing here asks, nor writes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from django.utils.translation import gettext as _

from cms.models import LinkCheck
from cms.outside import Answer

State = LinkCheck.State

GOOD_FOR = timedelta(days=30)
AGAIN_AFTER = (timedelta(days=1), timedelta(days=3), timedelta(days=7))
FAILURES = 3
FOR_AT_LEAST = timedelta(days=2)
GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
# They say who asks, not what there is: many sites shut programs out and open to people. 999 is LinkedIn's own.
CLOSED = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.PROXY_AUTHENTICATION_REQUIRED,
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS,
    999,
}
_LATER = {HTTPStatus.TOO_MANY_REQUESTS: timedelta(days=1), HTTPStatus.SERVICE_UNAVAILABLE: None}
_SOONEST, _LATEST = timedelta(hours=1), timedelta(days=7)


@dataclass(frozen=True)
class Verdict:
    """What becomes of a LinkCheck: the columns that change."""

    state: str
    status: int | None
    message: str
    failures: int
    failing_since: datetime | None
    next_check_at: datetime


def told_later(answer: Answer, now: datetime) -> datetime | None:
    """When the host wants to be asked again (RFC 9110, Retry-After), from an hour to a week; None if it says nothing.

    A 429 without a date is for the next day; a 503 without one is a failure like others.
    """
    if answer.status not in _LATER:
        return None
    given = answer.headers.get("retry-after", "").strip()
    usual = _LATER[HTTPStatus(answer.status)]
    wait = timedelta(seconds=int(given[:9])) if given.isascii() and given.isdigit() else _until(given, now) or usual
    return now + min(max(wait, _SOONEST), _LATEST) if wait is not None else None


def judged(check: LinkCheck, status: int | None, problem: str, now: datetime) -> Verdict:
    """The verdict on `check`, which answered `status`, or nothing because of `problem`.

    Broken is what is not found twice, or fails three times over two days at least.
    """
    if status is not None and status < HTTPStatus.BAD_REQUEST:
        return Verdict(State.GOOD, status, "", 0, None, now + GOOD_FOR)
    if status in CLOSED:
        said = _("Ce site refuse les programmes (code %(status)s) : vérifiez-le vous-même.") % {"status": status}
        return Verdict(State.CLOSED, status, said, 0, None, now + GOOD_FOR)
    failures, since = check.failures + 1, check.failing_since or now
    gone_twice = status in GONE and check.status in GONE and check.failures > 0
    long_enough = failures >= FAILURES and now - since >= FOR_AT_LEAST
    broken = check.state == State.BROKEN or gone_twice or long_enough
    said = problem or _said(status)
    wait = AGAIN_AFTER[min(failures, len(AGAIN_AFTER)) - 1]
    return Verdict(State.BROKEN if broken else State.FAILING, status, said, failures, since, now + wait)


def _said(status: int | None) -> str:
    if status in GONE:
        return _("La page n’existe plus (code %(status)s).") % {"status": status}
    return _("Le site répond par une erreur (code %(status)s).") % {"status": status}


def _until(given: str, now: datetime) -> timedelta | None:
    try:
        at = parsedate_to_datetime(given)
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)) - now
