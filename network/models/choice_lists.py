"""Several values of one vocabulary in one column: most are read together, and none is ever joined on."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

Choices = Iterable[tuple[str, str]]


class ChoiceListField(models.JSONField):
    """A list of values of `choices`, without doubles, in the order of the vocabulary; [] unless told."""

    default_error_messages = {
        "unknown": _("« %(value)s » n’est pas une valeur possible."),
        "not_a_list": _("Une liste de valeurs est attendue."),
    }

    def __init__(self, verbose_name: Any = None, *, vocabulary: Choices = (), **kwargs: Any) -> None:
        self.vocabulary = list(vocabulary)
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(verbose_name, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, list):
            raise ValidationError(self.error_messages["not_a_list"], code="not_a_list")
        known = dict(self.vocabulary)
        for each in value:
            if each not in known:
                raise ValidationError(self.error_messages["unknown"], code="unknown", params={"value": each})

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        cleaned = super().clean(value, model_instance)
        return [key for key, _label in self.vocabulary if key in cleaned]

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=self.vocabulary,
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )

    def labels(self, values: Iterable[str]) -> list[str]:
        """What people read of these values; a value that left the vocabulary stands for itself."""
        known = dict(self.vocabulary)
        return [known.get(value, value) for value in values]


@ChoiceListField.register_lookup
class Holds(models.Lookup):
    """`publics__holds="jeunes"`: the list has that value. SQLite cannot ask its JSON: the text answers, with quotes."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"CAST({column} AS text) LIKE %s", (*parameters, f'%"{self.rhs}"%')
