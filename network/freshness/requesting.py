"""What visitors ask for: the link to their record, or a place in the directory."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.languages import spoken_language
from mail.outbox import post
from network.models import FollowUp, Organisation, OrganisationRequest

from . import links
from .reminding import send_link
from .writing import request_confirmation

_ASK_AGAIN = timedelta(days=1)


class TooManyRequests(Exception):
    """The portal has written to as many addresses as it may for this hour."""


@transaction.atomic
def ask_link(organisation: Organisation, email: str, now: datetime) -> None:
    """Write to `email` if it may answer for the record, once a day at most. Nothing tells whether it was known."""
    follow_up, _created = FollowUp.objects.select_for_update().get_or_create(organisation=organisation)
    today = timezone.localdate(now)
    if email.lower() in links.addresses(follow_up) and follow_up.link_sent_on != today:
        follow_up.link_sent_on, follow_up.language = today, spoken_language()
        follow_up.save(update_fields=["link_sent_on", "language"])
        send_link(follow_up, email.lower())


@transaction.atomic
def ask_place(wish: OrganisationRequest, now: datetime) -> None:
    """Note a wish to be in the directory, and have its address confirm it; one a day for an address.

    Raises TooManyRequests, nothing being kept: many addresses in one hour is an attack through us.
    """
    lately = OrganisationRequest.objects.filter(asked_at__gt=now - timedelta(hours=1)).count()
    if lately >= settings.DIRECTORY_REQUESTS_PER_HOUR:
        raise TooManyRequests
    waiting = Q(confirmed_at=None, asked_at__gt=now - _ASK_AGAIN)
    if OrganisationRequest.objects.filter(waiting, email__iexact=wish.email).exists():
        return
    wish.asked_at, wish.language = now, spoken_language()
    wish.save()
    post(to=wish.email, about=f"network.organisationrequest:{wish.pk}", **request_confirmation(wish))


def confirm_place(wish: OrganisationRequest, now: datetime) -> None:
    """The address is right: editors see the wish from now on."""
    OrganisationRequest.objects.filter(pk=wish.pk, confirmed_at=None).update(confirmed_at=now)
