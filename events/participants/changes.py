"""What somebody does with their own registration. Nothing changes before they press a button."""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.forms import form_context
from events.registration import changing, erasing
from events.registration.booking import Refused
from events.registration.moving import Act
from events.registration.places import WrongPlaces
from events.registration.seats import Full
from events.registration.states import UNSETTLED, NotAllowed, State
from mail.pages import see

from . import edits
from .forms import ColleagueForm, NameForm
from .pages import is_erased, mine, page, personal


@personal
def accept(request: HttpRequest, token: str) -> HttpResponse:
    found = mine(token)
    if request.method == "POST":
        try:
            changing.accept(found.pk, Act(timezone.now()))
        except NotAllowed:
            return _done_already(request, token, {State.CONFIRMED})
    return back(token)


@personal
def give_up(request: HttpRequest, token: str) -> HttpResponse:
    found, given_up = mine(token), set(changing.GIVING_UP.values())
    if found.state not in UNSETTLED:
        return _done_already(request, token, given_up)
    if request.method == "POST":
        try:
            changing.give_up(found.pk, Act(timezone.now()))
        except NotAllowed:
            return _done_already(request, token, given_up)
        return back(token)
    said = _("Votre place ira à une autre personne. Pour revenir, il faudra s’inscrire de nouveau.")
    return page(request, "sure", _("Renoncer à venir"), {"said": said, "label": _("Renoncer"), "token": token})


@personal
def change(request: HttpRequest, token: str) -> HttpResponse:
    """Name and job, and the places too of who has a seat."""
    found = mine(token)
    if found.state not in UNSETTLED:
        return too_late(request, token)
    form = edits.change_form(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            edits.save_change(found, form, Act(timezone.now()))
            return back(token)
        except Full as full:
            complete = gettext("« %(place)s » vient d’être complet. Rien n’a changé : faites un autre choix.")
            form.add_error(None, complete % {"place": full.quota})
        except WrongPlaces as wrong:
            form.add_error(None, str(wrong))
        except NotAllowed:
            return too_late(request, token)
    return _shown(request, form, _("Modifier mon inscription"), token)


@personal
def hand_over(request: HttpRequest, token: str) -> HttpResponse:
    """To a colleague of the same establishment, who gets a link of their own."""
    found = mine(token)
    if found.state != State.CONFIRMED:
        return _done_already(request, token, {State.REPLACED})
    form = ColleagueForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            changing.hand_over(found.pk, edits.colleague(found, form), Act(timezone.now()))
            return back(token)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except NotAllowed:
            return _done_already(request, token, {State.REPLACED})
    return _shown(request, form, _("Céder ma place à un ou une collègue"), token)


@personal
def not_me(request: HttpRequest, token: str) -> HttpResponse:
    """For who was registered by somebody else. Pressed twice, it says the same."""
    if request.method == "POST" and is_erased(token):
        return page(request, "erased", _("C’est effacé"))
    found = mine(token)
    if not found.by_somebody_else:
        return too_late(request, token)
    if request.method == "POST":
        erasing.erase(found.pk, Act(timezone.now()))
        return page(request, "erased", _("C’est effacé"))
    said = _("Votre nom, votre adresse et tout ce qui vous concerne dans cette inscription seront effacés.")
    context = {"said": said, "label": _("Tout effacer"), "token": token}
    return page(request, "sure", _("Ce n’est pas moi, ou je n’ai rien demandé"), context)


def _shown(request: HttpRequest, form: NameForm, title: str | Promise, token: str) -> HttpResponse:
    context = form_context(form) | {"token": token}
    return page(request, "form", title, context, 400 if form.errors else 200)


def _done_already(request: HttpRequest, token: str, wanted: Collection[State]) -> HttpResponse:
    """Somebody who pressed twice, or came back, sees what they did; `wanted` is what it leads to."""
    return back(token) if mine(token).state in wanted else too_late(request, token)


def back(token: str) -> HttpResponse:
    return see(reverse("events:registration", args=[token]))


def too_late(request: HttpRequest, token: str) -> HttpResponse:
    return page(request, "too_late", _("Ce n’est plus possible"), {"token": token}, 409)
