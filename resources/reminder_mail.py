"""The words of reminders."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from mail.outbox import Written
from resources.due import reason_of


def reminder(pages: Iterable[Any]) -> Written:
    """{subject, text, html} about pages that `resources.due.due` gave, all of one person."""
    root = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    with translation.override(settings.LANGUAGE_CODE):
        told = [
            {
                "title": page.title,
                "reason": reason_of(page),
                "url": root + reverse("wagtailadmin_pages:edit", args=[page.pk]),
            }
            for page in pages
        ]
        subject = ngettext("Une ressource vous attend", "%(count)d ressources vous attendent", len(told))
        context = {
            "pages": told,
            "report_url": root + reverse("library_reports:a-relire"),
            "subject": subject % {"count": len(told)},
            "portal": settings.WAGTAIL_SITE_NAME,
        }
        return {
            "subject": context["subject"],
            "text": render_to_string("resources/mail/reminder.txt", context).strip() + "\n",
            "html": render_to_string("resources/mail/reminder.html", context),
        }
