"""Who asks to be told of a publication is told once, and then forgotten."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from mail.delivery import deliver
from mail.models import Message
from mail.signals import refused_for_good
from resources.models import ResourcePage, ResourceStatus, Waiting
from resources.readers import waiting
from resources.tasks import tell_waiting
from tests.support.french import french

pytestmark = pytest.mark.usefixtures("founding")

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
READER = "camille@example.org"


@pytest.fixture
def resource() -> ResourcePage:
    return french(ResourcePage, slug="documents-pcti")


def links(mailoutbox: list[EmailMultiAlternatives]) -> list[str]:
    """The paths in the messages that leave now."""
    mailoutbox.clear()
    deliver(timezone.now())
    found = [re.search(r"https?://[^/\s]+(/r/\S+)", str(message.body)) for message in mailoutbox]
    return [match[1] for match in found if match]


def asked(client: Client, resource: ResourcePage, email: str = READER) -> None:
    response = client.post(f"/r/{resource.code}/me-prevenir/", {"courriel": email})
    assert (response.status_code, response["Location"]) == (303, "/r/message-envoye/")


def publish(resource: ResourcePage) -> None:
    resource.status = ResourceStatus.PUBLISHED
    resource.save_revision().publish()


def test_from_the_wish_to_the_message(
    client: Client, resource: ResourcePage, mailoutbox: list[EmailMultiAlternatives],
    django_capture_on_commit_callbacks: Callable,
) -> None:  # fmt: skip
    assert f"/r/{resource.code}/me-prevenir/" in client.get(resource.get_url()).content.decode()
    assert client.get(f"/r/{resource.code}/me-prevenir/").status_code == 200
    asked(client, resource)
    [confirm] = links(mailoutbox)
    # Programs that read mail follow links: only the button confirms.
    assert client.get(confirm).status_code == 200
    assert Waiting.objects.get().confirmed_at is None
    assert client.post(confirm).status_code == 200
    assert Waiting.objects.get().confirmed_at
    assert waiting.tell() == 0
    publish(resource)
    assert waiting.tell() == 1
    assert not Waiting.objects.exists()
    [news] = links(mailoutbox)
    assert news == resource.permanent_path
    assert waiting.tell() == 0


def test_publishing_has_them_told_by_the_worker(
    resource: ResourcePage, django_capture_on_commit_callbacks: Callable
) -> None:
    Waiting.objects.create(resource=resource, email=READER, asked_at=NOW, confirmed_at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        publish(resource)
    assert DBTaskResult.objects.filter(task_path=tell_waiting.module_path).exists()
    tell_waiting.call()
    assert Message.objects.filter(to=READER).exists()


def test_who_did_not_confirm_is_not_told(resource: ResourcePage) -> None:
    Waiting.objects.create(resource=resource, email=READER, asked_at=NOW)
    publish(resource)
    assert waiting.tell() == 0


def test_a_restricted_resource_is_told_to_nobody(resource: ResourcePage) -> None:
    Waiting.objects.create(resource=resource, email=READER, asked_at=NOW, confirmed_at=NOW)
    publish(resource)
    resource.unpublish()
    assert waiting.tell() == 0
    resource.save_revision().publish()
    assert waiting.tell() == 1  # the control


def test_asking_twice_writes_once(
    client: Client, resource: ResourcePage, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    asked(client, resource)
    asked(client, resource, READER.upper())
    other = french(ResourcePage, slug="outil-suivi-partage")
    asked(client, other)
    assert len(links(mailoutbox)) == 1
    Waiting.objects.update(asked_at=timezone.now() - timedelta(days=2))
    asked(client, resource)
    assert len(links(mailoutbox)) == 1


def test_one_click_stops_and_erases(
    client: Client, resource: ResourcePage, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    asked(client, resource)
    links(mailoutbox)
    stop = re.search(r"<https?://[^/]+(/\S+)>", mailoutbox[0].extra_headers["List-Unsubscribe"])
    assert stop and mailoutbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert client.get(stop[1]).status_code == 200 and Waiting.objects.exists()
    assert client.post(stop[1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Waiting.objects.exists()
    assert client.post(stop[1]).status_code == 200  # again: nothing left to do


def test_a_forged_link_does_nothing(
    client: Client, resource: ResourcePage, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    asked(client, resource)
    [confirm] = links(mailoutbox)
    assert client.post(confirm.replace("confirmer", "arreter")).status_code == 400
    assert client.post(confirm[:-4] + "abc/").status_code == 400
    assert Waiting.objects.filter(confirmed_at=None).exists()


def test_many_addresses_in_an_hour_are_an_attack(
    client: Client, resource: ResourcePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "INVITATIONS_PER_HOUR", 2)
    for number in range(2):
        asked(client, resource, f"personne-{number}@example.org")
    response = client.post(f"/r/{resource.code}/me-prevenir/", {"courriel": READER})
    assert response.status_code == 503
    assert not Waiting.objects.filter(email=READER).exists()


@pytest.mark.parametrize(
    "email", ["", "camille", "a@b", "x" * 250 + "@example.org", "a@example.org\nBcc: b@example.org"]
)
def test_an_address_that_is_none(client: Client, resource: ResourcePage, email: str) -> None:
    response = client.post(f"/r/{resource.code}/me-prevenir/", {"courriel": email})
    assert response.status_code == 400 and 'role="alert"' in response.content.decode()
    assert not Waiting.objects.exists()


def test_robots_leave_nothing(client: Client, resource: ResourcePage) -> None:
    client.post(f"/r/{resource.code}/me-prevenir/", {"courriel": READER, "site": "spam"})
    assert not Waiting.objects.exists()


def test_what_is_there_already_is_not_waited_for(client: Client, resource: ResourcePage) -> None:
    publish(resource)
    assert client.get(f"/r/{resource.code}/me-prevenir/")["Location"] == resource.get_url()


def test_an_address_that_its_server_refuses_is_forgotten(resource: ResourcePage) -> None:
    refused, kept = (
        Waiting.objects.create(resource=resource, email=f"{name}@example.org", asked_at=NOW) for name in "ab"
    )
    refused_for_good.send(sender=None, about=refused.about, to=refused.email)
    refused_for_good.send(sender=None, about="network.followup:1", to=kept.email)
    assert list(Waiting.objects.all()) == [kept]


def test_nobody_waits_for_ever(resource: ResourcePage) -> None:
    for days, confirmed in ((8, None), (6, None), (731, NOW), (729, NOW)):
        Waiting.objects.create(
            resource=resource, email=f"{days}@example.org", asked_at=NOW - timedelta(days=days), confirmed_at=confirmed
        )
    waiting.purge(NOW)
    assert set(Waiting.objects.values_list("email", flat=True)) == {"6@example.org", "729@example.org"}
