"""Choosing among the people of an event."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from events.models import Registration, RegistrationDesk
from events.registration.states import State


class PeopleFilter(forms.Form):
    """What is chosen stands in the address. Something that does not exist chooses nothing."""

    q = forms.CharField(label="", required=False)
    etat = forms.ChoiceField(label="", required=False)
    place = forms.TypedChoiceField(label="", required=False, coerce=int, empty_value=None)
    ordre = forms.ChoiceField(label="", required=False)

    _ORDERS = {"": ("line", "pk"), "nom": ("family_name", "given_name", "pk"), "etat": ("-moved_at", "pk")}

    def __init__(self, *args: Any, desk: RegistrationDesk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk = desk
        self.fields["q"].label = _("Nom, adresse ou structure")
        self._offer("etat", _("État"), [("", _("Tous")), *State.choices])
        quotas = [(quota.pk, str(quota)) for quota in desk.quotas.exclude(kind="evenement")]
        self._offer("place", _("Place"), [("", _("Toutes")), *quotas])
        orders = [("", _("Ordre des demandes")), ("nom", _("Nom")), ("etat", _("Dernier changement"))]
        self._offer("ordre", _("Ordre"), orders)

    def _offer(self, name: str, label: str, choices: list[Any]) -> None:
        self.fields[name].label = label
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def people(self) -> "QuerySet[Registration]":
        self.is_valid()
        said = self.cleaned_data
        found = self.desk.registrations.exclude(state=State.ANONYMISED)
        if said.get("etat"):
            found = found.filter(state=said["etat"])
        if said.get("place"):
            found = found.filter(places=said["place"])
        for word in (said.get("q") or "").split():
            somewhere = Q(given_name__icontains=word) | Q(family_name__icontains=word) | Q(email__icontains=word)
            somewhere |= Q(organisation__name__icontains=word) | Q(organisation_name__icontains=word)
            found = found.filter(somewhere)
        found = found.order_by(*self._ORDERS[said.get("ordre") or ""])
        return found.select_related("organisation__commune").prefetch_related("places")
