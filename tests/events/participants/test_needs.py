"""What one needs in order to take part: said by the person alone, changed and taken back as they like."""

from datetime import timedelta

import pytest
from django.test import Client

from events.models import Needs, Quota, Registration
from events.participants import links
from events.registration.booking import book
from tests.events.factories import NOW, asking, desk_with, person, quota

pytestmark = pytest.mark.django_db


@pytest.fixture
def camille() -> Registration:
    return book(desk_with().pk, asking(person("Camille")), NOW).registrations.get()


def test_they_are_said_changed_and_taken_back(client: Client, camille: Registration) -> None:
    url = links.address(camille) + "amenagements/"
    shown = client.get(url).content.decode()
    assert "pas pourquoi" in shown and "Interprétation en langue des signes" in shown
    assert (
        client.post(url, {"amenagements": ["lsf", "salle-calme"], "precision": "Au premier rang."}).status_code == 303
    )
    said = Needs.objects.get(registration=camille)
    assert (said.accommodations, said.note, said.said_at) == (["lsf", "salle-calme"], "Au premier rang.", NOW)
    assert "Au premier rang." in client.get(url).content.decode()
    assert "Au premier rang." not in client.get(links.address(camille)).content.decode()
    client.post(url, {"amenagements": ["lsf"]})
    assert Needs.objects.get(registration=camille).accommodations == ["lsf"]
    client.post(url, {})
    assert not Needs.objects.exists()


def test_what_does_not_exist_is_refused(client: Client, camille: Registration) -> None:
    response = client.post(links.address(camille) + "amenagements/", {"amenagements": ["diagnostic"]})
    assert response.status_code == 400 and not Needs.objects.exists()


def test_a_place_for_a_wheelchair_is_taken_and_given_back(client: Client, camille: Registration) -> None:
    url = links.address(camille) + "amenagements/"
    assert "fauteuil" not in client.get(url).content.decode(), "the event has none"
    place = quota(camille.desk, Quota.Kind.WHEELCHAIR, 1)
    assert client.post(url, {"fauteuil": ["oui"]}).status_code == 303
    place.refresh_from_db()
    assert place.held == 1 and place in camille.places.all()
    alix = book(camille.desk.pk, asking(person("Alix")), NOW).registrations.get()
    full = client.post(links.address(alix) + "amenagements/", {"fauteuil": ["oui"], "amenagements": ["lsf"]})
    assert full.status_code == 400 and "plus d’emplacement libre" in full.content.decode()
    assert not Needs.objects.filter(registration=alix).exists()
    client.post(links.address(camille) + "modifier/", {"prenom": "Camille", "nom": "Essai"})
    assert place in camille.places.all(), "changing the rest does not lose it"
    assert client.post(url, {}).status_code == 303
    place.refresh_from_db()
    assert place.held == 0


def test_workshops_that_now_clash_are_said(client: Client) -> None:
    """The organiser has moved one of the two that Camille holds: nothing is lost, and nothing breaks."""
    desk = desk_with()
    quota(desk, Quota.Kind.WHEELCHAIR, 1)
    workshops = [quota(desk, Quota.Kind.WORKSHOP, 5, label=label) for label in ("Tutorat", "Emploi")]
    asked = asking(person("Camille", places=frozenset(each.pk for each in workshops)))
    camille = book(desk.pk, asked, NOW).registrations.get()
    Quota.objects.filter(kind=Quota.Kind.WORKSHOP).update(starts_at=NOW, ends_at=NOW + timedelta(hours=1))
    response = client.post(links.address(camille) + "amenagements/", {"fauteuil": ["oui"], "amenagements": ["lsf"]})
    assert response.status_code == 400 and "en même temps" in response.content.decode()
    assert not Needs.objects.exists() and camille.places.count() == 3
