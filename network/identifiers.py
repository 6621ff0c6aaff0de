"""The numbers of French organisations. What has the wrong form is refused; a wrong key is only said.

Sources: INSEE (SIREN and SIRET, key of Luhn; La Poste's establishments, SIREN 356000000, have the sum of their digits
divisible by five instead), Agence du numérique en santé (FINESS: nine characters, the second may be A or B in Corse),
Répertoire national des associations (W and nine digits).
"""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

LA_POSTE = "356000000"

siret_form = RegexValidator(r"^\d{14}$", _("Un numéro SIRET a quatorze chiffres, sans espace."))
siren_form = RegexValidator(r"^\d{9}$", _("Un numéro SIREN a neuf chiffres, sans espace."))
finess_form = RegexValidator(r"^\d[\dAB]\d{7}$", _("Un numéro FINESS a neuf caractères, sans espace."))
rna_form = RegexValidator(r"^W\d{9}$", _("Un numéro RNA a la lettre W et neuf chiffres."))
postcode_form = RegexValidator(r"^\d{5}$", _("Un code postal a cinq chiffres."))


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def is_key_right(number: str) -> bool:
    """Whether the key of a well-formed SIREN or SIRET agrees with its other digits."""
    if len(number) == 14 and number.startswith(LA_POSTE):
        return _luhn(number) or sum(map(int, number)) % 5 == 0
    return _luhn(number)
