"""Easy-to-read French: a language version of a page, measured against the European rules while it is written.

The rules are those of « Information for all », Inclusion Europe's standard for easy-to-read information, as far as a
program can check them. It advises; only people with an intellectual disability who have read a text can say
that it is easy to read, and until they have, the page says that they have not.
"""

from typing import Any

from cms.languages import language_code

LANGUAGE = "fr-simple"


def is_simple(page: Any) -> bool:
    """Whether a page (or what may be one) is the easy-to-read version of another."""
    locale_id = getattr(page, "locale_id", None)
    return locale_id is not None and language_code(locale_id) == LANGUAGE
