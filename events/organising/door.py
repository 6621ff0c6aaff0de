"""The door: who comes in, on a phone, with or without a network."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from events.attendance import recording
from events.attendance.codes import code_of, number_of
from events.attendance.recording import Reading
from events.models import HalfDay
from events.registration.states import PRESENCE, State

from .pages import act_of, desk_or_404, organiser, page

_MOST = 500  # readings sent at once


@require_safe
@organiser
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """The half-days of an event, with who is there, and the papers to print."""
    desk = desk_or_404(pk)
    rows = [{"half_day": each, "present": len(recording.present_at(each))} for each in desk.half_days.all()]
    expected = desk.registrations.filter(state__in=PRESENCE | {State.CONFIRMED}).count()
    missing = desk.registrations.filter(state=State.CONFIRMED).count()
    return page(request, "doors", _("Accueil"), {"rows": rows, "expected": expected, "missing": missing}, desk)


@require_safe
@organiser
def door(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody expected, by name, each with a button; the script beside it reads codes and waits for the network."""
    half_day = _half_day(pk)
    there = recording.present_at(half_day)
    people = half_day.desk.registrations.filter(state__in=PRESENCE | {State.CONFIRMED})
    people = people.select_related("organisation").order_by("family_name", "given_name", "pk")
    rows = [
        {"person": person, "code": code_of(person), "present": person.pk in there, "nonce": uuid4()}
        for person in people
    ]
    context = {"half_day": half_day, "rows": rows, "present": len(there), "nonce": uuid4()}
    response = page(request, "door", _("Accueil : %(when)s") % {"when": half_day}, context, half_day.desk)
    response["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=(), payment=()"
    return response


@require_POST
@organiser
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """One button of the list, or one code typed in, for a browser without script."""
    half_day = _half_day(pk)
    number = number_of(request.POST.get("code", ""))
    nonce = _uuid(request.POST.get("nonce", ""))
    if number is None:
        messages.error(request, _("Ce code n’est pas de ce portail."))
    elif nonce:
        act = act_of(request)
        reading = Reading(nonce, number, request.POST.get("present") != "non", act.at)
        for refusal in recording.record(half_day, [reading], act).values():
            messages.error(request, refusal)
    return redirect(f"{reverse('event_organising:door', args=[pk])}#c-{number or ''}")


@require_POST
@organiser
def sync(request: HttpRequest, pk: int) -> JsonResponse:
    """`{"readings": [{nonce, code, present, at}]}` of a device, `at` in milliseconds since 1970.

    Answers `{"kept": [nonce], "refused": {nonce: why}, "present": [code]}`. What is sent again counts once.
    """
    half_day, act = _half_day(pk), act_of(request)
    readings, refused = _readings(request.body)
    refused |= {str(nonce): why for nonce, why in recording.record(half_day, readings, act).items()}
    there = half_day.desk.registrations.filter(pk__in=recording.present_at(half_day))
    return JsonResponse(
        {
            "kept": [str(each.nonce) for each in readings if str(each.nonce) not in refused],
            "refused": refused,
            "present": [code_of(person) for person in there],
        }
    )


@require_POST
@organiser
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was expected and never came in is absent."""
    count = recording.close(desk_or_404(pk).pk, act_of(request))
    said = ngettext("%(count)d personne est notée absente.", "%(count)d personnes sont notées absentes.", count)
    messages.success(request, said % {"count": count})
    return redirect("event_organising:doors", pk)


def _half_day(pk: int) -> HalfDay:
    return get_object_or_404(HalfDay.objects.select_related("desk__event__place"), pk=pk)


def _readings(body: bytes) -> tuple[list[Reading], dict[str, str]]:
    """What can be understood, and what cannot. Raises BadRequest for what no device of ours sends."""
    try:
        told = [_reading(each) for each in json.loads(body)["readings"]]
    except (ValueError, TypeError, KeyError, OverflowError, OSError):
        raise BadRequest("no list of readings") from None
    if len(told) > _MOST:
        raise BadRequest("too many readings")
    unknown = {str(nonce): _("Ce code n’est pas de ce portail.") for nonce, reading in told if reading is None}
    return [reading for _nonce, reading in told if reading], unknown


def _reading(sent: Any) -> tuple[UUID, Reading | None]:
    nonce = UUID(str(sent["nonce"]))
    number = number_of(str(sent["code"]))
    if number is None:
        return nonce, None
    at = datetime.fromtimestamp(float(sent["at"]) / 1000, UTC)
    return nonce, Reading(nonce, number, bool(sent["present"]), at)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
