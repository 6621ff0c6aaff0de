from django import forms
from django.utils.translation import gettext_lazy as _

_TEXT = {"max_length": _("Ce texte est trop long : 1 000 signes au plus.")}


class Honeypot(forms.Form):
    """`site` is a field that only robots fill in."""

    site = forms.CharField(required=False, widget=forms.HiddenInput)


class WordsForm(Honeypot):
    """What made the resource useful, or not."""

    texte = forms.CharField(
        label=_("Votre phrase"),
        help_text=_("Facultatif. N’écrivez ni nom ni coordonnées : seule l’équipe du portail la lit."),
        widget=forms.Textarea,
        max_length=1000,
        required=False,
        error_messages=_TEXT,
    )


class ErrorForm(Honeypot):
    """What is wrong in a resource."""

    texte = forms.CharField(
        label=_("Qu’est-ce qui ne va pas ?"),
        help_text=_("Un lien qui ne marche pas, une erreur, un texte dépassé… N’écrivez ni nom ni coordonnées."),
        widget=forms.Textarea,
        max_length=1000,
        error_messages={"required": _("Écrivez ce qui ne va pas, en quelques mots."), **_TEXT},
    )


class WaitingForm(Honeypot):
    """The address that wants to know."""

    courriel = forms.EmailField(
        label=_("Votre adresse électronique"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Écrivez votre adresse électronique."),
            "invalid": _("Cette adresse n’est pas complète : par exemple nom@exemple.fr."),
        },
    )
