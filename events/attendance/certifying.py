"""Certificates of attendance: for who came, and as long as nobody takes it back."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from events.models import Certificate, Registration
from events.printing import Certificate as Facts
from events.printing import HalfDay as Printed
from events.printing import certificate
from events.registration.moving import Act
from events.registration.states import State

from .recording import attended

CERTIFIED = frozenset({State.ATTENDED, State.PARTIAL})


def is_certified(registration: Registration) -> bool:
    """Whether they may have one: they came, and it was not taken back."""
    taken_back = Certificate.objects.filter(registration=registration).exclude(revoked_at=None)
    return registration.state in CERTIFIED and not taken_back.exists()


def revoke(registration: Registration, act: Act) -> None:
    """Its check says from now on that it does not hold, and nobody is given it again."""
    mine = Certificate.objects.filter(registration=registration, revoked_at=None)
    mine.update(revoked_at=act.at, revoked_by=act.user)


def give_back(registration: Registration) -> None:
    """It holds again."""
    Certificate.objects.filter(registration=registration).update(revoked_at=None, revoked_by=None)


def pdf_of(registration: Registration) -> bytes | None:
    """The certificate, established the first time it is asked for. None for who did not come, or once revoked."""
    half_days = attended(registration) if is_certified(registration) else []
    if not half_days:
        return None
    kept, _made = Certificate.objects.get_or_create(registration=registration, defaults={"issued_at": timezone.now()})
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
