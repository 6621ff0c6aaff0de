"""Sheets to sign and badges, as PDF."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.attendance.codes import code_of
from events.models import HalfDay, Registration, RegistrationDesk
from events.printing import Badge, NotPrinted, Participant, SignInSheet, badges, sign_in_sheet
from events.printing import HalfDay as Printed
from events.registration.states import PRESENCE, State

from .pages import desk_or_404, organiser


@require_safe
@organiser
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of one half-day: everybody expected, by name."""
    half_day = get_object_or_404(HalfDay.objects.select_related("desk__event__place"), pk=pk)
    event = half_day.desk.event
    facts = SignInSheet(
        event=event.title,
        place=event.where,
        half_day=Printed(*half_day.on_the_clock),
        participants=tuple(Participant(person.name, person.of) for person in _expected(half_day.desk)),
    )
    try:
        return _pdf(f"emargement-{pk}", sign_in_sheet(facts))
    except NotPrinted as refusal:
        messages.error(request, str(refusal))
        return redirect("event_organising:doors", half_day.desk_id)


@require_safe
@organiser
def all_badges(request: HttpRequest, pk: int) -> HttpResponse:
    """A badge for each person expected, by name."""
    desk = desk_or_404(pk)
    people = [Badge(person.name, person.of, code_of(person)) for person in _expected(desk)]
    try:
        return _pdf(f"badges-{pk}", badges(desk.event.title, people))
    except NotPrinted as refusal:
        messages.error(request, str(refusal) or _("Les badges n’ont pas pu être imprimés : recommencez."))
        return redirect("event_organising:doors", pk)


def _expected(desk: RegistrationDesk) -> list[Registration]:
    people = desk.registrations.filter(state__in=PRESENCE | {State.CONFIRMED}).select_related("organisation")
    return list(people.order_by("family_name", "given_name", "pk"))


def _pdf(name: str, content: bytes) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
