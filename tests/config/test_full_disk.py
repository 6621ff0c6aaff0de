"""The running portal on a disk that is really full: it reads on, says what happened, and goes on once there is room."""

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests

from tests.support.portal import ROOT, environment, eventually
from tests.support.small_disk import SmallDisk

OPEN_REGISTRATION = """
from datetime import timedelta
from django.utils import timezone
from events.models import EventPage
from events.registration import desks
event = EventPage.objects.live().get(slug="bilan-expertises-partagees", locale__language_code="fr")
desks.create(event, opens_at=timezone.now() - timedelta(days=1), capacity=5)
"""
FORM = "/inscriptions/evenement/1/"
ROOM = "plus de place"
HELD = "SELECT held FROM events_quota"


@pytest.fixture(scope="module")
def disk(prepared_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallDisk]:
    """A portal that takes registrations, whose worker has nothing to do but what tests give it."""
    folder = tmp_path_factory.mktemp("disk")
    own = shutil.copytree(prepared_var, folder / "own")
    settings = environment(own, 8000) | {"DJANGO_SETTINGS_MODULE": "config.settings.local"}
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", OPEN_REGISTRATION]
    subprocess.run(command, cwd=ROOT, env=settings, check=True)
    with closing(sqlite3.connect(own / "passerelles.sqlite3")) as database:
        database.execute(
            "UPDATE django_tasks_database_dbtaskresult SET run_after = '2999-01-01' WHERE status = 'READY'"
        )
        database.commit()
    started = SmallDisk.holding(own, folder / "var", folder / "log")
    try:
        started.portal.wait_open()
        yield started
    finally:
        started.portal.stop()


@pytest.fixture
def administrator(disk: SmallDisk, prepared_var: Path) -> requests.Session:
    """Signed in, with what Django wants beside a form."""
    password = re.search(r"mot de passe : (\S+)", (prepared_var / "printed").read_text())
    session, url = requests.Session(), f"{disk.portal.url}/admin/login/"
    assert password and session.get(url).ok
    said = {"username": "admin", "password": password[1], "csrfmiddlewaretoken": session.cookies["csrftoken"]}
    assert session.post(url, said).url.endswith("/admin/")
    session.headers["X-CSRFToken"] = str(session.cookies["csrftoken"])
    return session


def filled_in(url: str, name: str) -> dict[str, str]:
    """The form as a browser sends it."""
    token = re.search(r'name="jeton" value="([^"]+)"', requests.get(url).text)
    assert token
    person = {"prenom": name, "nom": "Essai", "courriel": f"{name}@exemple.test", "fonction": "éducatrice"}
    said = {f"personne-0-{field}": value for field, value in person.items()}
    return {"jeton": token[1], "nombre": "1", "structure": "ESAT Les Essais", **said}


def send(url: str, form: dict[str, str]) -> requests.Response:
    """Once the portal no longer takes who sends it for a robot, which is that fast."""
    answers: list[requests.Response] = []

    def is_read() -> bool:
        answers.append(requests.post(url, form, allow_redirects=False))
        return "comme le ferait un robot" not in answers[-1].text

    eventually(is_read, "the form is read", within=30)
    return answers[-1]


def test_a_form_is_given_back_filled_in_and_taken_once_there_is_room(disk: SmallDisk) -> None:
    url = disk.portal.url + FORM
    form = filled_in(url, "Camille")
    [[held]] = disk.rows(HELD)
    with disk.full():
        answer = send(url, form)
        assert (answer.status_code, ROOM in answer.text) == (507, True)
        assert 'value="Camille"' in answer.text and form["jeton"] in answer.text
        assert "Rien n’est perdu" in answer.text
    assert disk.rows(HELD) == [[held]]
    assert [send(url, form).status_code for _twice in range(2)] == [303, 303]
    assert disk.rows(HELD) == [[held + 1]], "the same request, sent again, is one"


def test_what_is_read_is_still_there(disk: SmallDisk, administrator: requests.Session) -> None:
    with disk.full():
        for address in ("/", FORM, "/annuaire/export.csv", "/recherche/?q=emploi"):
            assert requests.get(disk.portal.url + address).status_code == 200, address
        assert administrator.get(f"{disk.portal.url}/admin/agenda/inscriptions/1/?export=csv").status_code == 200


def test_a_workbook_that_cannot_be_made_is_said_before_its_first_byte(
    disk: SmallDisk, administrator: requests.Session
) -> None:
    addresses = [
        f"{disk.portal.url}{path}" for path in ("/annuaire/export.xlsx", "/admin/agenda/inscriptions/1/?export=xlsx")
    ]
    with disk.full():
        for address in addresses:
            answer = administrator.get(address)
            assert (answer.status_code, ROOM in answer.text) == (507, True), address
        assert not list((disk.here / "tmp").iterdir())
    for address in addresses:
        assert administrator.get(address).content.startswith(b"PK")


@pytest.mark.parametrize("size", [1_000, 4_000_000], ids=["kept in memory", "written while it comes"])
def test_a_file_that_cannot_be_kept_is_said(disk: SmallDisk, administrator: requests.Session, size: int) -> None:
    url, said = f"{disk.portal.url}/admin/documents/add/", {"title": "Note", "collection": "1"}

    def upload() -> requests.Response:
        return administrator.post(url, said, files={"file": ("note.txt", b"bonjour " * (size // 8))})

    count = "SELECT count(*) FROM resources_librarydocument"
    before = disk.rows(count)
    with disk.full():
        answer = upload()
        assert (answer.status_code, ROOM in answer.text) == (507, True)
    assert disk.rows(count) == before
    assert upload().ok and disk.rows(count) == [[before[0][0] + 1]]


def test_the_worker_waits_for_room_and_goes_on(disk: SmallDisk) -> None:
    url = disk.portal.url + FORM
    assert send(url, filled_in(url, "Alix")).status_code == 303
    due = (
        "UPDATE django_tasks_database_dbtaskresult SET run_after = datetime('now', '+2 seconds') WHERE status = 'READY'"
    )
    disk.rows(due)
    with disk.full():
        eventually(lambda: "le travail de fond attend" in disk.portal.printed(), "the worker meets the full disk")
        assert requests.get(disk.portal.url).ok
    eventually(lambda: any("Alix" in each.read_text() for each in disk.here.glob("mail/*.eml")), "Alix is written to")
