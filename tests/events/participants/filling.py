"""What a browser sends for the form of an event."""

from typing import Any

from django.test import Client
from django.urls import reverse

from events.models import RegistrationDesk
from events.participants import tokens


def filled(*names: str, **others: Any) -> dict[str, Any]:
    """The whole form, for people of these first names; `others` adds to it or takes its place."""
    data: dict[str, Any] = {"jeton": tokens.give(), "nombre": str(len(names)), "structure": "ESAT Les Essais"}
    for number, name in enumerate(names):
        data |= {
            f"personne-{number}-prenom": name,
            f"personne-{number}-nom": "Essai",
            f"personne-{number}-courriel": f"{name.lower()}@exemple.test",
            f"personne-{number}-fonction": "éducatrice",
        }
    return data | others


def address(desk: RegistrationDesk) -> str:
    return reverse("events:ask", args=[desk.pk])


def send(client: Client, desk: RegistrationDesk, data: dict[str, Any]) -> tuple[int, str]:
    """Status, and the page or where the answer leads."""
    response = client.post(address(desk), data)
    return response.status_code, response.get("Location") or response.content.decode()
