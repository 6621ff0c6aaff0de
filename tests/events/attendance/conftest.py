"""An event of two half-days that Camille and Alix come to, while Dominique waits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import HalfDay, Registration, RegistrationDesk
from events.registration.booking import book
from tests.events.factories import NOW, STARTS, asking, desk_with, person


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def desk(db: None) -> RegistrationDesk:
    desk = desk_with(capacity=2)
    for start in (STARTS, STARTS + timedelta(hours=5)):
        HalfDay.objects.create(desk=desk, starts_at=start, ends_at=start + timedelta(hours=3))
    for name in ("Camille", "Alix", "Dominique"):
        book(desk.pk, asking(person(name)), NOW)
    return desk


@pytest.fixture
def morning(desk: RegistrationDesk) -> HalfDay:
    return desk.half_days.all()[0]


@pytest.fixture
def afternoon(desk: RegistrationDesk) -> HalfDay:
    return desk.half_days.all()[1]


@pytest.fixture
def camille(desk: RegistrationDesk) -> Registration:
    return desk.registrations.get(given_name="Camille")
