"""Registering somebody who telephones, or comes to the door."""

from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.models import Registration, RegistrationDesk
from events.participants.forms import PersonForm
from events.participants.request_form import RequestForm
from events.participants.requests import person_of
from events.registration.booking import AlreadyRegistered, Refused, Request, book
from events.registration.places import WrongPlaces
from events.registration.seats import Full

from .pages import act_of, desk_or_404, organiser, page


class OnceForm(forms.Form):
    """`jeton`: the number of the request; sent twice, it registers once."""

    jeton = forms.UUIDField(widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
@organiser
def adding(request: HttpRequest, pk: int) -> HttpResponse:
    """One person, whatever the dates of registration; who is registered already is shown instead."""
    desk = desk_or_404(pk)
    sent = request.POST if request.method == "POST" else None
    once = OnceForm(sent)
    if not once.is_valid():
        once = OnceForm(initial={"jeton": uuid4()})
    who, common = PersonForm(sent, desk=desk), RequestForm(sent, desk=desk, several=False)
    if sent and not once.is_bound:
        again = _("Ce formulaire n’était pas entier. Rien n’a été fait : vérifiez, puis enregistrez de nouveau.")
        who.add_error(None, again)
    elif all([who.is_valid(), common.is_valid()]):
        try:
            found = _register(request, desk, once.cleaned_data["jeton"], who, common)
            messages.success(request, _("C’est fait : %(state)s.") % {"state": found.get_state_display()})
            return redirect("event_organising:person", found.pk)
        except AlreadyRegistered as known:
            messages.warning(request, _("Cette personne est déjà inscrite : voici son inscription."))
            return redirect("event_organising:person", known.registrations[0].pk)
        except Full as full:
            who.add_error(None, _("« %(place)s » n’a plus de place. Rien n’a été fait.") % {"place": full.quota})
        except (Refused, WrongPlaces) as refusal:
            who.add_error(None, str(refusal))
    return page(request, "adding", _("Inscrire une personne"), {"forms": [once, who, common]}, desk)


def _register(
    request: HttpRequest, desk: RegistrationDesk, token: UUID, who: PersonForm, common: RequestForm
) -> Registration:
    asked = Request(token=token, name=_("l’organisateur"), email="", people=[person_of(common, who)])
    act = act_of(request)
    # The first: its seat may have gone to a colleague since, when the form is sent again.
    return book(desk.pk, asked, act.at, by=act.user).registrations.order_by("pk")[0]
