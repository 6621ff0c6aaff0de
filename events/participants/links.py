"""The private address of a registration: who holds it may see and change it, without account or cookie."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from events.models import Registration
from mail import signed

_SALT = "events.participants"


def address(registration: Registration) -> str:
    """Absolute, for messages. It works as long as the registration is kept."""
    token = signing.dumps(str(registration.token), salt=_SALT)
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("events:registration", args=[token])


def registration_of(token: str) -> Registration | None:
    """The registration of a link, None once it is erased. Raises `mail.signed.BadLink` when it is not ours."""
    value = UUID(signed.read(token, _SALT, None))
    return Registration.objects.select_related("desk__event", "organisation", "booking").filter(token=value).first()
