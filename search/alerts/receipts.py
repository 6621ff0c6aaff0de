"""What the mail server says of messages, and what is stopped before they leave."""

from datetime import datetime
from typing import Any

from django.db.models.signals import post_delete

from mail import outbox, signals

from ..models import SavedSearch


def connect() -> None:
    """Listen to the mail, and to alerts that are stopped."""
    signals.taken.connect(_taken, dispatch_uid="search.alert_taken")
    signals.refused_for_good.connect(_refused, dispatch_uid="search.alert_refused")
    post_delete.connect(_stopped, SavedSearch, dispatch_uid="search.alert_stopped")


def _taken(sender: Any, about: str, at: datetime, **kwargs: Any) -> None:
    if pk := SavedSearch.pk_of(about):
        SavedSearch.objects.filter(pk=pk, confirmed_at__isnull=False).update(last_sent_at=at)


def _refused(sender: Any, about: str, **kwargs: Any) -> None:
    if pk := SavedSearch.pk_of(about):
        SavedSearch.objects.filter(pk=pk).delete()


def _stopped(sender: Any, instance: SavedSearch, **kwargs: Any) -> None:
    outbox.withdraw(instance.about)
