"""The words of the messages. They quote the record as the portal shows it, and nothing that a visitor typed."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mail.outbox import Written
from network.models import FollowUp, OrganisationRequest

from . import links


def reminder(follow_up: FollowUp) -> Written:
    """{subject, text, html} asking whether a record is still exact."""
    return _about_record("reminder", _("Votre fiche est-elle toujours exacte ?"), follow_up, follow_up.referent)


def invitation(follow_up: FollowUp, address: str) -> Written:
    """{subject, text, html} with the link asked for."""
    return _about_record("invitation", _("Mettre à jour votre fiche dans l’annuaire"), follow_up, address)


def request_confirmation(request: OrganisationRequest) -> Written:
    """{subject, text, html} asking an address to confirm its wish."""
    subject = _("Confirmez votre demande d’inscription à l’annuaire")
    with translation.override(request.language):
        return _rendered("request", subject, {"url": links.request_address(request)})


def _about_record(name: str, subject: Promise, follow_up: FollowUp, address: str) -> Written:
    organisation = follow_up.organisation
    with translation.override(follow_up.language):
        context = {
            "organisation": organisation.name,
            "public_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + organisation.get_absolute_url(),
            "url": links.record_address(organisation, address),
            "verified_on": follow_up.verified_on,
        }
        return _rendered(name, subject, context)


def _rendered(name: str, subject: Promise, context: dict[str, Any]) -> Written:
    context |= {"subject": str(subject), "portal": settings.WAGTAIL_SITE_NAME}
    return {
        "subject": str(subject),
        "text": render_to_string(f"network/mail/{name}.txt", context).strip() + "\n",
        "html": render_to_string(f"network/mail/{name}.html", context),
    }
