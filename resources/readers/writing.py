"""The words of the messages. They quote the record as the portal shows it, and nothing that a visitor typed."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mail.outbox import Written
from resources.models import Waiting

from . import links


def invitation(waiting: Waiting) -> Written:
    """{subject, text, html} asking an address to confirm."""
    subject = _("Confirmez : être prévenu de la publication d’une ressource")
    with translation.override(waiting.language):
        context = {"url": links.address("confirm", waiting), "title": waiting.resource.localized.title}
        return _rendered("waiting", subject, context)


def news(waiting: Waiting) -> Written:
    """{subject, text, html} telling that a resource is published."""
    with translation.override(waiting.language):
        resource = waiting.resource.localized
        url = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + waiting.resource.permanent_path
        context = {"url": url, "title": resource.title, "summary": resource.summary}
        return _rendered("published", _("La ressource que vous attendiez est publiée"), context)


def _rendered(name: str, subject: Promise, context: dict[str, Any]) -> Written:
    context |= {"subject": str(subject), "portal": settings.WAGTAIL_SITE_NAME}
    return {
        "subject": str(subject),
        "text": render_to_string(f"resources/mail/{name}.txt", context).strip() + "\n",
        "html": render_to_string(f"resources/mail/{name}.html", context),
    }
