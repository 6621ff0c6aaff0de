"""Sending people the links to their own registrations, to their own address, once a day at most."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.models import ManagerLink, Registration
from events.privacy import establishments, space
from events.registration.states import State
from mail.outbox import post
from network.models import Organisation

from . import links

AGAIN = timedelta(days=1)
MOST = 50  # in one message


@transaction.atomic
def send_links(registrations: Iterable[Registration], now: datetime) -> None:
    """One message to each address, about those of its registrations whose link was not sent today."""
    of_address: dict[str, list[Registration]] = {}
    for registration in registrations:
        due = Q(link_sent_at=None) | Q(link_sent_at__lte=now - AGAIN)
        if Registration.objects.filter(due, pk=registration.pk).update(link_sent_at=now):
            of_address.setdefault(registration.email, []).append(registration)
    for address, theirs in of_address.items():
        with override(theirs[0].booking.language):
            _write(address, theirs)


@transaction.atomic
def send_all_links(address: str, now: datetime) -> None:
    """The links of everything that is kept of an address, whether or not there is anything: nothing is told."""
    kept = Registration.objects.filter(email=address.lower()).exclude(state=State.ANONYMISED)
    registrations = list(kept.select_related("desk__event", "booking").order_by("-pk")[:MOST])
    send_links(registrations, now)
    organisations = [] if registrations else establishments.answered_for(address)
    if organisations and _is_first_today(organisations[0], now):
        _write(address.lower(), [])


def _is_first_today(organisation: Organisation, now: datetime) -> bool:
    link, made = ManagerLink.objects.get_or_create(organisation=organisation, defaults={"sent_at": now})
    return made or bool(ManagerLink.objects.filter(pk=link.pk, sent_at__lte=now - AGAIN).update(sent_at=now))


def _write(address: str, registrations: list[Registration]) -> None:
    subject = _("Vos inscriptions sur %(portal)s") % {"portal": settings.WAGTAIL_SITE_NAME}
    context = {
        "subject": subject,
        "portal": settings.WAGTAIL_SITE_NAME,
        "space_url": space.address(address),
        "registrations": [(each.desk.event.localized.title, links.address(each)) for each in registrations],
    }
    post(
        to=address,
        subject=subject,
        text=render_to_string("events/mail/links.txt", context),
        html=render_to_string("events/mail/links.html", context),
        about=f"events.registration:{registrations[0].pk}:links" if registrations else "events.space",
    )
