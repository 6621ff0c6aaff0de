"""Seats and registrations that disagree are told to those who run the portal, and never repaired in silence."""

import logging

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.models import User
from events.registration.drift import drifts
from mail.outbox import post

log = logging.getLogger(__name__)


def tell_drift() -> int:
    """Log each quota that is wrong, and write to the administrators; how many there are."""
    found = drifts()
    for drift in found:
        log.error("quota %s says %s seats, %s registrations hold one", drift.quota.pk, drift.held, drift.counted)
    if found:
        subject = _("%(portal)s : des places sont mal comptées") % {"portal": settings.WAGTAIL_SITE_NAME}
        context = {"subject": subject, "drifts": found}
        for address in (
            User.objects.filter(is_superuser=True, is_active=True).exclude(email="").values_list("email", flat=True)
        ):
            post(
                to=address,
                subject=subject,
                text=render_to_string("events/mail/drift.txt", context),
                html=render_to_string("events/mail/drift.html", context),
                about="events.drift",
            )
    return len(found)
