"""Changing a registration for somebody: what they say of themselves, their places, or who comes instead."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from events.models import Registration
from events.participants import edits
from events.participants.forms import ColleagueForm, NameForm
from events.registration import changing
from events.registration.booking import Refused
from events.registration.places import WrongPlaces
from events.registration.seats import Full
from events.registration.states import UNSETTLED, NotAllowed, State

from .pages import act_of, organiser, page


@require_http_methods(["GET", "HEAD", "POST"])
@organiser
def change(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one_of(pk, UNSETTLED)
    form = edits.change_form(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            edits.save_change(found, form, act_of(request))
            return _done(request, found)
        except Full as full:
            form.add_error(None, _("« %(place)s » n’a plus de place. Rien n’a changé.") % {"place": full.quota})
        except WrongPlaces as wrong:
            form.add_error(None, str(wrong))
        except NotAllowed:
            return _too_late(request, found)
    return _shown(request, found, form, gettext_lazy("Modifier l’inscription"))


@require_http_methods(["GET", "HEAD", "POST"])
@organiser
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """A colleague of the same establishment comes instead."""
    found = _one_of(pk, {State.CONFIRMED})
    form = ColleagueForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return _done(request, changing.hand_over(found.pk, edits.colleague(found, form), act_of(request)))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except NotAllowed:
            return _too_late(request, found)
    return _shown(request, found, form, gettext_lazy("Donner la place à un ou une collègue"))


def _one_of(pk: int, states: "frozenset[State] | set[State]") -> Registration:
    people = Registration.objects.filter(state__in=states).select_related("desk__event", "organisation", "booking")
    return get_object_or_404(people, pk=pk)


def _shown(request: HttpRequest, found: Registration, form: NameForm, title: str | Promise) -> HttpResponse:
    return page(request, "adding", title, {"forms": [form], "person": found}, found.desk)


def _done(request: HttpRequest, found: Registration) -> HttpResponse:
    messages.success(request, _("C’est fait."))
    return redirect("event_organising:person", found.pk)


def _too_late(request: HttpRequest, found: Registration) -> HttpResponse:
    messages.error(request, _("L’état de cette inscription a changé entre-temps. Rien n’a été fait."))
    return redirect("event_organising:person", found.pk)
