"""Days that people type."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def not_to_come(day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError(_("Cette date est à venir : indiquez le jour où cela a eu lieu."))
