"""A form filled in by a person, on the day of the tests."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.participants import tokens
from tests.events.factories import NOW


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is NOW, and people type as fast as a test."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    monkeypatch.setattr(tokens, "FASTEST", timedelta(0))
