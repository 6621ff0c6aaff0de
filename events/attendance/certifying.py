"""Certificates of attendance: for who came, and as long as nobody takes it back."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from events.models import Certificate, Registration
from events.printing import Certificate as Facts
from events.printing import HalfDay as Printed
from events.printing import certificate
from events.registration.states import State

from .recording import attended

CERTIFIED = frozenset({State.ATTENDED, State.PARTIAL})


def pdf_of(registration: Registration) -> bytes | None:
    """The certificate, established the first time it is asked for. None for who did not come, or once revoked."""
    half_days = attended(registration) if registration.state in CERTIFIED else []
    if not half_days:
        return None
    kept, _made = Certificate.objects.get_or_create(registration=registration, defaults={"issued_at": timezone.now()})
    if kept.revoked_at:
        return None
    event = registration.desk.event
    address = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("events:certificate", args=[kept.code])
    return certificate(
        Facts(
            person=registration.name,
            event=event.title,
            place=event.where,
            half_days=tuple(Printed(*half_day.on_the_clock) for half_day in half_days),
            organisers=tuple(organiser.name for organiser in event.organisers.all()),
            issuer=settings.WAGTAIL_SITE_NAME,
            issued_on=timezone.localdate(kept.issued_at),
            code=str(kept.code),
            address=address,
        )
    )
