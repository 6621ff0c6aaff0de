"""The door: by the list, by a code, by a device that was without network; and the papers."""

import json
import sys
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.attendance.codes import code_of
from events.models import HalfDay, Registration, RegistrationDesk, Scan
from tests.events.factories import STARTS
from tests.events.printing.papers import Paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def half_day(desk: RegistrationDesk) -> HalfDay:
    return HalfDay.objects.create(desk=desk, starts_at=STARTS, ends_at=STARTS + timedelta(hours=3))


@pytest.fixture
def camille(desk: RegistrationDesk) -> Registration:
    return desk.registrations.get(given_name="Camille")


def url(name: str, number: int) -> str:
    return reverse(f"event_organising:{name}", args=[number])


def sync(client: Client, half_day: HalfDay, *readings: dict[str, Any]) -> dict[str, Any]:
    body = json.dumps({"readings": readings})
    response = client.post(url("sync", half_day.pk), body, content_type="application/json")
    assert response.status_code == 200
    answer: dict[str, Any] = response.json()
    return answer


def read(person: Registration, present: bool = True) -> dict[str, Any]:
    return {"nonce": uuid.uuid4().hex, "code": code_of(person), "present": present, "at": STARTS.timestamp() * 1000}


def state(person: Registration) -> str:
    return Registration.objects.get(pk=person.pk).state


def test_the_list_marks_without_a_script(organiser: Client, half_day: HalfDay, camille: Registration) -> None:
    page = organiser.get(url("door", half_day.pk)).content.decode()
    assert "Essai Camille" in page and "Alix" not in page, "who waits is not expected"
    sent = {"code": code_of(camille), "nonce": str(uuid.uuid4()), "present": "oui"}
    for _double_click in range(2):
        assert organiser.post(url("mark", half_day.pk), sent).status_code == 302
    assert state(camille) == "presente" and Scan.objects.count() == 1
    assert str(Scan.objects.get().user) == "manage_registrations"
    organiser.post(url("mark", half_day.pk), sent | {"nonce": str(uuid.uuid4()), "present": "non"})
    assert state(camille) == "confirmee"


def test_a_code_that_is_not_ours_is_said(organiser: Client, half_day: HalfDay) -> None:
    for code in ("", "1", "forgé"):
        answer = organiser.post(url("mark", half_day.pk), {"code": code, "nonce": str(uuid.uuid4())}, follow=True)
        assert "pas de ce portail" in answer.content.decode()
    assert not Scan.objects.exists()


def test_a_device_sends_what_it_kept_and_may_send_it_again(
    organiser: Client, half_day: HalfDay, desk: RegistrationDesk, camille: Registration
) -> None:
    alix = desk.registrations.get(given_name="Alix")
    first, second, third = read(camille), read(alix), {**read(camille), "code": "inconnu"}
    for _time in range(2):
        answer = sync(organiser, half_day, first, second, third)
        assert [uuid.UUID(nonce).hex for nonce in answer["kept"]] == [first["nonce"]]
        assert answer["present"] == [code_of(camille)]
        refused = {uuid.UUID(nonce).hex: why for nonce, why in answer["refused"].items()}
        assert "n’a pas de place" in refused[second["nonce"]] and "pas de ce portail" in refused[third["nonce"]]
    assert Scan.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    ["", "x", "[]", "{}", '{"readings": 1}', '{"readings": [1]}', '{"readings": [{"nonce": "x"}]}',
     '{"readings": [{"nonce": "6f9619ff8b86d011b42d00cf4fc964ff", "code": "x", "present": 1, "at": "x"}]}',
     '{"readings": [{"nonce": "6f9619ff8b86d011b42d00cf4fc964ff", "code": "x", "present": 1, "at": 1e300}]}'],
)  # fmt: skip
def test_what_no_device_of_ours_sends_is_refused(organiser: Client, half_day: HalfDay, body: str) -> None:
    response = organiser.post(url("sync", half_day.pk), body, content_type="application/json")
    assert response.status_code in (200, 400) and not Scan.objects.exists()


def test_the_door_of_an_event_shows_its_half_days_and_closes(
    organiser: Client, half_day: HalfDay, desk: RegistrationDesk, camille: Registration
) -> None:
    assert "Clore : 1 personne absente" in organiser.get(url("doors", desk.pk)).content.decode()
    organiser.post(url("close", desk.pk))
    assert state(camille) == "absente"
    assert "Clore" not in organiser.get(url("doors", desk.pk)).content.decode()
    organiser.post(url("person", camille.pk), {"acte": "excuser"})
    assert state(camille) == "excusee"


def test_papers_hold_those_expected(organiser: Client, half_day: HalfDay, desk: RegistrationDesk) -> None:
    for address in (url("sheet", half_day.pk), url("badges", desk.pk)):
        response = organiser.get(address)
        assert response["Content-Type"] == "application/pdf" and "no-store" in response["Cache-Control"]
        text = Paper(response.content).text
        assert "Camille Essai" in text and "Alix" not in text


def test_too_many_badges_are_said(organiser: Client, desk: RegistrationDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["events.printing.badges"], "MOST_BADGES", 0)
    response = organiser.get(url("badges", desk.pk), follow=True)
    assert "ne s’impriment pas en une fois" in response.content.decode()


def test_the_camera_is_for_the_door_alone(organiser: Client, half_day: HalfDay, desk: RegistrationDesk) -> None:
    assert "camera=(self)" in organiser.get(url("door", half_day.pk))["Permissions-Policy"]
    assert "camera=()" in organiser.get(url("doors", desk.pk))["Permissions-Policy"]
