"""Fields that several forms share. Their names are French: browsers show them."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy

EMAIL_ERRORS = {
    "required": gettext_lazy("Écrivez une adresse électronique."),
    "invalid": gettext_lazy("Cette adresse n’est pas complète : par exemple nom@exemple.fr."),
}


# Names go into messages to others: they are no place for a stranger's advertisement.
no_site = RegexValidator(r"(?i)://|www\.", gettext_lazy("N’écrivez pas d’adresse de site ici."), inverse_match=True)


def line(label: Any, most: int, required: Any = "", autocomplete: str = "off", help_text: Any = "") -> forms.CharField:
    """One line of at most `most` signs; `required` is the sentence for who leaves it empty, if they may not."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=bool(required),
        help_text=help_text,
        error_messages={"required": required} if required else {},
        validators=[no_site],
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
    )
