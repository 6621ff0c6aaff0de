"""The words of reminders."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from mail.outbox import Written

from .due import due_on


def reminder(own: Iterable[Any], others: Iterable[Any]) -> Written:
    """{subject, text, html} about pages that `due` gave: those of the person, and those left without an answer."""
    root = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    report = root + reverse("cms_reports:pages-a-relire")
    with translation.override(settings.LANGUAGE_CODE):
        told, left = _told(own, root), _told(others, root)
        count = len(told) + len(left)
        subject = ngettext("Une page est à relire", "%(count)d pages sont à relire", count) % {"count": count}
        context = {
            "own": told,
            "others": left,
            "report_url": f"{report}?etat=a-relire",
            "subject": subject,
            "portal": settings.WAGTAIL_SITE_NAME,
        }
        return {
            "subject": subject,
            "text": render_to_string("cms/upkeep/mail/reminder.txt", context).strip() + "\n",
            "html": render_to_string("cms/upkeep/mail/reminder.html", context),
        }


def _told(pages: Iterable[Any], root: str) -> list[dict[str, Any]]:
    return [
        {
            "title": page.title,
            "due_on": due_on(page),
            "url": root + reverse("wagtailadmin_pages:edit", args=[page.pk]),
        }
        for page in pages
    ]
