"""Somebody subscribes to the agenda: programs of others, one that fetches the calendar and one that shows it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from events.models import EventPage, EventState
from tests.events.factories import EventPageFactory, calendar
from tests.network.factories import TerritoryFactory
from tests.support.web import answer, serving

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
PROGRAMS = Path(sys.executable).parent
FETCHING = """
[general]
status_path = "{home}/status"
[pair agenda]
a = "portal"
b = "held"
collections = null
[storage portal]
type = "http"
url = "{url}"
[storage held]
type = "filesystem"
path = "{home}/held"
fileext = ".ics"
"""
SHOWING = """
[calendars]
[[agenda]]
path = {home}/held
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {home}/khal.db
"""
Shown = list[str]


@pytest.fixture
def subscriber(tmp_path: Path, client: Client) -> Iterator[Callable[..., Shown]]:
    """Fetches what the portal has now; the answer is the year 2027 as the program shows it on the clocks of `zone`."""
    (tmp_path / "held").mkdir()
    served = [client.get("/agenda.ics").content]

    def run(program: str, *words: str) -> str:
        env = os.environ | {"VDIRSYNCER_CONFIG": str(tmp_path / "fetching"), "HOME": str(tmp_path)}
        done = subprocess.run([PROGRAMS / program, *words], env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def fetch(zone: str = "Europe/Paris") -> Shown:
        served.append(client.get("/agenda.ics").content)
        (tmp_path / "showing").write_text(SHOWING.format(home=tmp_path, zone=zone))
        (tmp_path / "khal.db").unlink(missing_ok=True)
        run("vdirsyncer", "sync")
        shape = "{cancelled}{start-long} {end-long} {title} ({location})"
        listed = run("khal", "-c", str(tmp_path / "showing"), "list", "-df", "", "-f", shape, "2027-01-01", "365d")
        return [line for line in listed.splitlines() if "2027-" in line]

    with serving(lambda _request: answer(200, "Content-Type: text/calendar", body=served[-1])) as server:
        (tmp_path / "fetching").write_text(FETCHING.format(home=tmp_path, url=server.url("/agenda.ics")))
        run("vdirsyncer", "discover")
        yield fetch


def event(title: str, starts_at: datetime, **facts: object) -> EventPage:
    ends_at = starts_at.replace(hour=17, minute=0)
    page: EventPage = EventPageFactory(
        parent=calendar(), title=title, starts_at=starts_at, ends_at=ends_at, venue="Salle d’essai", **facts
    )
    return page


def test_what_the_portal_changes_is_seen_at_the_next_look(subscriber: Callable[..., Shown]) -> None:
    event("Rencontre d’hiver", datetime(2027, 1, 20, 9, 30, tzinfo=PARIS))
    moved = event("Colloque, « d’essai » ; le bilan", datetime(2027, 6, 1, 9, 0, tzinfo=PARIS))
    winter = "2027-01-20 09:30 2027-01-20 17:00 Rencontre d’hiver (Salle d’essai)"
    assert subscriber() == [
        winter,
        "2027-06-01 09:00 2027-06-01 17:00 Colloque, « d’essai » ; le bilan (Salle d’essai)",
    ]
    moved.starts_at, moved.ends_at = (datetime(2027, 6, 3, hour, tzinfo=PARIS) for hour in (10, 12))
    moved.save_revision().publish()
    assert subscriber()[1].startswith("2027-06-03 10:00 2027-06-03 12:00 Colloque")
    moved.state = EventState.CANCELLED
    moved.save_revision().publish()
    assert subscriber()[1].startswith("CANCELLED 2027-06-03 10:00")
    moved.unpublish()
    assert subscriber() == [winter]


def test_each_reads_it_on_their_own_clocks(subscriber: Callable[..., Shown]) -> None:
    reunion = TerritoryFactory(name="La Réunion", time_zone="Indian/Reunion")
    event("À La Réunion", datetime(2027, 7, 5, 9, 0, tzinfo=ZoneInfo("Indian/Reunion")), place=reunion)
    [there] = [line for line in subscriber("Indian/Reunion") if "Réunion" in line]
    [here] = [line for line in subscriber("Europe/Paris") if "Réunion" in line]
    assert there.startswith("2027-07-05 09:00") and here.startswith("2027-07-05 07:00")
