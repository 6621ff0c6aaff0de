"""One registration: its history, its answers, and what the organiser decides."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from events.attendance import certifying, recording
from events.models import Certificate, Registration
from events.registration import changing
from events.registration.moving import Act
from events.registration.seats import Full
from events.registration.states import UNSETTLED, NotAllowed, State

from .pages import act_of, organiser, page


class WordForm(forms.Form):
    """What the organiser says beside a decision."""

    pourquoi = forms.CharField(
        label=gettext_lazy("Un mot pour la personne"),
        help_text=gettext_lazy("Facultatif. Il est joint au message qu’elle reçoit."),
        max_length=300,
        required=False,
    )


# What each button does, and the states in which it is offered.
_ACTS: dict[str, tuple[Promise, Callable[[int, Act], Registration], frozenset[State]]] = {
    "accepter": (gettext_lazy("Accepter la demande"), changing.approve, frozenset({State.PENDING})),
    "refuser": (gettext_lazy("Refuser la demande"), changing.refuse, frozenset({State.PENDING})),
    "faire-entrer": (gettext_lazy("Donner une place, hors du tour"), changing.let_in, frozenset({State.WAITING})),
    "excuser": (
        gettext_lazy("Noter excusée"),
        recording.excuse,
        frozenset({State.CONFIRMED, State.ABSENT}),
    ),
    "annuler": (
        gettext_lazy("Annuler l’inscription"),
        changing.give_up,
        frozenset({State.CONFIRMED, State.OFFERED, State.WAITING}),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@organiser
def person(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        Registration.objects.exclude(state=State.ANONYMISED).select_related("desk__event", "organisation", "booking"),
        pk=pk,
    )
    if request.method == "POST":
        return _decide(request, found)
    context = {
        "person": found,
        "form": WordForm(),
        "places": found.places.exclude(kind="evenement"),
        "history": found.changes.select_related("user"),
        "answers": found.answers.select_related("question"),
        "may_change": found.state in UNSETTLED,
        "may_hand_over": found.state == State.CONFIRMED,
        "certificate": Certificate.objects.filter(registration=found).select_related("revoked_by").first(),
        "acts": [(name, label) for name, (label, _do, states) in _ACTS.items() if found.state in states],
    }
    return page(request, "person", found.name, context, found.desk)


@require_POST
@organiser
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """`acte`: "retirer" takes the certificate back, "rendre" makes it hold again. Done twice, it is done."""
    found = get_object_or_404(Registration, pk=pk)
    if request.POST.get("acte") == "retirer":
        certifying.revoke(found, act_of(request))
    elif request.POST.get("acte") == "rendre":
        certifying.give_back(found)
    messages.success(request, _("C’est fait."))
    return redirect("event_organising:person", pk)


def _decide(request: HttpRequest, found: Registration) -> HttpResponse:
    """Do what a button says; the state may have changed since the page was shown."""
    form = WordForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Ce mot est trop long : 300 signes au plus. Rien n’a été fait."))
        return redirect("event_organising:person", found.pk)
    why = " ".join(form.cleaned_data["pourquoi"].split())
    act = _ACTS.get(request.POST.get("acte", ""))
    if act:
        try:
            act[1](found.pk, act_of(request, why))
            messages.success(request, _("C’est fait."))
        except NotAllowed:
            messages.error(request, _("L’état de cette inscription a changé entre-temps. Rien n’a été fait."))
        except Full as full:
            messages.error(request, _("« %(place)s » n’a plus de place. Rien n’a été fait.") % {"place": full.quota})
    return redirect("event_organising:person", found.pk)
