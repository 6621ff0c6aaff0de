"""« Attestation de présence »."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.encoding import iri_to_uri
from django.utils.translation import override

from .half_days import HalfDay, period, said, total, weekday_said
from .qr_codes import qr_svg
from .typesetting import Exact, refuse_more_than, typeset

MOST_HALF_DAYS = 100
MOST_ORGANISERS = 30


@dataclass(frozen=True)
class Certificate:
    """`half_days`: those attended. `issuer`: the name of the portal. `address`: where anybody checks `code`."""

    person: str
    event: str
    place: str
    half_days: tuple[HalfDay, ...]
    organisers: tuple[str, ...]
    issuer: str
    issued_on: date
    code: str
    address: str


@override("fr")
def certificate(facts: Certificate) -> bytes:
    """In French whoever asks for it: those to whom it is shown read French.

    Raises ValueError without a half-day, and for an address that is not of the web, `NotPrinted` above the bounds.
    """
    if not facts.half_days:
        raise ValueError("nobody is certified present at nothing")
    if not facts.address.startswith(("https://", "http://")):
        raise ValueError("the address of a certificate is one of the web")
    refuse_more_than(MOST_HALF_DAYS, facts.half_days, "Une attestation porte au plus {most} demi-journées.")
    refuse_more_than(MOST_ORGANISERS, facts.organisers, "Une attestation porte au plus {most} organisateurs.")
    address = iri_to_uri(facts.address)
    half_days = sorted(facts.half_days, key=lambda half_day: half_day.starts)
    return typeset(
        "certificate",
        {
            "title": f"Attestation de présence – {facts.person}",
            "person": facts.person,
            "event": facts.event,
            "place": facts.place,
            "dates": period(half_days),
            "duration": total(half_days),
            "half_days": [
                {"day": weekday_said(half_day.day), "part": half_day.part, "hours": half_day.hours}
                for half_day in half_days
            ],
            "organisers": facts.organisers,
            "issuer": facts.issuer,
            "issued_on": said(facts.issued_on),
            "issued": [facts.issued_on.year, facts.issued_on.month, facts.issued_on.day],
            "code": facts.code,
            "address": Exact(address),
            "mark": Exact(_mark()),
            "drawing": Exact(qr_svg(address, "Vérifier cette attestation")),
        },
    )


def _mark() -> str:
    found = finders.find("favicon.svg")
    assert isinstance(found, str)
    return Path(found).read_text()
