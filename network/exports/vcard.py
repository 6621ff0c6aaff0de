"""An organisation as a business card (vCard 4.0, RFC 6350) that address books take in.

Written here: of the libraries that are kept, `vobject` writes version 3.0, and version 4.0 is but escapes and folds.
"""

import re
from collections.abc import Iterator
from datetime import UTC

from network.models import Organisation

from .identity import public_key

CONTENT_TYPE = "text/vcard; charset=utf-8"
_MOST_BYTES = 75  # in a line (RFC 6350, 3.2)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]")


def vcard(organisation: Organisation, base: str) -> str:
    """The card of an organisation loaded by `selection.told`; what is unknown has no line."""
    return "".join(f"{_folded(line)}\r\n" for line in _lines(organisation, base))


def _lines(organisation: Organisation, base: str) -> Iterator[str]:
    commune = organisation.commune
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield "KIND:org"
    yield f"FN:{_escaped(organisation.name)}"
    parent = organisation.parent if organisation.parent and organisation.parent.live else None
    yield (
        f"ORG:{_escaped(parent.name)};{_escaped(organisation.name)}" if parent else f"ORG:{_escaped(organisation.name)}"
    )
    if organisation.acronym:
        yield f"NICKNAME:{_escaped(organisation.acronym)}"
    yield f"CATEGORIES:{_escaped(str(organisation.get_kind_display()))}"
    if organisation.address or organisation.postcode or commune:
        street = ", ".join(filter(None, map(str.strip, organisation.address.splitlines())))
        parts = ["", "", street, commune.name if commune else "", "", organisation.postcode, "France"]
        yield f"ADR;TYPE=work:{';'.join(map(_escaped, parts))}"
    if organisation.point:
        yield f"GEO:geo:{organisation.point[0]:.6f},{organisation.point[1]:.6f}"
    if organisation.phone:
        # A short number is no `tel:` address by itself (RFC 3966).
        uri = ";VALUE=uri:tel" if organisation.phone.startswith("+") else ""
        yield f"TEL;TYPE=work{uri}:{_escaped(organisation.phone)}"
    if organisation.email:
        yield f"EMAIL;TYPE=work:{_escaped(organisation.email)}"
    if organisation.website:
        yield f"URL:{''.join(_unseen(organisation.website).split())}"
    if organisation.description:
        yield f"NOTE:{_escaped(organisation.description)}"
    yield f"SOURCE:{base}{organisation.get_absolute_url()}"
    yield f"UID;VALUE=text:{public_key(organisation.pk)}"
    if organisation.last_published_at:
        yield f"REV:{organisation.last_published_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "END:VCARD"


def _escaped(text: str) -> str:
    """A component of a value (RFC 6350, 3.4)."""
    clean = _unseen(text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"([\\,;])", r"\\\1", clean).replace("\n", "\\n")


def _unseen(text: str) -> str:
    return _UNSEEN.sub(" ", text)


def _folded(line: str) -> str:
    """The line on several, each of at most 75 bytes, none of which cuts a character (RFC 6350, 3.2)."""
    pieces, size = [""], 0
    for character in line:
        width = len(character.encode())
        if size + width > _MOST_BYTES:
            pieces.append("")
            size = 1
        pieces[-1] += character
        size += width
    return "\r\n ".join(pieces)
