"""Numbers of publications. Sources: ISO 2108 (ISBN and its keys), DOI Handbook (the form of a DOI)."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_DOI = re.compile(r"10\.\d{4,9}/\S+")


def validate_isbn(value: str) -> None:
    """Raises ValidationError unless `value`, hyphens aside, is an ISBN of 10 or 13 signs whose key is right."""
    signs = re.sub(r"[\s-]", "", value).upper()
    if re.fullmatch(r"\d{9}[\dX]", signs):
        total = sum((10 if sign == "X" else int(sign)) * (10 - place) for place, sign in enumerate(signs))
        right = total % 11 == 0
    elif re.fullmatch(r"97[89]\d{10}", signs):
        right = sum(int(sign) * (3 if place % 2 else 1) for place, sign in enumerate(signs)) % 10 == 0
    else:
        right = False
    if not right:
        raise ValidationError(_("« %(value)s » n’est pas un ISBN : vérifiez ses chiffres."), params={"value": value})


def validate_doi(value: str) -> None:
    """Raises ValidationError unless `value` has the form of a DOI, without "https://doi.org/" before it."""
    if not _DOI.fullmatch(value):
        raise ValidationError(_("Un DOI commence par « 10. » : donnez-le sans adresse devant."))
