"""Names of places as people type them: « st nazaire » is Saint-Nazaire, « lamentin » is Le Lamentin."""

import re
from typing import Any

from django.db import models
from django.utils.text import slugify

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "'": " ", "’": " "})
_SHORTENED = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_ARTICLE = re.compile(r"^(le|la|les|l)-(?=.)")


def folded(name: str) -> str:
    """`name` without capitals, accents, marks, leading article nor abbreviation: "saint-nazaire"."""
    words = slugify(name.translate(_LIGATURES)).split("-")
    return _ARTICLE.sub("", "-".join(_SHORTENED.get(word, word) for word in words))


class FoldedNameField(models.CharField):
    """The folded `name` of the row, kept beside it, so that the database finds it by any spelling."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        value = folded(model_instance.name)[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value
