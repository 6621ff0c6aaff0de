"""What both forms of FINESS share: which establishments are taken, and how one becomes a record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from network.finess import categories

from .cleaning import Cleaner
from .points import point_from
from .projections import Projection
from .records import Record

SOURCE = "finess"
# The register has codes of its own for départements overseas; INSEE's code of a commune begins with two digits only.
_OVERSEAS = {**dict.fromkeys(("9A", "9B", "9C", "9D", "9E", "9F"), "97"), "9J": "98"}
# Saint-Barthélemy and Saint-Martin left Guadeloupe in 2007.
_LEFT_GUADELOUPE = {"97123": "97701", "97127": "97801"}


@dataclass(frozen=True)
class Establishment:
    """An establishment as either form of the register tells it: strings as they stand in the file."""

    position: str
    finess: str
    category: str
    name: str
    commune: str
    postcode: str
    address: str
    siret: str
    siren: str
    phone: str
    email: str
    legal_entity: dict[str, str]
    pairs: Iterable[tuple[object, object]]
    projection: Projection | None
    source_date: date | None
    closed_on: date | None


def insee_code(departement: str, commune: str) -> str:
    """INSEE's code of a commune: "97207" for 9B and 207, "97801" for Saint-Martin, "2A004" for 2A and 004."""
    code = _OVERSEAS.get(departement, departement) + commune
    return _LEFT_GUADELOUPE.get(code, code)


def of_the_sector(category: str) -> bool:
    return category in categories()


def record_of(told: Establishment) -> Record:
    """Raises ValueError, with a French sentence, when nobody could find what the row speaks of."""
    cleaner = Cleaner()
    cleaner.take("finess", told.finess)
    if not cleaner.values.get("finess"):
        raise ValueError(_("Le numéro FINESS manque ou n’a pas neuf caractères."))
    cleaner.take("name", " ".join(told.name.split()))
    if not cleaner.values.get("name"):
        raise ValueError(_("Le nom manque ou il est trop long."))
    cleaner.values |= {"kind": categories()[told.category].kind, "finess_category": told.category}
    cleaner.take_all({
        "address": told.address,
        "postcode": told.postcode,
        "siret": told.siret,
        "phone": told.phone,
    })  # fmt: skip
    cleaner.take_given({"siren": told.siren or told.siret[:9], "email": told.email})
    cleaner.check_numbers()
    values: dict[str, Any] = cleaner.values
    if told.commune:
        values["commune"] = told.commune
    try:
        point = point_from(told.pairs, told.projection)
    except ValueError:
        cleaner.remark("point", "", _("Ces coordonnées ne sont pas en France : elles sont laissées de côté."))
    else:
        if point:
            values["point"] = list(point)
    values["closed_on"] = told.closed_on.isoformat() if told.closed_on else ""
    values["legal_entity"] = told.legal_entity
    parents = [told.legal_entity.get("finess", ""), told.legal_entity.get("siren", "")]
    if parent := next(filter(None, parents), ""):
        values["parent"] = parent
    return Record(
        source=SOURCE,
        external_id=values["finess"],
        position=told.position,
        values=values,
        source_date=told.source_date,
        remarks=tuple(cleaner.remarks),
    )
