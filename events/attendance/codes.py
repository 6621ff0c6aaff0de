"""What a badge and a private page show at the door."""

from django.core import signing

from events.models import Registration


def _signer() -> signing.Signer:
    return signing.Signer(salt="events.attendance", sep=".")


def code_of(registration: Registration) -> str:
    """Letters, figures, hyphens, underscores and a full stop."""
    return _signer().sign(str(registration.pk))


def number_of(code: str) -> int | None:
    """The registration of a code read at the door; None when it is not ours."""
    try:
        return int(_signer().unsign(code.strip()))
    except (signing.BadSignature, ValueError):
        return None
