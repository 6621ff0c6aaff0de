"""What calendars compare: it stays, or grows, with what people should know."""

from datetime import UTC, datetime, timedelta

import pytest
import vobject
from pytest_django import DjangoCaptureOnCommitCallbacks

from events.ical import feeds
from events.models import CalendarEntry, EventPage, EventState
from tests.events.factories import STARTS, EventPageFactory, calendar

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> EventPage:
    return EventPageFactory(parent=calendar(), title="Colloque d’essai; un, deux", summary="Ligne une\nLigne deux")


def publish(event: EventPage, **changes: object) -> CalendarEntry:
    for name, value in changes.items():
        setattr(event, name, value)
    event.save_revision().publish()
    return CalendarEntry.objects.get(event=event)


def test_an_event_keeps_its_identity(event: EventPage) -> None:
    before = CalendarEntry.objects.get(event=event)
    after = publish(event, starts_at=STARTS + timedelta(days=7), ends_at=STARTS + timedelta(days=7, hours=2))
    assert after.uid == before.uid and f"UID:{after.uid}" in after.text


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_at": STARTS + timedelta(hours=2)},
        {"venue": "Salle des fêtes"},
        {"state": EventState.CANCELLED},
        {"starts_at": None, "ends_at": None},
    ],
)
def test_what_people_should_know_raises_the_number(event: EventPage, changes: dict[str, object]) -> None:
    before = CalendarEntry.objects.get(event=event)
    after = publish(event, **changes)
    assert after.sequence == before.sequence + 1
    assert f"SEQUENCE:{after.sequence}" in after.text or not event.starts_at  # Without a date it is in no calendar.


def test_another_summary_is_told_without_raising_it(event: EventPage) -> None:
    before = CalendarEntry.objects.get(event=event)
    after = publish(event, summary="Autre chose")
    assert after.sequence == before.sequence and after.stamped_at > before.stamped_at and "Autre chose" in after.text


def test_publishing_the_same_again_changes_nothing(event: EventPage) -> None:
    before = CalendarEntry.objects.get(event=event)
    after = publish(event)
    assert (after.stamped_at, after.text) == (before.stamped_at, before.text)


def test_a_draft_is_not_told(event: EventPage) -> None:
    before = CalendarEntry.objects.get(event=event)
    event.venue = "Salle secrète"
    event.save_revision()
    assert CalendarEntry.objects.get(event=event).text == before.text


def test_another_address_of_the_agenda_is_told(
    event: EventPage, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    agenda = calendar()
    agenda.slug = "rendez-vous"
    with django_capture_on_commit_callbacks(execute=True):
        agenda.save_revision().publish()
    assert "/rendez-vous/" in CalendarEntry.objects.get(event=event).text


@pytest.mark.parametrize("day", [datetime(2027, 3, 28, 0, 30, tzinfo=UTC), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)])
def test_the_night_of_the_clock_change(event: EventPage, day: datetime) -> None:
    """Read by another parser than the one that wrote it, with the rules written in the calendar itself."""
    publish(event, starts_at=day, ends_at=day + timedelta(hours=4))
    read = vobject.readOne(feeds.feed(EventPage.objects.filter(pk=event.pk), "Essai").decode())
    assert read.vevent.dtstart.value.astimezone(UTC) == day
    assert read.vevent.dtend.value.astimezone(UTC) == day + timedelta(hours=4)
    assert read.vevent.summary.value == "Colloque d’essai; un, deux"
    assert read.vevent.description.value == "Ligne une\nLigne deux"
