"""What partners fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import FollowUp, Organisation, OrganisationRequest

from .answering import CORRECTED


def _address_field(label: Any, help_text: Any = "") -> forms.URLField:
    """An address that may be typed without its scheme."""
    return forms.URLField(label=label, help_text=help_text, max_length=500, required=False, assume_scheme="https")


class RecordForm(forms.ModelForm):
    """Corrections to a record. `changes` holds what differs from what the portal shows, once the form is valid."""

    website = _address_field(_("Site"))
    accessibility_url = _address_field(_("Accessibilité du lieu"), _("Adresse de la page d’Acceslibre."))
    message = forms.CharField(
        label=_("Autre chose à changer ?"),
        help_text=_("Horaires, commune, services, projets… : dites-le avec vos mots, l’équipe du portail s’en charge."),
        widget=forms.Textarea,
        max_length=2000,
        required=False,
    )
    rhythm = forms.TypedChoiceField(
        label=_("Me demander de vérifier la fiche"), choices=FollowUp.Rhythm.choices, coerce=int
    )

    def __init__(self, *args: Any, rhythm: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rhythm"].initial = rhythm

    class Meta:
        model = Organisation
        fields = CORRECTED
        widgets = {"publics": forms.CheckboxSelectMultiple}

    @property
    def changes(self) -> dict[str, Any]:
        """{field: value} of what was corrected in the record itself."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name in CORRECTED}


class LinkForm(forms.Form):
    """The address that asks for the link to a record."""

    courriel = forms.EmailField(
        label=_("Votre adresse électronique"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Écrivez votre adresse électronique."),
            "invalid": _("Cette adresse n’est pas complète : par exemple nom@exemple.fr."),
        },
    )


class RequestForm(forms.ModelForm):
    """A wish to be in the directory. `site` is a trap: only robots fill it in."""

    website = _address_field(_("Site"))
    site = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = OrganisationRequest
        fields = ("name", "commune", "website", "message", "email")
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        help_texts = {
            "message": _("À qui elle s’adresse et ce qu’elle propose, en quelques phrases."),
            "email": _("Pour vous répondre. Elle n’est ni publiée ni transmise."),
        }
        error_messages = {
            "name": {"required": _("Écrivez le nom de la structure.")},
            "commune": {"required": _("Écrivez la commune où elle se trouve.")},
            "message": {"required": _("Dites en quelques phrases ce qu’elle fait.")},
            "email": {
                "required": _("Écrivez votre adresse électronique."),
                "invalid": _("Cette adresse n’est pas complète : par exemple nom@exemple.fr."),
            },
        }
