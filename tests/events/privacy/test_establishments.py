"""Who answers for an establishment sees its people, who know it; nobody else does."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.letters import moves
from events.models import Needs, Registration
from events.privacy import space
from events.registration.booking import book
from mail.models import Message
from network.models import FollowUp, Organisation
from tests.events.factories import NOW, STARTS, asking, desk_with, person
from tests.network.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
CHIEF = "cheffe@exemple.test"


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def organisation() -> Organisation:
    found: Organisation = OrganisationFactory.create(name="ESAT Les Genêts")
    FollowUp.objects.create(organisation=found, referent=CHIEF, verified_on=date(2027, 1, 1))
    return found


@pytest.fixture
def camille(organisation: Organisation) -> Registration:
    found = book(desk_with().pk, asking(person("Camille", organisation=organisation)), NOW).registrations.get()
    Needs.objects.create(registration=found, accommodations=["lsf"], note="Au premier rang.", said_at=NOW)
    return found


def seen(client: Client, email: str = CHIEF) -> str:
    return client.get(space.address(email)).content.decode()


def test_they_see_who_goes_where_and_nothing_else(client: Client, camille: Registration) -> None:
    page = seen(client)
    assert "Camille Essai (ESAT Les Genêts)" in page and str(camille.desk.event) in page and "Confirmée" in page
    assert camille.email not in page and "premier rang" not in page and str(camille.token) not in page


@pytest.mark.parametrize("change", ["nobody", "not verified", "another address", "not public", "over", "given up"])
def test_nobody_else_does(client: Client, camille: Registration, organisation: Organisation, change: str) -> None:
    follow_up = FollowUp.objects.filter(organisation=organisation)
    email = CHIEF
    if change == "nobody":
        email = "autre@exemple.test"
    elif change == "not verified":
        follow_up.update(verified_on=None)
    elif change == "another address":
        follow_up.update(referent="nouvelle@exemple.test")
    elif change == "not public":
        Organisation.objects.filter(pk=organisation.pk).update(live=False)
    elif change == "over":
        type(camille.desk.event).objects.update(starts_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=1))
    else:
        Registration.objects.update(state="annulee")
    assert "Camille" not in seen(client, email)


def test_people_are_told_that_they_are_seen(camille: Registration) -> None:
    moves.write_due()
    message = Message.objects.get()
    for text in (message.text, message.html):
        assert "La personne qui répond de la fiche de « ESAT Les Genêts »" in text


def test_where_nobody_answers_nothing_is_told(organisation: Organisation) -> None:
    FollowUp.objects.update(verified_on=None)
    book(desk_with().pk, asking(person("Camille", organisation=organisation)), NOW)
    moves.write_due()
    assert "qui répond de la fiche" not in Message.objects.get().text


def test_the_way_there_is_sent_to_the_address_of_the_record_once_a_day(
    client: Client, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _time in range(2):
        client.post(reverse("events:my_links"), {"courriel": CHIEF.upper()})
        client.post(reverse("events:my_links"), {"courriel": "personne@exemple.test"})
    message = Message.objects.get()
    assert message.to == CHIEF and "mon-espace/" in message.text and "liens personnels" not in message.text
    monkeypatch.setattr(timezone, "now", lambda: STARTS)
    client.post(reverse("events:my_links"), {"courriel": CHIEF})
    assert Message.objects.count() == 2
