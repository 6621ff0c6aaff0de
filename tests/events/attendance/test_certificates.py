"""A certificate is for who came, says what they attended, and is confirmed as long as it holds."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from events.attendance import recording
from events.attendance.codes import code_of
from events.attendance.recording import Reading
from events.models import Certificate, HalfDay, Registration
from events.participants import links
from events.registration.erasing import erase
from events.registration.moving import Act
from tests.events.factories import NOW, STARTS
from tests.events.printing.papers import Paper

pytestmark = pytest.mark.django_db


def attend(half_day: HalfDay, person: Registration) -> None:
    recording.record(half_day, [Reading(uuid.uuid4(), person.pk, True, STARTS)], Act(STARTS))


def test_who_came_downloads_it_and_anybody_confirms_it(
    client: Client, afternoon: HalfDay, camille: Registration
) -> None:
    address = links.address(camille)
    assert client.get(f"{address}attestation.pdf").status_code == 404
    assert "attestation" not in client.get(address).content.decode().lower()
    attend(afternoon, camille)
    assert "attestation.pdf" in client.get(address).content.decode()
    response = client.get(f"{address}attestation.pdf")
    text = Paper(response.content).text
    assert response["Content-Type"] == "application/pdf" and "no-store" in response["Cache-Control"]
    assert "Camille Essai" in text and "3 heures" in text and "matin" not in text
    certificate = Certificate.objects.get()
    page = client.get(reverse("events:certificate", args=[certificate.code])).content.decode()
    assert "est valable" in page and "Camille Essai" in page and camille.email not in page
    client.get(f"{address}attestation.pdf")
    assert Certificate.objects.count() == 1


@pytest.fixture
def certified(client: Client, morning: HalfDay, camille: Registration) -> str:
    attend(morning, camille)
    client.get(f"{links.address(camille)}attestation.pdf")
    return reverse("events:certificate", args=[Certificate.objects.get().code])


def test_one_that_is_taken_back_no_longer_holds(client: Client, certified: str, camille: Registration) -> None:
    assert client.get(certified).status_code == 200
    Certificate.objects.update(revoked_at=NOW)
    assert client.get(certified).status_code == 404
    assert client.get(f"{links.address(camille)}attestation.pdf").status_code == 404


def test_a_presence_that_was_a_mistake_certifies_nothing(
    client: Client, certified: str, morning: HalfDay, camille: Registration
) -> None:
    recording.record(morning, [Reading(uuid.uuid4(), camille.pk, False, STARTS)], Act(STARTS))
    assert client.get(certified).status_code == 404


def test_who_is_erased_is_in_no_certificate(client: Client, certified: str, camille: Registration) -> None:
    erase(camille.pk, Act(NOW))
    answer = client.get(certified)
    assert answer.status_code == 404 and "Camille" not in answer.content.decode()
    assert client.get(reverse("events:certificate", args=[uuid.uuid4()])).status_code == 404


def test_the_private_page_shows_the_code_of_the_door(client: Client, camille: Registration) -> None:
    page = client.get(links.address(camille)).content.decode()
    assert "Montrez ce code" in page and "<svg" in page and code_of(camille) not in page
