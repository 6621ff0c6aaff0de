"""The agenda as a list and as a month: what is chosen, what is shown where, and what odd addresses do."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.models import Theme
from events.agenda.months import bounds, month_of
from events.models import EventPage
from tests.events.factories import NOW, STARTS, EventPageFactory, calendar
from tests.network.factories import TerritoryFactory
from tests.support.sql import recorded_sql

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def event(title: str, **values: Any) -> EventPage:
    page: EventPage = EventPageFactory(parent=calendar(), title=title, **values)
    return page


def titles(client: Client, query: str = "") -> list[str]:
    shown = client.get(f"/agenda/{query}")
    assert shown.status_code == 200
    main = shown.content.decode().partition("<main")[2]
    return re.findall(r"(?:Colloque|Atelier|Visio) \w+(?=</a>)", main)


def test_the_soonest_comes_first_and_what_has_no_date_last(client: Client) -> None:
    event("Colloque sans", starts_at=None, ends_at=None)
    event("Colloque tard", starts_at=STARTS + timedelta(days=9), ends_at=None)
    event("Colloque tôt")
    event("Colloque passé", starts_at=NOW - timedelta(days=9), ends_at=None)
    assert titles(client) == ["Colloque tôt", "Colloque tard", "Colloque sans", "Colloque passé"]


def test_each_choice_narrows(client: Client) -> None:
    theme = Theme.objects.create(name="Emploi accompagné", slug="emploi-accompagne")
    department = TerritoryFactory.create(name="Saône-et-Loire", code="71")
    commune = TerritoryFactory.create(kind="commune", name="Mâcon", code="71270", parent=department)
    themed = event("Colloque thème")
    themed.themes.add(theme)
    themed.save()
    event("Atelier Mâcon", kind="atelier", place=commune)
    event("Visio loin", kind="webinaire", mode="a-distance")
    event("Colloque double", mode="mixte")
    assert titles(client, "?genre=atelier") == ["Atelier Mâcon"]
    assert set(titles(client, "?participation=a-distance")) == {"Visio loin", "Colloque double"}
    assert titles(client, f"?theme={theme.slug}") == ["Colloque thème"]
    assert titles(client, f"?territoire={department.key}") == ["Atelier Mâcon"]
    assert titles(client, "?genre=webinaire&participation=sur-place") == []
    shown = client.get("/agenda/?genre=comite").content.decode()
    assert "ne répond à ces choix" in shown and "Tout montrer" in shown


@pytest.mark.parametrize(
    "query",
    [
        "?genre=rien&theme=x&territoire=y&participation=z",
        "?genre=%00",
        "?suite=zzz&page=-1",
        "?vue=autre",
        "?mois=2026-13",
    ],
)
def test_what_does_not_exist_chooses_nothing(client: Client, query: str) -> None:
    event("Colloque un")
    assert titles(client, query) == ["Colloque un"]


def test_many_events_are_on_several_pages_at_the_same_cost(client: Client) -> None:
    costs = []
    for number in range(30):
        event(f"Colloque n{number}", starts_at=STARTS + timedelta(days=number), ends_at=None)
        if number in (2, 29):
            for _once in range(2):  # what a process reads once an edition; the first reader makes the settings
                client.get("/agenda/")
            with recorded_sql() as statements:
                client.get("/agenda/")
            costs.append(len(statements))
    assert costs[0] == costs[1]
    assert len(titles(client)) == 24 and len(titles(client, "?suite=2")) == 6


def month(client: Client, query: str) -> str:
    return client.get(f"/agenda/?vue=mois&{query}").content.decode()


def test_a_month_shows_each_event_on_each_of_its_days(client: Client) -> None:
    event("Colloque long", starts_at=STARTS, ends_at=STARTS + timedelta(days=2))
    event("Colloque ailleurs", starts_at=STARTS + timedelta(days=60), ends_at=None)
    shown = month(client, "mois=2027-06")
    assert shown.count("Colloque long</a>") == 3 and "Colloque ailleurs" not in shown
    assert "<caption>Juin 2027</caption>" in shown and '<th scope="col">Lundi</th>' in shown
    assert "mois=2027-05" in shown and "mois=2027-07" in shown
    assert "Colloque long" in month(client, "mois=2027-06&genre=colloque")
    assert "Colloque long" not in month(client, "mois=2027-06&genre=atelier")


@pytest.mark.parametrize("said", ["", "2027", "2027-13", "0000-01", "99999-01", "x-y", "2027-06-01", "²-1", "2101-01"])
def test_a_month_that_is_none_is_this_one(client: Client, said: str) -> None:
    calendar()
    assert "<caption>Mars 2027</caption>" in month(client, f"mois={said}")


def test_midnight_is_that_of_paris(client: Client) -> None:
    event("Colloque nuit", starts_at=datetime(2027, 6, 30, 22, 30, tzinfo=UTC), ends_at=None)
    cells = re.findall(r'datetime="([\d-]+)"(?:(?!<time).)*Colloque nuit', month(client, "mois=2027-07"), re.DOTALL)
    assert cells == ["2027-07-01"]


def test_a_month_goes_from_a_monday_to_a_sunday_even_when_clocks_change() -> None:
    start, end = bounds(date(2027, 3, 1))
    assert start.isoformat() == "2027-03-01T00:00:00+01:00" and end.isoformat() == "2027-04-05T00:00:00+02:00"
    assert month_of("2027-06", date(2027, 3, 1)) == date(2027, 6, 1)


def test_an_event_of_years_does_not_fill_memory(client: Client) -> None:
    event("Colloque sans fin", starts_at=STARTS, ends_at=STARTS + timedelta(days=20_000))
    assert "Colloque sans fin" in month(client, "mois=2027-06")
