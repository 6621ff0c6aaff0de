"""`.ics` addresses, read back by another library than the one that wrote them."""

from datetime import timedelta

import pytest
import vobject
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from cms.models import Theme
from events.models import EventPage, EventState, Registration
from events.registration.booking import book
from network.models import Territory
from tests.events.factories import NOW, STARTS, EventPageFactory, asking, calendar, desk_with, person

pytestmark = pytest.mark.django_db


def titles(client: Client, address: str = "/agenda.ics") -> set[str]:
    read = vobject.readOne(client.get(address).content.decode())
    return {each.summary.value for each in read.contents.get("vevent", [])}


def test_the_agenda_as_a_calendar(client: Client) -> None:
    EventPageFactory(parent=calendar(), title="Colloque d’essai", state=EventState.CANCELLED)
    EventPageFactory(parent=calendar(), title="Sans date", starts_at=None, ends_at=None)
    response = client.get("/agenda.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    text = response.content.decode()
    assert "METHOD:PUBLISH\r\n" in text and "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" in text
    assert "TZID:Europe/Paris\r\n" in text and all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    read = vobject.readOne(text)
    [event] = [each for each in read.vevent_list if each.summary.value == "Colloque d’essai"]
    assert event.status.value == "CANCELLED" and event.dtstart.value == STARTS
    assert "Sans date" not in text


def test_what_is_held_is_not_sent_again(client: Client) -> None:
    event = EventPageFactory(parent=calendar())
    tag = client.get("/agenda.ics")["ETag"]
    assert client.get("/agenda.ics", headers={"If-None-Match": tag}).status_code == 304
    event.venue = "Ailleurs"
    event.save_revision().publish()
    assert client.get("/agenda.ics", headers={"If-None-Match": tag}).status_code == 200
    tag = client.get("/agenda.ics")["ETag"]
    event.unpublish()
    assert client.get("/agenda.ics", headers={"If-None-Match": tag}).status_code == 200


def test_only_what_everyone_may_read(client: Client, admin_client: Client) -> None:
    for name in ("Fermé", "Brouillon", "Ouvert"):
        event = EventPageFactory(parent=calendar(), title=name, live=name != "Brouillon")
        if name == "Fermé":
            PageViewRestriction.objects.create(page=event, restriction_type=PageViewRestriction.LOGIN)
    for reader in (client, admin_client):
        assert titles(reader) & {"Fermé", "Brouillon", "Ouvert"} == {"Ouvert"}
    closed = EventPage.objects.get(title="Fermé")
    assert admin_client.get(f"/agenda/{closed.pk}.ics").status_code == 404
    PageViewRestriction.objects.all().delete()  # The control: nothing else hid it.
    assert "Fermé" in titles(client)


def test_nobody_who_comes_is_in_a_feed(client: Client) -> None:
    desk = desk_with()
    book(desk.pk, asking(person("camille")), NOW)
    text = client.get("/agenda.ics").content.decode()
    assert desk.event.title in text
    for private in ("camille", "ATTENDEE", str(Registration.objects.get().token), "inscriptions"):
        assert private not in text


def test_a_territory_or_a_theme_apart(client: Client, founding: None) -> None:
    theme = Theme.objects.order_by("pk").first()
    place = Territory.objects.get(kind="departement", code="44")
    assert theme
    here = EventPageFactory(parent=calendar(), title="Ici")
    here.territories.add(place)
    here.themes.add(theme)
    here.save()
    EventPageFactory(parent=calendar(), title="Partout")
    for address in (f"/agenda.ics?territoire={place.key}", f"/agenda.ics?theme={theme.slug}"):
        assert "Ici" in titles(client, address) and "Partout" not in titles(client, address)
    assert client.get("/agenda.ics?territoire=departement-999").status_code == 404
    assert client.get("/agenda.ics?theme=inconnu").status_code == 404


def test_one_event(client: Client) -> None:
    event = EventPageFactory(parent=calendar(), title="Colloque d’essai")
    response = client.get(f"/agenda/{event.pk}.ics")
    assert 'filename="colloque-dessai.ics"' in response["Content-Disposition"]
    assert titles(client, f"/agenda/{event.pk}.ics") == {"Colloque d’essai"}


def test_a_feed_costs_the_same_however_long(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _number in range(12):
        EventPageFactory(parent=calendar(), starts_at=timezone.now() + timedelta(days=3))
    client.get("/agenda.ics")
    with django_assert_num_queries(3):
        client.get("/agenda.ics")
