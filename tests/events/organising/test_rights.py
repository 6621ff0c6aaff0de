"""Each page of the organiser's side is for who may, and for nobody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.models import HalfDay, Needs, NeedsReading, Registration, RegistrationDesk
from events.organising import urls
from tests.events.factories import NOW, STARTS

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
AT_DOOR = {"doors", "door", "sheet", "badges", "letters", "letter"}
FOR_SOMEBODY = {"person", "add", "change", "hand_over"}


def addresses(desk: RegistrationDesk) -> dict[str, str]:
    one = desk.registrations.first()
    assert one
    half_day = HalfDay.objects.create(desk=desk, starts_at=STARTS, ends_at=STARTS + timedelta(hours=3))
    numbers: dict[str, list[Any]] = {"desks": [], "open": [], "importing": [], "person": [one.pk]}
    numbers |= {name: [one.pk] for name in ("certificate", "change", "hand_over")}
    numbers["recurring"] = [desk.event.pk]
    numbers["letter"] = [desk.pk, "confirmee"]
    numbers |= {name: [half_day.pk] for name in ("door", "mark", "sync", "sheet")}
    return {
        str(pattern.name): reverse(f"event_organising:{pattern.name}", args=numbers.get(str(pattern.name), [desk.pk]))
        for pattern in urls.urlpatterns
    }


@pytest.mark.parametrize(
    ("permissions", "opened"),
    [
        ((), set()),
        (
            ("manage_registrations",),
            {"desks", "open", "people", "settings", "messages", "figures"} | AT_DOOR | FOR_SOMEBODY,
        ),
        (("read_needs",), {"needs"}),
    ],
)
def test_pages_open_to_who_may(
    sign_in: SignIn, desk: RegistrationDesk, permissions: tuple[str, ...], opened: set[str]
) -> None:
    client = sign_in(*permissions)
    found = {name for name, address in addresses(desk).items() if client.get(address).status_code == 200}
    assert found == opened


def test_nobody_else_changes_anything(sign_in: SignIn, desk: RegistrationDesk) -> None:
    client = sign_in("read_needs")
    before = list(Registration.objects.values_list("state", flat=True))
    for name, address in addresses(desk).items():
        if name != "needs":
            client.post(address, {"acte": "annuler", "bouton": "envoyer", "subject": "x", "text": "x"})
    assert list(Registration.objects.values_list("state", flat=True)) == before
    assert not desk.announcements.exists()


def test_strangers_sign_in_first(client: Client, desk: RegistrationDesk) -> None:
    for address in addresses(desk).values():
        assert "/admin/login/" in client.get(address)["Location"]


def test_the_menu_leads_there_who_may(sign_in: SignIn, client: Client, desk: RegistrationDesk) -> None:
    address = reverse("event_organising:desks")
    assert address not in sign_in().get("/admin/").content.decode()
    assert address in sign_in("manage_registrations").get("/admin/").content.decode()


def test_needs_of_named_people_are_for_the_referent_and_each_reading_is_kept(
    sign_in: SignIn, desk: RegistrationDesk
) -> None:
    camille = desk.registrations.get(given_name="Camille")
    Needs.objects.create(registration=camille, accommodations=["lsf"], note="Au premier rang.", said_at=NOW)
    pages = addresses(desk)
    client = sign_in("manage_registrations")
    for name, address in pages.items():
        if name != "needs":
            assert b"premier rang" not in client.get(address).content, name
    assert client.get(pages["needs"]).status_code == 302 and not NeedsReading.objects.exists()
    for export in ("csv", "xlsx"):
        response = client.get(f"{pages['people']}?export={export}")
        assert b"premier rang" not in b"".join(response)
    shown = sign_in("read_needs").get(pages["needs"]).content.decode()
    assert "Au premier rang." in shown and "Interprétation en langue des signes" in shown
    reading = NeedsReading.objects.get()
    assert (reading.registration, str(reading.user), reading.read_at) == (camille, "read_needs", NOW)
