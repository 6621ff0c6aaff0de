"""Values of a file, brought to the form of the fields that will hold them: what has not is put aside, with a remark."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from network import identifiers
from network.models import Organisation

from .records import Remark

LONGEST_TEXT = 10_000  # characters (schema v1 of data·inclusion)
_SHOWN = 80
# PostgreSQL keeps no NUL, no encoding takes half a surrogate pair, and nobody reads the others.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_ENDS_OF_LINES = re.compile("\r\n?")
# Where people have mailboxes of their own.
PUBLIC_PROVIDERS = {
    *["gmail.com", "googlemail.com", "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "neuf.fr", "laposte.net"],
    *["hotmail.com", "hotmail.fr", "outlook.com", "outlook.fr", "live.fr", "msn.com", "yahoo.com", "yahoo.fr"],
    *["icloud.com", "bbox.fr", "numericable.fr", "aol.com", "protonmail.com", "proton.me"],
}


def plain(raw: object) -> str:
    """`raw` in one string, trimmed; "" for nothing. Raises ValueError for a list or a group of keys."""
    if isinstance(raw, list | dict):
        raise ValueError
    text = "" if raw is None else str(raw)
    if not text.isprintable():
        text = _UNWANTED.sub("", _ENDS_OF_LINES.sub("\n", text))
    return text.strip()


def day(raw: object) -> date | None:
    """The day that "2026-05-12" or "2026-05-12 00:00:00" names; None for nothing, and for FINESS's 1900-01-01.

    Raises ValueError.
    """
    text = plain(raw)[:10]
    return date.fromisoformat(text) if text and text != "1900-01-01" else None


class Cleaner:
    """Gathers `values` and `remarks` of one row."""

    def __init__(self, model: type[models.Model] = Organisation) -> None:
        self.model = model
        self.values: dict[str, Any] = {}
        self.remarks: list[Remark] = []

    def take(self, field: str, raw: object) -> None:
        """Keep `raw` as the value of `field` when the field accepts it."""
        column = self.model._meta.get_field(field)
        assert isinstance(column, models.Field)
        try:
            value = raw if isinstance(column, models.JSONField) else plain(raw)
            if isinstance(value, str) and isinstance(column, models.TextField) and len(value) > LONGEST_TEXT:
                raise ValidationError(
                    _("Ce texte est trop long : %(most)s caractères au plus.") % {"most": LONGEST_TEXT}
                )
            nothing = None if column.null else value
            self.values[field] = column.clean(value, None) if value else nothing
        except ValueError:
            self.remark(field, raw, _("Une valeur simple est attendue."))
        except ValidationError as error:
            self.remark(field, raw, " ".join(error.messages))

    def take_all(self, values: dict[str, object]) -> None:
        for field, raw in values.items():
            self.take(field, raw)

    def take_given(self, values: dict[str, object]) -> None:
        """The same without those that the file leaves empty: it never speaks of them."""
        self.take_all({field: raw for field, raw in values.items() if raw not in (None, "")})

    def take_known(self, field: str, raw: Iterable[str]) -> None:
        """Keep the values of a list that its vocabulary knows; the others are told."""
        column: Any = self.model._meta.get_field(field)
        known = dict(column.vocabulary)
        given = list(raw)
        for value in sorted(set(given) - set(known)):
            self.remark(field, value, _("Ce code est inconnu."))
        self.take(field, [value for value in given if value in known])

    def check_numbers(self) -> None:
        """Remark what is well-formed and still doubtful: a wrong key, somebody's own mailbox."""
        for field in ("siret", "siren"):
            number = self.values.get(field)
            if number and not identifiers.is_key_right(number):
                self.remark(field, number, _("La clé de ce numéro est fausse. Il est gardé : à vérifier."))
        email = self.values.get("email", "")
        if email.rpartition("@")[2].lower() in PUBLIC_PROVIDERS:
            self.remark("email", email, _("Cette adresse semble être celle d’une personne : à vérifier."))

    def remark(self, field: str, value: object, reason: str) -> None:
        text = _UNWANTED.sub(" ", str(value))
        self.remarks.append(Remark(field, text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…", reason))
