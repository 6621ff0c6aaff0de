"""Events with a registration, and people who ask to come."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import factory
from wagtail.models import Page
from wagtail_factories import PageFactory

from events.models import EventIndexPage, EventKind, EventPage, EventState, Quota, RegistrationDesk
from events.registration import desks
from events.registration.booking import Person, Request

# Times of tests do not depend on the day they run: what compares with the real clock takes it as `now`.
NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
STARTS = datetime(2027, 6, 10, 7, 30, tzinfo=UTC)


class EventPageFactory(PageFactory):
    title = factory.Sequence(lambda n: f"Colloque {n}")
    kind = EventKind.COLLOQUIUM
    state = EventState.CONFIRMED
    starts_at = STARTS
    ends_at = STARTS + timedelta(hours=9)

    class Meta:
        model = EventPage


def calendar() -> EventIndexPage:
    """The calendar, of the founding content or made for the test."""
    known = EventIndexPage.objects.filter(locale__language_code="fr").first()
    if known:
        return known
    home = Page.objects.get(depth=2)
    return home.add_child(instance=EventIndexPage(title="Agenda", slug="agenda"))


def desk_with(capacity: int | None = 10, **fields: Any) -> RegistrationDesk:
    """An open registration of an event of its own; `fields` are those of RegistrationDesk."""
    event = EventPageFactory(parent=calendar())
    return desks.create(event, opens_at=NOW - timedelta(days=1), capacity=capacity, **fields)


def quota(desk: RegistrationDesk, kind: str, capacity: int | None = None, **fields: Any) -> Quota:
    return Quota.objects.create(desk=desk, kind=kind, capacity=capacity, **fields)


def person(name: str = "", **fields: Any) -> Person:
    """Somebody with an address of their own, whom nobody else has."""
    name = name or uuid.uuid4().hex[:8]
    return Person(given_name=name.title(), family_name="Essai", email=f"{name.lower()}@exemple.test", **fields)


def asking(*people: Person, together: bool = False) -> Request:
    """What a form sends for these people, in the name of the first."""
    first = people[0]
    return Request(token=uuid.uuid4(), name=first.given_name, email=first.email, people=people, together=together)
