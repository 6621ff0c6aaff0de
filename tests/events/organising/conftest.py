"""Those who organise, and those who do not."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from accounts.models import User
from events.models import RegistrationDesk
from events.registration.booking import book
from tests.events.factories import NOW, asking, desk_with, person

SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def sign_in(client: Client, db: None) -> SignIn:
    """`sign_in("manage_registrations")`: a browser of somebody of the admin who may do that."""

    def signed_in(*permissions: str) -> Client:
        user = User.objects.create_user(username="-".join(permissions) or "personne")
        user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *permissions]))
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def organiser(sign_in: SignIn) -> Client:
    return sign_in("manage_registrations")


@pytest.fixture
def desk(db: None) -> RegistrationDesk:
    """One seat: Camille has it, Alix waits for it."""
    desk = desk_with(capacity=1)
    for name in ("Camille", "Alix"):
        book(desk.pk, asking(person(name, job="éducatrice", organisation_name="ESAT Les Essais")), NOW)
    return desk
