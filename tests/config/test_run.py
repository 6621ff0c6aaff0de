"""`make run`, for real: its processes, what they print, and that none is left behind."""

import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.away import nobody
from tests.support.portal import ROOT, Portal, environment, eventually, free_port, running

PASSWORD = re.compile(r"mot de passe : (\S+)")


@pytest.fixture
def var(prepared_var: Path, tmp_path: Path) -> Path:
    """A prepared folder of this test's own, whose path has what paths can have."""
    return shutil.copytree(prepared_var, tmp_path / "dossier à moi")


@pytest.fixture
def portal(var: Path, tmp_path: Path) -> Iterator[Portal]:
    started = Portal.start(var, tmp_path / "log")
    try:
        yield started.wait_open()
    finally:
        started.stop()


def counts(var: Path) -> dict[str, int]:
    """Rows of every table that holds content; the worker makes the catalogue and the references in its own time."""
    with closing(sqlite3.connect(var / "passerelles.sqlite3")) as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        tables = [name for (name,) in names if re.match(r"(cms|network|resources|events|wagtailcore|auth)_", name)]
        kept = set(tables) - {"resources_catalogueentry", "wagtailcore_referenceindex"}
        return {table: database.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0] for table in sorted(kept)}


def test_it_opens_without_its_search_server(var: Path, tmp_path: Path) -> None:
    started = Portal.start(var, tmp_path / "log", ELASTICSEARCH_URL=nobody())
    try:
        started.wait_open()
        with urllib.request.urlopen(f"{started.url}/recherche/?q=SER-SIP") as answer:
            page = answer.read().decode()
        assert "au ralenti" in page and 'href="/projets/ser-sip/"' in page
        assert "La recherche n’a pas d’index" in started.printed()
    finally:
        started.stop()


def no_longer_runs(pids: set[int]) -> bool:
    return not pids & running().keys()


def test_first_run_prepares_everything_and_the_second_changes_nothing(tmp_path: Path) -> None:
    var = tmp_path / "var à moi"
    first = Portal.start(var, tmp_path / "first")
    try:
        first.wait_open()
        with urllib.request.urlopen(f"{first.url}/") as answer:
            assert answer.status == 200
        with urllib.request.urlopen(f"{first.url}/projets/") as answer:
            assert "SER-SIP" in answer.read().decode()
        with urllib.request.urlopen(f"{first.url}/recherche/?q=Saint-Nazaire") as answer:
            assert "SER-SIP" in answer.read().decode()
    finally:
        first.stop()
    (password,) = PASSWORD.findall(first.printed())
    assert len(password) >= 16
    assert f"{first.url}/" in first.printed()
    assert f"{first.url}/admin/" in first.printed()
    assert (var / "secret_key").stat().st_mode & 0o077 == 0
    before = counts(var)
    assert before["network_projectpage"] == 12  # all five are in English too, and two have a simple version

    second = Portal.start(var, tmp_path / "second", first.port)
    try:
        second.wait_open()
    finally:
        second.stop()
    assert not PASSWORD.search(second.printed())
    assert counts(var) == before


def test_canonical_addresses_follow_the_port(var: Path, tmp_path: Path) -> None:
    for name in ("first", "second"):
        portal = Portal.start(var, tmp_path / name).wait_open()
        try:
            with urllib.request.urlopen(f"{portal.url}/projets/ser-sip/") as answer:
                assert f'<link rel="canonical" href="{portal.url}/projets/ser-sip/">' in answer.read().decode()
        finally:
            portal.stop()


def test_port_in_use_is_said_before_anything_is_done(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        for command in (["-m", "config.run"], ["site/config/bootstrap.py", "run"]):
            done = subprocess.run(
                [sys.executable, *command],
                cwd=ROOT, env=environment(tmp_path / "var", port), capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 1
            assert done.stderr.startswith(f"Le port {port} est déjà pris par un autre programme.")
            assert done.stdout == ""
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("asked", ["abc", "0", "65536", "-1", "８０"])
def test_port_that_is_none_is_refused(asked: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "config.run"],
        cwd=ROOT, env=environment(tmp_path / "var", 1) | {"PORT": asked}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == f"PORT doit être un nombre entre 1 et 65535 ; « {asked} » n’en est pas un.\n"


def test_failed_preparation_stops_before_serving(tmp_path: Path) -> None:
    (tmp_path / "passerelles.sqlite3").write_text("not a database")
    port = free_port()
    done = subprocess.run(
        [sys.executable, "-m", "config.run"],
        cwd=ROOT, env=environment(tmp_path, port), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "La préparation du portail a échoué" in done.stderr


@pytest.mark.parametrize("stop_signal", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything(portal: Portal, stop_signal: signal.Signals) -> None:
    family = portal.family()
    assert any("granian" in command for command in family.values())
    assert any("config.worker" in command for command in family.values())
    portal.process.send_signal(stop_signal)
    assert portal.process.wait(30) == 0
    assert no_longer_runs(set(family))
    assert "Arrêt du portail" in portal.printed()


@pytest.mark.parametrize(("child", "name"), [("granian", "Le serveur web"), ("config.worker", "Le travail de fond")])
def test_a_child_that_dies_closes_the_portal(portal: Portal, child: str, name: str) -> None:
    family = portal.family()
    victim = next(pid for pid, command in family.items() if child in command)
    subprocess.run(["kill", "-KILL", str(victim)], check=True)
    assert portal.process.wait(30) == 1
    assert no_longer_runs(set(family))
    assert f"{name} s’est arrêté tout seul" in portal.printed()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_a_killed_launcher_leaves_nothing_running(portal: Portal) -> None:
    family = set(portal.family())
    portal.process.kill()
    eventually(lambda: no_longer_runs(family), "every child ends")
