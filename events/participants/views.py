"""The private page of a registration: what it says to whom it is about."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.attendance.certifying import is_certified
from events.attendance.codes import code_of
from events.ical import invitations
from events.models import Quota, Registration
from events.presentation import when
from events.printing import qr_svg
from events.registration.line import rank
from events.registration.states import UNSETTLED, State

from .pages import mine, page, personal


@personal
def registration(request: HttpRequest, token: str) -> HttpResponse:
    found = mine(token)
    return page(request, "registration", _("Mon inscription"), _shown(found, token))


@personal
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """For a calendar: it goes to the event's page, never to this one."""
    found = mine(token)
    text = invitations.request(found) if found.state == State.CONFIRMED else None
    if text is None:
        raise Http404
    return HttpResponse(text, content_type="text/calendar; charset=utf-8; method=REQUEST")


def _shown(registration: Registration, token: str) -> dict[str, Any]:
    state = State(registration.state)
    return {
        "registration": registration,
        "token": token,
        "event": registration.desk.event,
        "when": when(registration.desk.event),
        "places": registration.places.exclude(kind=Quota.Kind.EVENT),
        "rank": rank(registration) if state == State.WAITING else None,
        "is_offered": state == State.OFFERED,
        "code": qr_svg(code_of(registration), gettext("Code pour l’accueil")) if state == State.CONFIRMED else "",
        "online_url": registration.online_url,
        "is_certified": is_certified(registration),
        "is_confirmed": state == State.CONFIRMED,
        "is_unsettled": state in UNSETTLED,
    }
