"""Asking to be told when an announced resource is published, confirming it, being told."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from cms.languages import spoken_language
from mail import outbox
from mail.outbox import Written
from resources.models import ResourcePage, ResourceStatus, Waiting

from . import links
from .writing import invitation, news

INVITATIONS_PER_HOUR = 200
UNCONFIRMED_KEPT = timedelta(days=7)
CONFIRMED_KEPT = timedelta(days=730)

_ASK_AGAIN = timedelta(days=1)


class TooManyRequests(Exception):
    """The portal has invited as many addresses as it may for this hour."""


def ask(resource: ResourcePage, email: str, now: datetime) -> None:
    """Note that `email` wants to know, and have it confirm; one invitation a day, whoever asks.

    Nothing tells the caller whether the address was known. Raises TooManyRequests, nothing being kept.
    """
    try:
        _note(resource, email.lower(), now)
    except IntegrityError:
        pass  # The same wish came twice at once: the other one is kept.


@transaction.atomic
def _note(resource: ResourcePage, email: str, now: datetime) -> None:
    known = Waiting.objects.filter(resource=resource, email=email).first()
    if known and known.confirmed_at:
        return
    # Whatever they wait for: an address that is not theirs to give gets one message a day.
    if Waiting.objects.filter(email=email, asked_at__gt=now - _ASK_AGAIN).exists():
        return
    # Many addresses in one hour is an attack through us. Nobody's IP is needed to stop it.
    if Waiting.objects.filter(asked_at__gt=now - timedelta(hours=1)).count() >= INVITATIONS_PER_HOUR:
        raise TooManyRequests
    waiting = known or Waiting(resource=resource, email=email)
    waiting.asked_at, waiting.language = now, spoken_language()
    waiting.save()
    _post(waiting, invitation(waiting))


def confirm(waiting: Waiting, now: datetime) -> None:
    Waiting.objects.filter(pk=waiting.pk, confirmed_at=None).update(confirmed_at=now)


def stop(waiting: Waiting) -> None:
    """Forget an address, and what was about to be sent to it."""
    with transaction.atomic():
        outbox.withdraw(waiting.about)
        waiting.delete()


def tell() -> int:
    """Write to everyone who waits for what is published by now. Returns how many messages; they are owed once each."""
    published = ResourcePage.objects.live().public().exclude(status__in=_NOT_THERE)
    due = Waiting.objects.filter(confirmed_at__isnull=False, resource__in=published)
    written = 0
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            waiting = Waiting.objects.select_for_update().select_related("resource").filter(pk=pk).first()
            if waiting:
                _post(waiting, news(waiting))
                waiting.delete()
                written += 1
    return written


def purge(now: datetime) -> None:
    """Forget who did not confirm in a week, and who has waited for two years."""
    Waiting.objects.filter(confirmed_at=None, asked_at__lt=now - UNCONFIRMED_KEPT).delete()
    Waiting.objects.filter(asked_at__lt=now - CONFIRMED_KEPT).delete()


def _post(waiting: Waiting, written: Written) -> None:
    # RFC 8058: mail programs offer their own button, that POSTs.
    headers = {
        "List-Unsubscribe": f"<{links.address('stop', waiting)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    outbox.post(to=waiting.email, about=waiting.about, headers=headers, **written)


_NOT_THERE = [ResourceStatus.ANNOUNCED, ResourceStatus.WITHDRAWN]
