"""The language of a page, without asking the database for each."""

from wagtail.models import Locale

from editions.memory import remembered


def language_code(locale_id: int) -> str:
    """« fr » for the locale of a page. Raises Locale.DoesNotExist for one that is not there."""
    codes = remembered("cms.languages", lambda: dict(Locale.objects.values_list("pk", "language_code")))
    if locale_id not in codes:
        raise Locale.DoesNotExist
    return str(codes[locale_id])
