"""How two versions of a page are compared, where Wagtail would show Python's own words: None, True, ['jeunes']."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import formats, timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.admin.compare import FieldComparison, TextDiff, register_comparison_class


class InWords(FieldComparison):
    """Values as people read them, in their language; nothing where there is none."""

    def htmldiff(self) -> str:
        before, after = self._in_words(self.val_a), self._in_words(self.val_b)
        if before == after:
            return str(escape(after))
        changes = [("deletion", before), ("addition", after)]
        return str(TextDiff([(kind, words) for kind, words in changes if words], separator=" ").to_html())

    def _in_words(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return _("oui") if value else _("non")
        if isinstance(value, datetime):
            return str(formats.date_format(timezone.localtime(value), "j F Y H:i"))
        if isinstance(value, date):
            return str(formats.date_format(value, "j F Y"))
        if isinstance(value, list):
            labels = getattr(self.field, "labels", lambda values: map(str, values))
            return ", ".join(labels(value))
        return str(value)


def register() -> None:
    """For the fields that Wagtail compares as they are."""
    plain = (models.BooleanField, models.DateField, models.IntegerField, models.FloatField, models.JSONField)
    for field in plain:
        register_comparison_class(field, comparison_class=InWords)
