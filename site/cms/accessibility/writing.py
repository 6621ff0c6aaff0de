"""The words of the messages. What a visitor typed goes to the referent only, and back to nobody."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.models.difficulties import Difficulty
from mail.outbox import Written


def notice(difficulty: Difficulty) -> Written:
    """{subject, text, html} bringing a difficulty to the referent."""
    return _rendered("notice", _("Une difficulté d’accès est signalée"), difficulty, settings.LANGUAGE_CODE)


def acknowledgement(difficulty: Difficulty) -> Written:
    """{subject, text, html} telling that it was received."""
    return _rendered("acknowledgement", _("Nous avons reçu votre signalement"), difficulty, difficulty.language)


def answer(difficulty: Difficulty) -> Written:
    """{subject, text, html} with the answer."""
    return _rendered("answer", _("Réponse à votre signalement"), difficulty, difficulty.language)


def _rendered(name: str, subject: Promise, difficulty: Difficulty, language: str) -> Written:
    root = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    with translation.override(language):
        context: dict[str, Any] = {
            "subject": str(subject),
            "portal": settings.WAGTAIL_SITE_NAME,
            "difficulty": difficulty,
            "admin_url": root + reverse("accessibility_difficulties:one", args=[difficulty.pk]),
        }
        return {
            "subject": context["subject"],
            "text": render_to_string(f"cms/accessibility/mail/{name}.txt", context).strip() + "\n",
            "html": render_to_string(f"cms/accessibility/mail/{name}.html", context),
        }
