"""What is due becomes messages, which leave through `mail`."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from mail import delivery, outbox
from mail.models import Message

from ..engines import EngineUnavailable
from ..models import SavedSearch
from . import links, questions
from .writing import invitation, news

log = logging.getLogger(__name__)

UNCONFIRMED_KEPT = timedelta(days=7)


@dataclass(frozen=True)
class Sent:
    """How many messages were written, how many the mail server took, how many wait for it."""

    written: int
    sent: int
    waiting: int


def send_due_alerts(now: datetime) -> Sent:
    """Purge, write what is due at `now`, send what is written. Several at the same time do no harm.

    Never raises because of the index or the mail server: what could not be done stays due.
    """
    purge(now)
    delivery.purge(now)
    written = write_due(now)
    sent = delivery.deliver(now)
    return Sent(written, sent, Message.objects.waiting().count())


def purge(now: datetime) -> None:
    """Delete the wishes nobody confirmed in a week."""
    SavedSearch.objects.filter(confirmed_at=None, asked_at__lt=now - UNCONFIRMED_KEPT).delete()


def write_due(now: datetime) -> int:
    """Write a message for each due search that has news. Returns how many."""
    written = 0
    for pk in list(SavedSearch.objects.due(now).values_list("pk", flat=True)):
        alert = SavedSearch.objects.filter(pk=pk).first()
        if alert is None:
            continue
        try:
            hits = questions.found(questions.kept(alert.query, alert.language))
        except EngineUnavailable as error:
            log.warning("alerts wait for the search index: %s", error)
            break
        with transaction.atomic():
            # Asked again under the lock: another process may have written it while we searched.
            alert = SavedSearch.objects.select_for_update().due(now).filter(pk=pk).first()
            if alert is None:
                continue
            fresh = [] if alert.seen is None else questions.unseen(hits, bytes(alert.seen))
            if fresh:
                post(alert, news(alert, fresh))
                written += 1
            alert.seen = questions.with_seen(hits, bytes(alert.seen or b""))
            alert.next_at = _next(alert, now)
            alert.save(update_fields=["seen", "next_at"])
    return written


def invite(alert: SavedSearch) -> None:
    """Write to ask an address to confirm its alert."""
    post(alert, invitation(alert))


def post(alert: SavedSearch, written: outbox.Written) -> None:
    """Have {subject, text, html} sent to the address of an alert, with the means to stop it."""
    # RFC 8058: mail programs offer their own button, that POSTs.
    headers = {
        "List-Unsubscribe": f"<{links.address('stop', alert)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    outbox.post(to=alert.email, about=alert.about, headers=headers, **written)


def _next(alert: SavedSearch, now: datetime) -> datetime:
    """The first day to come at the hour of the alert: late runs do not shift it."""
    assert alert.next_at is not None
    late = (now - alert.next_at) // alert.period
    return alert.next_at + alert.period * (late + 1)
