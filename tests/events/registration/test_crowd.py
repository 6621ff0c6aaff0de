"""Many processes at the same instant, on a real database of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.events.registration.crowd import CAPACITY
from tests.support.databases import empty_database
from tests.support.portal import ROOT

Crowd = Callable[..., dict[str, Any]]


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    with empty_database(tmp_path / "crowd.sqlite3") as url:
        yield url


@pytest.fixture
def crowd(database_url: str) -> Crowd:
    """`crowd("rush", processes, times)` runs a scenario and returns what it says."""

    def run(scenario: str, processes: int, times: int) -> dict[str, Any]:
        command = [sys.executable, "-m", "tests.events.registration.crowd", scenario, str(processes), str(times)]
        environment = os.environ | {
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", settings.SETTINGS_MODULE),
        }
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        said = json.loads(done.stdout)
        assert not [answer for answer in said.get("answers", []) if isinstance(answer, dict)], said["answers"]
        return said

    return run


def test_a_rush_sells_every_seat_once_and_answers_everybody(crowd: Crowd) -> None:
    said = crowd("rush", 12, 10)
    assert (said["held"], said["holding"], said["asked"], said["drifts"]) == (CAPACITY, CAPACITY, 120, 0)


def test_without_the_protection_seats_are_sold_twice(crowd: Crowd) -> None:
    """The control of the test above."""
    assert crowd("unprotected", 12, 10)["holding"] > CAPACITY


def test_on_sqlite_a_turn_is_waited_for_in_order(crowd: Crowd, database_url: str) -> None:
    said = crowd("queue", 1, 1)
    assert said["during"] == database_url.startswith("sqlite")
    assert not said["after"] and not said["inside"]


def test_whatever_people_do_at_once_seats_and_registrations_agree(crowd: Crowd) -> None:
    said = crowd("mixed", 8, 25)
    assert said["drifts"] == 0 and said["held"] <= said["capacity"]
    assert sum(said["answers"]) > 50


def test_processes_killed_anywhere_leave_no_seat_lost_or_doubled(crowd: Crowd) -> None:
    said = crowd("killed", 4, 10)
    assert said["kills"] >= 20 and said["asked"] > CAPACITY
    assert said["drifts"] == 0 and said["held"] <= said["capacity"]


def test_an_offer_is_answered_once_whoever_comes_first(crowd: Crowd) -> None:
    said = crowd("races", 3, 8)
    assert said["answered"] == 8 and said["drifts"] == 0 and said["held"] == 0
