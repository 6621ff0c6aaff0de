"""What is said once for all those of a request."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import RegistrationDesk
from network.models import Organisation

from . import structures
from .lines import EMAIL_ERRORS, line

_WHICH = 20  # namesakes shown; a SIRET tells the others apart


class RequestForm(forms.Form):
    """Once valid, `organisation` is that of the directory, or `organisation_name` what was written instead."""

    structure = line(
        gettext_lazy("Structure"),
        200,
        autocomplete="organization",
        help_text=gettext_lazy("Son nom, ou son SIRET."),
    )
    laquelle = forms.TypedChoiceField(
        label=gettext_lazy("Plusieurs structures portent ce nom : laquelle ?"),
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choisissez votre structure parmi celles-ci.")},
    )
    ensemble = forms.ChoiceField(
        label=gettext_lazy("S’il n’y a pas assez de places pour tout le monde"),
        choices=[
            ("non", gettext_lazy("Inscrire celles et ceux qui peuvent l’être")),
            ("oui", gettext_lazy("Venir ensemble, ou pas du tout")),
        ],
        initial="non",
        required=False,
        widget=forms.RadioSelect,
    )
    demandeur = line(gettext_lazy("Votre nom"), 200, autocomplete="name")
    demandeur_courriel = forms.EmailField(
        label=gettext_lazy("Votre adresse électronique"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("Pour recevoir le récapitulatif, si vous inscrivez d’autres personnes que vous."),
        error_messages=EMAIL_ERRORS,
    )

    def __init__(self, *args: Any, desk: RegistrationDesk, several: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk = desk
        self.organisation: Organisation | None = None
        self.organisation_name = ""
        self._named: list[Organisation] = []
        if desk.audience == RegistrationDesk.Audience.ORGANISATIONS:
            self._choose_among_the_invited()
        else:
            self._write_ones_own()
        if not several:
            for name in ("ensemble", "demandeur", "demandeur_courriel"):
                del self.fields[name]

    def _choose_among_the_invited(self) -> None:
        del self.fields["laquelle"]
        self._named = list(self.desk.organisations.order_by("name", "pk"))
        self.fields["structure"] = forms.ChoiceField(
            label=_("Structure"),
            choices=[(str(each.pk), str(each)) for each in self._named],
            widget=forms.RadioSelect,
            help_text=_("Cet événement est réservé aux personnes de ces structures."),
            error_messages={"required": _("Choisissez votre structure.")},
        )

    def _write_ones_own(self) -> None:
        field = self.fields["structure"]
        field.widget.attrs["data-suggestions"] = reverse_lazy("events:structures")
        if self.desk.audience == RegistrationDesk.Audience.PROFESSIONALS:
            field.required = True
            field.error_messages["required"] = _(
                "Écrivez votre structure : l’événement est destiné aux professionnels."
            )
        else:
            field.help_text = _("Son nom, ou son SIRET. Laissez vide si vous venez à titre personnel.")
        typed = str(self["structure"].value() or "").strip()
        self._named = list(structures.called(typed)[:_WHICH]) if typed else []
        if len(self._named) > 1:
            self.fields["laquelle"].choices = [(each.pk, structures.told_apart(each)) for each in self._named]  # type: ignore[attr-defined]
        else:
            del self.fields["laquelle"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if self.desk.audience == RegistrationDesk.Audience.ORGANISATIONS:
            self.organisation = next((each for each in self._named if str(each.pk) == said.get("structure")), None)
        elif len(self._named) > 1:
            self.organisation = next((each for each in self._named if each.pk == said.get("laquelle")), None)
        elif self._named:
            self.organisation = self._named[0]
        if self.organisation is None:
            self.organisation_name = said.get("structure", "")
        return said
