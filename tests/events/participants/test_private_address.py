"""The private address of a registration opens that one, for who holds it, and nothing else."""

import uuid

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from events.models import Registration
from events.participants import links
from events.registration.booking import book
from tests.events.factories import NOW, asking, desk_with, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def registrations() -> list[Registration]:
    desk = desk_with(capacity=1)
    return [book(desk.pk, asking(person(name)), NOW).registrations.get() for name in ("Camille", "Alix")]


def page(client: Client, token: str) -> tuple[int, str]:
    response = client.get(reverse("events:registration", args=[token]))
    return response.status_code, response.content.decode()


def test_it_opens_ones_own_and_shows_nobody_else(client: Client, registrations: list[Registration]) -> None:
    camille, alix = (client.get(links.address(each)).content.decode() for each in registrations)
    assert "Camille Essai" in camille and "confirmée" in camille and "Alix" not in camille
    assert "Alix Essai" in alix and "sur liste d’attente" in alix and "Camille" not in alix


def test_no_cache_keeps_it_and_no_other_site_learns_it(client: Client, registrations: list[Registration]) -> None:
    response = client.get(links.address(registrations[0]))
    assert "no-store" in response["Cache-Control"] and response["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_knowing_the_number_is_not_holding_the_link(client: Client, registrations: list[Registration]) -> None:
    known = str(registrations[0].token)
    signed = links.address(registrations[0]).rstrip("/").rpartition("/")[2]
    assert page(client, signed)[0] == 200  # the control
    for token in (known, signing.dumps(known), signing.dumps(known, salt="resources.readers.stop"), signed[:-1]):
        status, content = page(client, token)
        assert status == 400 and "n’est pas valable" in content and "Camille" not in content


def test_the_link_of_what_was_erased_leads_nowhere(client: Client, registrations: list[Registration]) -> None:
    address = links.address(registrations[0])
    assert client.get(address).status_code == 200
    Registration.objects.filter(pk=registrations[0].pk).update(token=uuid.uuid4())
    assert client.get(address).status_code == 404
