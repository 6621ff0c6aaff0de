"""FINESS+: the national register as daily JSON, `{schemaVersion, generatedAt, gco, gcc, pmej: [{…, ege: […]}]}`.

A legal entity (`pmej`) holds its establishments (`ege`). The data are trusted and not the published schema: codes are
bare strings, degrees and metres stand in each other's keys, and half the establishments are closed (`etatObjet` "I").
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import ijson
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field, ValidationError

from cms.imports.reading import Unreadable, UnreadableFile

from .cleaning import day, plain
from .files import json_faults, json_items, opened
from .finess_records import Establishment, insee_code, of_the_sector, record_of
from .projections import projection_used_in
from .records import LeftOut, Read

_INACTIVE = "I"
_OF_THE_PLACE = "03"  # usageAdresse: where the establishment is, and not where its mail goes

Text = str | int | float | None


class Coordinates(BaseModel):
    coordonneeX: Text = None  # noqa: N815 - the register's names
    coordonneeY: Text = None  # noqa: N815
    directionLatitude: Text = None  # noqa: N815
    directionLongitude: Text = None  # noqa: N815


class Address(BaseModel):
    usageAdresse: Text = None  # noqa: N815
    numeroVoie: Text = None  # noqa: N815
    typeVoie: Text = None  # noqa: N815
    libelleVoie: Text = None  # noqa: N815
    complementVoie: Text = None  # noqa: N815
    complementPointGeographique: Text = None  # noqa: N815
    lieuDit: Text = None  # noqa: N815
    ligneQuatre: Text = None  # noqa: N815
    cogCommune: Text = None  # noqa: N815
    codePostal: Text = None  # noqa: N815
    coordonneesGeographique: Coordinates | None = None  # noqa: N815

    def lines(self) -> str:
        street = self.ligneQuatre or " ".join(
            filter(None, map(plain, (self.numeroVoie, self.typeVoie, self.libelleVoie)))
        )
        lines = map(plain, (self.complementPointGeographique, self.complementVoie, street, self.lieuDit))
        return "\n".join(dict.fromkeys(filter(None, lines)))


class Telecom(BaseModel):
    telephone: Text = None
    courriel: Text = None


class Contact(BaseModel):
    telecom: Telecom | None = None


class Facts(BaseModel):
    numFinessEge: Text = None  # noqa: N815
    nomEgeCourt: Text = None  # noqa: N815
    nomEgeLong: Text = None  # noqa: N815
    dateFermeture: Text = None  # noqa: N815
    siret: Text = None


class Ege(BaseModel):
    informationsGeneralesEGE: Facts = Field(default_factory=Facts)  # noqa: N815
    adresse: list[Address] | None = None
    contact: list[Contact] | None = None
    etatObjet: Text = None  # noqa: N815
    dateDerniereMaj: Text = None  # noqa: N815


class LegalFacts(BaseModel):
    numFinessPm: Text = None  # noqa: N815
    denominationLonguePmSmsse: Text = None  # noqa: N815
    denominationPm: Text = None  # noqa: N815
    siren: Text = None
    statutJuridique: Text = None  # noqa: N815


def read(path: Path) -> Iterator[Read]:
    """Raises UnreadableFile when the file is not FINESS+, or ends too soon."""
    generated = _generated_on(path)
    number, called = 0, _("établissement")
    for entity in json_items(path, "pmej.item"):
        legal = _legal_entity(entity)
        establishments = entity.get("ege") if isinstance(entity, dict) else None
        for told in establishments if isinstance(establishments, list) else []:
            number += 1
            yield _read_one(told, f"{called} {number}", legal, generated)


def _generated_on(path: Path) -> date | None:
    """The day of the file, which tells it before its list of legal entities."""
    generated = None
    with opened(path) as stream, json_faults():
        for prefix, event, value in ijson.parse(stream):
            if prefix == "generatedAt":
                generated = value
            elif prefix == "pmej" and event == "start_array":
                try:
                    return day(generated)
                except ValueError:
                    return None
    raise UnreadableFile(_("Ce fichier n’est pas celui de FINESS+ : la liste « pmej » y manque."))


def _legal_entity(entity: Any) -> dict[str, str]:
    """{finess, name, siren, status}, without what is unknown."""
    told = entity.get("informationsGeneralesPMEJ") if isinstance(entity, dict) else None
    try:
        facts = LegalFacts.model_validate(told)
    except ValidationError:
        return {}
    named = {
        "finess": plain(facts.numFinessPm),
        "name": plain(facts.denominationLonguePmSmsse or facts.denominationPm)[:200],
        "siren": plain(facts.siren),
        "status": plain(facts.statutJuridique),
    }
    return {name: value for name, value in named.items() if value}


def _read_one(told: Any, position: str, legal: dict[str, str], generated: date | None) -> Read:
    category = told.get("categorieentiteGeographiqueExercice") if isinstance(told, dict) else None
    identifier = _identifier(told)
    if isinstance(category, str) and not of_the_sector(category.strip()):
        return LeftOut(position, identifier)
    if not isinstance(category, str):
        return Unreadable(position, _("La catégorie d’établissement manque."), identifier)
    try:
        ege = Ege.model_validate(told)
        return record_of(_establishment(ege, position, category.strip(), legal, generated))
    except ValidationError as error:
        where = ".".join(str(step) for step in error.errors(include_url=False)[0]["loc"])
        return Unreadable(position, _("« %(key)s » n’a pas la forme attendue.") % {"key": where}, identifier)
    except ValueError as error:
        return Unreadable(position, str(error), identifier)


def _identifier(told: Any) -> str:
    facts = told.get("informationsGeneralesEGE") if isinstance(told, dict) else None
    number = facts.get("numFinessEge") if isinstance(facts, dict) else None
    return number[:20] if isinstance(number, str) else ""


def _establishment(
    ege: Ege, position: str, category: str, legal: dict[str, str], generated: date | None
) -> Establishment:
    facts = ege.informationsGeneralesEGE
    addresses = ege.adresse or []
    address = next((one for one in addresses if one.usageAdresse == _OF_THE_PLACE), (addresses or [Address()])[0])
    contacts = [one.telecom for one in ege.contact or [] if one.telecom]
    place = address.coordonneesGeographique or Coordinates()
    commune = plain(address.cogCommune)
    updated = _day_or_none(ege.dateDerniereMaj)
    closed_on = None
    if ege.etatObjet == _INACTIVE:
        closed_on = _day_or_none(facts.dateFermeture) or updated or generated
        if closed_on is None:
            raise ValueError(_("L’établissement est fermé sans qu’une date dise depuis quand."))
    return Establishment(
        position=position,
        finess=plain(facts.numFinessEge),
        category=category,
        name=plain(facts.nomEgeLong or facts.nomEgeCourt),
        commune=insee_code(commune[:2], commune[2:]),
        postcode=plain(address.codePostal),
        address=address.lines(),
        siret=plain(facts.siret),
        siren=legal.get("siren", ""),
        phone=next(filter(None, (plain(one.telephone) for one in contacts)), ""),
        email=next(filter(None, (plain(one.courriel) for one in contacts)), ""),
        legal_entity=legal,
        pairs=[
            (place.coordonneeX, place.coordonneeY),
            (place.directionLongitude, place.directionLatitude),
        ],
        projection=projection_used_in(commune),
        source_date=updated or generated,
        closed_on=closed_on,
    )


def _day_or_none(raw: Text) -> date | None:
    try:
        return day(raw)
    except ValueError:
        return None
