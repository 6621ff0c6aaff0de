"""Links are sent again to their owner, and to nobody else, whatever is asked."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import Registration
from events.registration.booking import book
from mail.models import Message
from tests.events.factories import NOW, asking, desk_with, person
from tests.events.private_links import leads_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def camille() -> list[Registration]:
    return [book(desk_with().pk, asking(person("Camille")), NOW).registrations.get() for _event in range(2)]


def ask(client: Client, email: str) -> tuple[int, str]:
    response = client.post(reverse("events:my_links"), {"courriel": email})
    return response.status_code, response.get("Location", "")


def sent() -> list[Message]:
    return list(Message.objects.filter(about__endswith=":links"))


def test_one_message_holds_all_of_them(client: Client, camille: list[Registration]) -> None:
    assert ask(client, "Camille@exemple.test") == (303, reverse("events:links_sent"))
    [message] = sent()
    assert message.to == "camille@exemple.test"
    assert leads_to(message.text) == leads_to(message.html) == set(camille)


def test_the_answer_does_not_tell_whether_an_address_is_known(client: Client, camille: list[Registration]) -> None:
    assert ask(client, "personne@exemple.test") == ask(client, "camille@exemple.test")
    assert len(sent()) == 1
    assert client.get(reverse("events:links_sent")).status_code == 200


def test_once_a_day(client: Client, camille: list[Registration], monkeypatch: pytest.MonkeyPatch) -> None:
    for _time in range(3):
        ask(client, "camille@exemple.test")
    assert len(sent()) == 1
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=1))
    ask(client, "camille@exemple.test")
    assert len(sent()) == 2


def test_a_robot_has_nothing_sent(client: Client, camille: list[Registration]) -> None:
    client.post(reverse("events:my_links"), {"courriel": "camille@exemple.test", "site": "x"})
    assert not sent()


@pytest.mark.parametrize("email", ["", "camille@", "a@b.fr\nBcc: c@d.fr", "a" * 300 + "@exemple.test"])
def test_what_is_no_address_is_said(client: Client, email: str) -> None:
    response = client.post(reverse("events:my_links"), {"courriel": email})
    assert response.status_code == 400 and not sent()
