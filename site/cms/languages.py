"""The language of a page, without asking the database for each."""

from django.core.cache import cache
from wagtail.models import Locale

_KEY = "cms.language-codes"
_KEPT = 60  # seconds: an administrator may change the language of a locale


def language_code(locale_id: int) -> str:
    """« fr » for the locale of a page. Raises Locale.DoesNotExist for one that is not there."""
    codes = cache.get(_KEY) or {}
    if locale_id not in codes:
        codes = dict(Locale.objects.values_list("pk", "language_code"))
        cache.set(_KEY, codes, _KEPT)
    if locale_id not in codes:
        raise Locale.DoesNotExist
    return str(codes[locale_id])
