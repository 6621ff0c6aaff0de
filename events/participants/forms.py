"""What each person says of themselves."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, ngettext

from events.models import Accommodation, Question, RegistrationDesk

from .lines import EMAIL_ERRORS, line
from .places_form import PlacesForm

_YES_NO = [("oui", gettext_lazy("Oui")), ("non", gettext_lazy("Non"))]


class EmailForm(forms.Form):
    """An address to write to."""

    courriel = forms.EmailField(
        label=gettext_lazy("Adresse électronique"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages=EMAIL_ERRORS,
    )


class NameForm(forms.Form):
    """Who somebody is."""

    prenom = line(gettext_lazy("Prénom"), 100, gettext_lazy("Écrivez le prénom."), "given-name")
    nom = line(gettext_lazy("Nom"), 100, gettext_lazy("Écrivez le nom."), "family-name")
    fonction = line(gettext_lazy("Fonction"), 150, autocomplete="organization-title")

    field_order = ["prenom", "nom", "courriel", "fonction"]


class ColleagueForm(NameForm, EmailForm):
    """Who comes."""

    @property
    def who(self) -> dict[str, Any]:
        """What `Person` wants of them, once it is valid."""
        said = self.cleaned_data
        return {
            "given_name": said["prenom"],
            "family_name": said["nom"],
            "email": said["courriel"],
            "job": said["fonction"],
        }


class PersonForm(ColleagueForm, PlacesForm):
    """One person of a request: who, how, and what the organiser asks."""

    def __init__(self, *args: Any, desk: RegistrationDesk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.questions = list(desk.questions.all())
        for question in self.questions:
            self.fields[f"question-{question.pk}"] = _field(question)

    @property
    def answers(self) -> dict[int, str]:
        return {question.pk: self.cleaned_data[f"question-{question.pk}"] for question in self.questions}


class ChangeForm(NameForm, PlacesForm):
    """What somebody who comes may change."""


class NeedsForm(forms.Form):
    """What one needs in order to take part."""

    amenagements = forms.MultipleChoiceField(
        label=gettext_lazy("Ce qui m’aide à participer"),
        choices=[(value, capfirst(label)) for value, label in Accommodation.choices],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    precision = forms.CharField(
        label=gettext_lazy("Précisions"),
        help_text=gettext_lazy("Ce qu’il faut prévoir. Il n’est jamais utile de dire pourquoi."),
        max_length=1000,
        required=False,
        widget=forms.Textarea,
    )


def _field(question: Question) -> forms.Field:
    kept = ngettext(
        "%(purpose)s Réponse supprimée %(days)d jour après l’événement.",
        "%(purpose)s Réponse supprimée %(days)d jours après l’événement.",
        question.days_kept,
    ) % {"purpose": question.purpose, "days": question.days_kept}
    common: dict[str, Any] = {"label": question.label, "help_text": kept, "required": question.required}
    if question.kind == Question.Kind.TEXT:
        return forms.CharField(max_length=1000, widget=forms.Textarea, **common)
    choices = _YES_NO if question.kind == Question.Kind.YES_NO else [(each, each) for each in question.options]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
