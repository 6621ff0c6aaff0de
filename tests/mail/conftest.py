"""Somebody to write to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from django.dispatch import Signal
from django_tasks_db.models import DBTaskResult

from mail.models import Message
from mail.outbox import post
from mail.tasks import deliver_mail

ADDRESS = "camille.canari@example.org"


@pytest.fixture
def write(db: None) -> Callable[..., Message]:
    """Writes a message: `write(to=…, about=…)`."""

    def write(**values: Any) -> Message:
        return post(**{"to": ADDRESS, "subject": "Bonjour", "text": "Texte", "html": "<p>Texte</p>", **values})

    return write


@contextmanager
def heard(signal: Signal) -> Iterator[list[dict[str, Any]]]:
    """What a signal says, in turn."""
    told: list[dict[str, Any]] = []

    def listen(sender: Any, signal: Signal, **said: Any) -> None:
        told.append(said)

    signal.connect(listen)
    try:
        yield told
    finally:
        signal.disconnect(listen)


def planned() -> int:
    """How many deliveries are to come, now or later."""
    return DBTaskResult.objects.filter(task_path=deliver_mail.module_path, status="READY").count()


def planned_between(start: datetime, end: datetime) -> int:
    """How many deliveries are planned for later, between two dates."""
    found = DBTaskResult.objects.filter(task_path=deliver_mail.module_path, run_after__gt=start, run_after__lte=end)
    return found.count()
