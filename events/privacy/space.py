"""Somebody's own space: everything that is kept of one address, for who reads its mail."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.urls import reverse

from events.attendance.recording import attended
from events.models import Booking, Needs, Registration
from events.registration.erasing import erase
from events.registration.moving import Act
from events.registration.states import State
from mail import signed

_SALT = "events.privacy.space"
LASTS = timedelta(hours=24)


def address(email: str) -> str:
    """Absolute, for messages; it opens for a day."""
    token = signing.dumps(email.lower(), salt=_SALT)
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("events:space", args=[token])


def email_of(token: str) -> str:
    """Raises `mail.signed.BadLink`."""
    return str(signed.read(token, _SALT, LASTS))


def registrations_of(email: str) -> "QuerySet[Registration]":
    kept = Registration.objects.filter(email=email).exclude(state=State.ANONYMISED)
    return kept.select_related("desk__event", "organisation", "booking").order_by("-pk")


def data_of(email: str) -> dict[str, Any]:
    """Everything that is kept of an address, for its owner to take elsewhere (RGPD, art. 20)."""
    return {
        "adresse": email,
        "inscriptions": [_registration(each) for each in registrations_of(email)],
        "demandes": [
            {"nom": booking.name, "evenement": booking.desk.event.title, "date": booking.made_at.isoformat()}
            for booking in Booking.objects.filter(email=email).select_related("desk__event")
        ],
    }


def erase_all(email: str, now: datetime) -> None:
    """Forget everything of an address; seats to come go to others. Interrupted, it goes on when asked again."""
    for registration in registrations_of(email):
        erase(registration.pk, Act(now))
    Booking.objects.filter(email=email).update(name="", email="")


def _registration(registration: Registration) -> dict[str, Any]:
    needs = Needs.objects.filter(registration=registration).first()
    return {
        "evenement": registration.desk.event.title,
        "prenom": registration.given_name,
        "nom": registration.family_name,
        "fonction": registration.job,
        "structure": registration.of,
        "etat": registration.get_state_display(),
        "places": [str(place) for place in registration.places.all()],
        "reponses": {answer.question.label: answer.value for answer in registration.answers.select_related("question")},
        "amenagements": needs.accommodations if needs else [],
        "precision": needs.note if needs else "",
        "presences": [str(half_day) for half_day in attended(registration)],
        "historique": [
            {"date": change.at.isoformat(), "etat": change.get_after_display(), "motif": change.why}
            for change in registration.changes.all()
        ],
    }
