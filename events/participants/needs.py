"""What somebody needs in order to take part: said by them alone, by their own link."""

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.forms import form_context
from events.models import Needs, Quota, Registration
from events.registration import changing
from events.registration.moving import Act
from events.registration.places import WrongPlaces
from events.registration.seats import Full
from events.registration.states import UNSETTLED, NotAllowed, State

from .changes import back, too_late
from .forms import NeedsForm
from .pages import mine, page, personal


@personal
def needs(request: HttpRequest, token: str) -> HttpResponse:
    found = mine(token)
    if found.state not in UNSETTLED:
        return too_late(request, token)
    form = _form(request, found)
    if form.is_valid():
        try:
            _save(found, form)
            return back(token)
        except Full:
            form.add_error(
                "fauteuil", gettext("Il n’y a plus d’emplacement libre. Rien n’a changé : écrivez à l’organisateur.")
            )
        except WrongPlaces as wrong:
            form.add_error("fauteuil", str(wrong))
        except NotAllowed:
            return too_late(request, token)
    context = form_context(form) | {"token": token}
    return page(request, "needs", _("Ce qui m’aide à participer"), context, 400 if form.errors else 200)


def _form(request: HttpRequest, found: Registration) -> NeedsForm:
    said = Needs.objects.filter(registration=found).first()
    initial = {"amenagements": said.accommodations, "precision": said.note} if said else {}
    form = NeedsForm(request.POST if request.method == "POST" else None, initial=initial)
    if place := _wheelchair_place(found):
        form.fields["fauteuil"] = forms.MultipleChoiceField(
            label=_("Emplacement"),
            choices=[("oui", _("Un emplacement pour fauteuil roulant"))],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            initial=["oui"] if found.places.filter(pk=place.pk).exists() else [],
        )
    return form


def _wheelchair_place(found: Registration) -> Quota | None:
    """That of the event, which only who has a seat may ask for."""
    if found.state != State.CONFIRMED:
        return None
    return found.desk.quotas.filter(kind=Quota.Kind.WHEELCHAIR).first()


@transaction.atomic
def _save(found: Registration, form: NeedsForm) -> None:
    said, now = form.cleaned_data, timezone.now()
    if "fauteuil" in form.changed_data and (place := _wheelchair_place(found)):
        held = set(found.places.values_list("pk", flat=True)) - {place.pk}
        changing.change_places(found.pk, held | ({place.pk} if said["fauteuil"] else set()), Act(now))
    if said["amenagements"] or said["precision"]:
        values = {"accommodations": said["amenagements"], "note": said["precision"], "said_at": now}
        Needs.objects.update_or_create(registration=found, defaults=values)
    else:
        Needs.objects.filter(registration=found).delete()
