"""The language of a page, without asking the database for each, and the one that people are written to in."""

from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Locale

from editions.memory import remembered


def language_code(locale_id: int) -> str:
    """« fr » for the locale of a page. Raises Locale.DoesNotExist for one that is not there."""
    codes = remembered("cms.languages", lambda: dict(Locale.objects.values_list("pk", "language_code")))
    if locale_id not in codes:
        raise Locale.DoesNotExist
    return str(codes[locale_id])


OTHER_LANGUAGES = tuple(code for code in settings.INTERFACE_LANGUAGES if code != settings.LANGUAGE_CODE)
"""Of the interface: those in which what is only in the portal's own language is found all the same."""


def spoken_language() -> str:
    """The language of the interface that somebody uses now: what is written to them later is said in it."""
    active = get_language()
    return active if active in settings.INTERFACE_LANGUAGES else settings.LANGUAGE_CODE
