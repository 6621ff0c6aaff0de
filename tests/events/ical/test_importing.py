"""The calendar of somebody else: shown first, made into drafts, never doubled, and never trusted."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from events.ical.reading import MOST_EVENTS, read
from events.models import EventPage, ImportedEvent
from tests.events.factories import EventPageFactory, calendar

pytestmark = pytest.mark.django_db

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Essai//FR\r\n"


def vevent(uid: str = "un@exemple.test", **others: str) -> str:
    values = {"UID": uid, "SUMMARY": "Journée d’étude", "DTSTART": "20270610T093000", "DTEND": "20270610T170000"}
    lines = [f"{name}:{value}" for name, value in (values | others).items() if value]
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])


def ics(*vevents: str) -> bytes:
    return (HEAD + "".join(vevents) + "END:VCALENDAR\r\n").encode()


@pytest.fixture
def admin(client: Client) -> Client:
    calendar()
    client.force_login(User.objects.create_superuser(username="cheffe", password="x"))
    return client


def see(client: Client, content: bytes) -> Any:
    file = SimpleUploadedFile("agenda.ics", content)
    return client.post(reverse("event_organising:importing"), {"fichier": file, "adresse": ""})


def take(client: Client, content: bytes) -> int:
    """What was shown is taken; how many events there are then."""
    response = client.post(reverse("event_organising:importing"), {"contenu": see(client, content).context["token"]})
    assert response.status_code == 302
    return EventPage.objects.count()


def test_it_is_shown_then_made_into_a_draft(admin: Client) -> None:
    content = ics(vevent(LOCATION="Salle <b>", DESCRIPTION="Des échanges.", STATUS="CONFIRMED"))
    shown = see(admin, content).content.decode()
    assert "Journée d’étude" in shown and "nouveau" in shown and "Salle &lt;b&gt;" in shown
    assert not EventPage.objects.exists()
    assert take(admin, content) == 1
    event = EventPage.objects.get()
    assert not event.live and (event.title, event.venue, event.state) == ("Journée d’étude", "Salle <b>", "confirme")
    assert event.starts_at == datetime(2027, 6, 10, 7, 30, tzinfo=UTC), "no zone is told: that of Paris"
    assert admin.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).status_code == 200


def test_taken_again_it_doubles_nothing_and_says_what_changes(admin: Client) -> None:
    take(admin, ics(vevent()))
    assert "déjà là, sans changement" in see(admin, ics(vevent())).content.decode()
    moved = ics(vevent(DTSTART="20270611T093000", DTEND="20270611T170000"))
    assert "change : début, fin" in see(admin, moved).content.decode()
    assert take(admin, moved) == 1
    assert "sans changement" in see(admin, moved).content.decode()


def test_what_is_published_stays_until_it_is_published_again(admin: Client) -> None:
    take(admin, ics(vevent()))
    event = EventPage.objects.get()
    event.get_latest_revision().publish()
    take(admin, ics(vevent(SUMMARY="Autre titre")))
    event.refresh_from_db()
    assert event.title == "Journée d’étude" and event.get_latest_revision_as_object().title == "Autre titre"


def test_two_events_of_one_title_have_two_addresses(admin: Client) -> None:
    assert take(admin, ics(vevent("un@x"), vevent("deux@x"))) == 2
    assert len(set(EventPage.objects.values_list("slug", flat=True))) == 2


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"RRULE": "FREQ=DAILY"}, "se répète"),
        ({"UID": ""}, "pas d’identifiant"),
        ({"UID": "x" * 300}, "pas d’identifiant"),
        ({"SUMMARY": ""}, "pas de titre"),
        ({"DTSTART": ""}, "dates ne se comprennent pas"),
        ({"DTSTART": "demain"}, "dates ne se comprennent pas"),
        ({"DTEND": "20270601T170000"}, "finit avant"),
        ({"DTSTART": "00010101T000000", "DTEND": ""}, "pas de notre temps"),
        ({"DTSTART": "99991231T235900", "DTEND": ""}, "pas de notre temps"),
        ({"DTEND": "20270611"}, "dates ne se comprennent pas"),
    ],
)
def test_what_cannot_be_taken_is_said_and_the_rest_is(admin: Client, changes: dict[str, str], why: str) -> None:
    content = ics(vevent("bon@x"), vevent(changes.get("UID", "mauvais@x"), **changes))
    assert why in see(admin, content).content.decode()
    assert take(admin, content) == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "vide"),
        (b"bonjour", "pas un calendrier"),
        (b"\xff\xfe\x00", "pas un calendrier"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "calendrier"),
        (ics(), "aucun événement"),
        (ics(*[vevent(f"{n}@x") for n in range(MOST_EVENTS + 1)]), "trop d’événements"),
        (ics(vevent(DESCRIPTION="x" * 1_100_000)), "trop lourd"),
    ],
)
def test_what_is_no_calendar_or_too_much_is_refused(admin: Client, content: bytes, why: str) -> None:
    response = see(admin, content)
    assert response.status_code == 400 and why in response.content.decode()


def test_whole_days_and_zones_are_understood() -> None:
    whole = read(ics(vevent(DTSTART="20270610", DTEND="20270611"))).rows[0]
    assert (whole.starts_at.isoformat(), whole.ends_at) == ("2027-06-10T00:00:00+02:00", None)
    [utc] = read(ics(vevent(DTSTART="20270610T073000Z", DTEND="", DURATION="PT2H"))).rows
    assert utc.ends_at == datetime(2027, 6, 10, 9, 30, tzinfo=UTC)


def test_our_own_feed_is_not_taken_back(admin: Client) -> None:
    EventPageFactory(parent=calendar()).save_revision().publish()
    response = see(admin, admin.get("/agenda.ics").content)
    assert "tout vient déjà de ce portail" in response.content.decode()
    assert not ImportedEvent.objects.exists()


@pytest.mark.parametrize("address", ["http://127.0.0.1/agenda.ics", "file:///etc/passwd", "http://[::1]/", "x"])
def test_addresses_inside_are_not_asked(admin: Client, address: str) -> None:
    response = admin.post(reverse("event_organising:importing"), {"adresse": address})
    assert response.status_code == 400 and "Ce qui serait pris" not in response.content.decode()


def test_a_preview_that_is_forged_or_old_takes_nothing(admin: Client) -> None:
    response = admin.post(reverse("event_organising:importing"), {"contenu": "forgé"}, follow=True)
    assert "trop ancien" in response.content.decode() and not EventPage.objects.exists()


def test_it_is_for_those_who_may_add_events(client: Client) -> None:
    calendar()
    user = User.objects.create_user(username="autre")
    client.force_login(user)
    assert client.get(reverse("event_organising:importing")).status_code == 302
