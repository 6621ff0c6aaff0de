"""What a reader fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DifficultyForm(forms.Form):
    """A difficulty, told in words. Only the first field is needed."""

    texte = forms.CharField(
        label=_("Qu’est-ce qui s’est passé ?"),
        help_text=_("Ce que vous vouliez lire ou faire, et ce qui vous en empêche."),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={
            "required": _("Écrivez ce qui s’est passé, en quelques mots."),
            "max_length": _("Ce texte est trop long : 2 000 signes au plus."),
        },
    )
    page = forms.CharField(
        label=_("Sur quelle page ?"),
        help_text=_("Facultatif. Son titre ou son adresse."),
        max_length=500,
        required=False,
        error_messages={"max_length": _("Ce texte est trop long : 500 signes au plus.")},
    )
    courriel = forms.EmailField(
        label=_("Votre adresse électronique"),
        help_text=_("Facultatif. Pour recevoir une réponse. Elle ne sert qu’à cela."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("Cette adresse n’est pas complète : par exemple nom@exemple.fr."),
            "max_length": _("Cette adresse est trop longue."),
        },
    )
