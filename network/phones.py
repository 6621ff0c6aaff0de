"""Telephone numbers: kept as E.164 (ITU-T), shown as people dial them."""

from typing import Any

import phonenumbers
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

# Overseas numbers have country codes of their own, but are dialled as those of the mainland (Arcep's numbering plan).
_DIALLED_ALIKE = {33, 262, 590, 594, 596}
_OVERSEAS = {
    "0262": 262, "0263": 262, "0269": 262, "0639": 262, "0692": 262, "0693": 262,
    "0590": 590, "0690": 590, "0691": 590,
    "0594": 594, "0694": 594,
    "0596": 596, "0696": 596, "0697": 596,
}  # fmt: skip
_SHORT = 6  # digits: 3646 and 115 belong to no international form


def e164(written: str) -> str:
    """« +33240123456 » for « 02 40 12 34 56 »; a short number is left as it is. Raises ValueError for no number."""
    text = written.strip()
    digits = "".join(character for character in text if character.isdigit())
    if 3 <= len(digits) <= _SHORT and not text.startswith("+"):
        return digits
    country = _OVERSEAS.get(digits[:4]) if len(digits) == 10 else None
    try:
        number = phonenumbers.parse(f"+{country}{digits[1:]}" if country else text, "FR")
    except phonenumbers.NumberParseException as error:
        raise ValueError(written) from error
    # Overseas, "possible" is enough: new ranges are in service before the library's list has them.
    is_right = phonenumbers.is_possible_number if country else phonenumbers.is_valid_number
    if not is_right(number):
        raise ValueError(written)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def dialled(kept: str) -> str:
    """« 02 40 12 34 56 » for "+33240123456"; other countries keep their code; what is no number stays."""
    try:
        number = phonenumbers.parse(kept, "FR")
    except phonenumbers.NumberParseException:
        return kept
    if not phonenumbers.is_possible_number(number):
        return kept
    style = phonenumbers.PhoneNumberFormat
    national = number.country_code in _DIALLED_ALIKE
    return phonenumbers.format_number(number, style.NATIONAL if national else style.INTERNATIONAL)


def retypable(kept: str) -> str:
    """As people dial it, unless `e164` would take that for the number of another place: then as it is kept."""
    shown = dialled(kept)
    try:
        return shown if e164(shown) == kept else kept
    except ValueError:
        return kept


class PhoneField(models.CharField):
    """A number however it is typed, kept as E.164."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(max_length=40, **kwargs)

    def clean(self, value: Any, model_instance: models.Model | None) -> str:
        written = self.to_python(value) or ""
        if written:
            try:
                written = e164(written)
            except ValueError:
                message = _("Ce numéro de téléphone n’existe pas en France. Ailleurs, commencez par « + ».")
                raise ValidationError(message) from None
        return str(super().clean(written, model_instance))
