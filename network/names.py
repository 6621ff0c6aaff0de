"""Names of places as people type them: « st nazaire » is Saint-Nazaire, « lamentin » is Le Lamentin."""

import re
from typing import Any

from django.db import models
from django.db.models.lookups import StartsWith
from django.utils.text import slugify

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "'": " ", "’": " "})
_SHORTENED = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_ARTICLE = re.compile(r"^(le|la|les|l)-(?=.)")


def folded(name: str) -> str:
    """`name` without capitals, accents, marks, leading article nor abbreviation: "saint-nazaire"."""
    words = slugify(name.translate(_LIGATURES)).split("-")
    return _ARTICLE.sub("", "-".join(_SHORTENED.get(word, word) for word in words))


class PlainField(models.CharField):
    """A column of a-z, 0-9 and "-" alone, whose index serves the lookup `begins`."""


@PlainField.register_lookup
class Begins(StartsWith):
    """`startswith` that reads the index: SQLite's LIKE ignores case, so that it cannot."""

    lookup_name = "begins"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        # Django finds the operator of a database by `lookup_name`.
        return StartsWith(self.lhs, self.rhs).as_sql(compiler, connection)

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, column_params = self.process_lhs(compiler, connection)
        return f"{column} GLOB %s", (*column_params, f"{re.sub(r'[^a-z0-9-]', '', str(self.rhs))}*")


class FoldedNameField(PlainField):
    """The folded `name` of the row, kept beside it, so that the database finds it by any spelling."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        value = folded(model_instance.name)[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value
