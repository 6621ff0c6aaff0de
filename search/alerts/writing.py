"""The words of the messages."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from mail.outbox import Written

from ..models import SavedSearch
from ..query import SearchHit
from . import links, questions

_MOST_SHOWN = 20
_LONGEST_SUBJECT = 150


def invitation(alert: SavedSearch) -> Written:
    """{subject, text, html} asking an address to confirm.

    It quotes nothing a visitor typed: else anyone could have the portal carry his words to any address.
    """
    with translation.override(alert.language):
        subject = gettext("Confirmez votre alerte sur %(portal)s") % {"portal": settings.WAGTAIL_SITE_NAME}
        return _rendered("invitation", subject, {"confirm_url": links.address("confirm", alert)})


def news(alert: SavedSearch, hits: list[SearchHit]) -> Written:
    """{subject, text, html} telling what is new in a search, 20 results at most and how many others."""
    with translation.override(alert.language):
        query = questions.kept(alert.query, alert.language)
        described = questions.description(query)
        number = len(hits)
        sentence = ngettext(
            "%(number)d nouveau résultat : %(search)s", "%(number)d nouveaux résultats : %(search)s", number
        )
        context = {
            "search": described,
            "hits": [(hit, _absolute(hit.url)) for hit in hits[:_MOST_SHOWN]],
            "others": max(0, number - _MOST_SHOWN),
            "search_url": _absolute(results_path(alert)),
            "manage_url": links.address("manage", alert),
            "stop_url": links.address("stop", alert),
        }
        return _rendered("news", (sentence % {"number": number, "search": described})[:_LONGEST_SUBJECT], context)


def results_path(alert: SavedSearch) -> str:
    """The page of results of a saved search."""
    path = reverse("search:results")
    return f"{path}?{alert.query}" if alert.query else path


def _absolute(path: str) -> str:
    return path if "://" in path else settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def _rendered(name: str, subject: str, context: dict[str, Any]) -> Written:
    context = {**context, "subject": subject, "portal": settings.WAGTAIL_SITE_NAME}
    return {
        "subject": subject,
        "text": render_to_string(f"search/mail/{name}.txt", context),
        "html": render_to_string(f"search/mail/{name}.html", context),
    }
