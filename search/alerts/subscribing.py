"""Asking for an alert, confirming it, stopping it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from ..engines import EngineUnavailable
from ..models import SavedSearch
from . import questions
from .sending import invite
from .tasks import request_run

MOST_PER_ADDRESS = 20
INVITE_AGAIN = timedelta(days=1)


class TooManyRequests(Exception):
    """The portal has invited as many addresses as it may for this hour."""


def ask(email: str, query_string: str, language: str, frequency: str, now: datetime) -> None:
    """Note the wish for an alert, and invite its address to confirm.

    An address gets one invitation a day at most, whoever asks: other wishes of the day wait on the page it opens.
    Nothing tells the caller whether the address was known. Raises TooManyRequests, nothing being kept.
    """
    try:
        _note(email.lower(), query_string, language, frequency, now)
    except IntegrityError:
        pass  # The same wish came twice at once: the other one is kept.


def _note(email: str, query_string: str, language: str, frequency: str, now: datetime) -> None:
    with transaction.atomic():
        of_address = SavedSearch.objects.filter(email=email)
        known = of_address.filter(query=query_string, language=language).first()
        if (known and known.confirmed_at) or (not known and of_address.count() >= MOST_PER_ADDRESS):
            return
        if invited := of_address.filter(invited_at__gt=now - INVITE_AGAIN).exists():
            invited_at = known.invited_at if known else None
        else:
            # Many addresses in one hour is an attack through us. Nobody's IP is needed to stop it.
            lately = SavedSearch.objects.filter(invited_at__gt=now - timedelta(hours=1)).count()
            if lately >= settings.SEARCH_ALERT_INVITATIONS_PER_HOUR:
                raise TooManyRequests
            invited_at = now
        alert = known or SavedSearch(email=email, query=query_string, language=language)
        alert.frequency, alert.asked_at, alert.invited_at = frequency, now, invited_at
        alert.save()
        if not invited:
            invite(alert)
            transaction.on_commit(request_run, robust=True)


def confirm(alert: SavedSearch, now: datetime) -> None:
    """Start an alert: what the search finds now is no news. Does nothing to one already started."""
    try:
        seen = questions.with_seen(questions.found(questions.kept(alert.query, alert.language)))
    except EngineUnavailable:
        seen = None  # The first look takes stock instead.
    SavedSearch.objects.filter(pk=alert.pk, confirmed_at=None).update(
        confirmed_at=now, next_at=now + alert.period, seen=seen
    )
    transaction.on_commit(request_run, robust=True)


def change_frequency(alert: SavedSearch, frequency: str, now: datetime) -> None:
    """Change the rhythm; the next message counts from now."""
    alert.frequency = frequency
    alert.next_at = now + alert.period
    alert.save(update_fields=["frequency", "next_at"])
