"""data·inclusion (schema v1): structures and their services, judged by the published schema.

A file is a list of structures, a list of services, or an object that holds them (`structures`, `services`, or `items`,
as data·inclusion's API and the portal's own export call theirs). A list of services alone completes structures that are
already there.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import ijson
from data_inclusion.schema import v1
from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from cms.imports.reading import Unreadable, UnreadableFile
from network.models import OrganisationKind, Service

from .cleaning import Cleaner, plain
from .files import json_faults, json_items, opened
from .points import point_from
from .records import Read, Record, ServiceRecord

PORTAL = "passerelles"
EXTENSION = "x-passerelles"  # what the portal's own export adds
_LISTS = ("item", "structures.item", "services.item", "items.item")
_LONGEST_SOURCE, _LONGEST_ID = 40, 150
# What a network says of the kind of its members; the standard has no word for the kind itself.
_KINDS = {
    "ea": "ea", "eatt": "ea", "esat": "esat", "geiq": "geiq", "mdph": "mdph", "mission-locale": "mission-locale",
    "cap-emploi-reseau-cheops": "service-emploi", "france-travail": "service-emploi", "agefiph": "fonds",
    "ai": "siae", "aci": "siae", "ei": "siae", "etti": "siae", "eiti": "siae",
    "communes": "collectivite", "departements": "collectivite", "regions": "collectivite",
    "ccas-cias": "organisme-public", "caf": "organisme-public", "cpam": "organisme-public", "spip": "organisme-public",
    "afpa": "formation", "cnam": "formation", "ecoles-de-la-deuxieme-chance": "formation",
}  # fmt: skip
_STRUCTURE = {
    "nom": "name", "description": "description", "siret": "siret", "code_postal": "postcode", "telephone": "phone",
    "courriel": "email", "site_web": "website", "horaires_accueil": "opening_hours",
    "accessibilite_lieu": "accessibility_url",
}  # fmt: skip
_SERVICE = {
    "nom": "name", "description": "description", "type": "type", "publics_precisions": "publics_note",
    "conditions_acces": "access_conditions", "frais": "fee", "frais_precisions": "fee_note",
    "mobilisation_precisions": "mobilisation_note", "lien_mobilisation": "mobilisation_url",
}  # fmt: skip
_SERVICE_LISTS = {
    "thematiques": "subjects", "publics": "publics", "modes_accueil": "reception_modes",
    "modes_mobilisation": "mobilisation_modes", "mobilisable_par": "mobilised_by",
}  # fmt: skip


def read(path: Path) -> Iterator[Read]:
    """Raises UnreadableFile when the file is no such list, or ends too soon."""
    structures, services = _lists_of(path)
    with tempfile.TemporaryFile() as spool:
        places = _spooled(path, services, spool) if services else {}
        if structures:
            for number, told in enumerate(json_items(path, structures), start=1):
                key = told.get("id") if isinstance(told, dict) else None
                offsets = places.pop(key, []) if isinstance(key, str) else []
                offered = _services_at(spool, offsets) if services else None
                yield from _structure(told, f"{_('structure')} {number}", offered)
        for key, offsets in places.items():
            yield from _services_alone(key, f"{_('services de')} {key[:60]}", _services_at(spool, offsets))


def _lists_of(path: Path) -> tuple[str, str]:
    """Where structures and services are (prefixes of ijson), "" for what the file has not."""
    found: dict[str, str] = {}
    with opened(path) as stream, json_faults():
        inside = ""
        for prefix, event, _value in ijson.parse(stream):
            if prefix in _LISTS and event == "start_map":
                inside = inside or prefix
                found.setdefault(prefix, "structures")
            elif event == "map_key" and prefix in _LISTS and _value == "structure_id":
                found[prefix] = "services"
            elif prefix in _LISTS and event == "end_map" and (prefix in ("item", "items.item")):
                break
    structures = next((prefix for prefix, what in found.items() if what == "structures"), "")
    services = next((prefix for prefix, what in found.items() if what == "services"), "")
    if not structures and not services:
        raise UnreadableFile(_("Ce fichier n’est pas du data·inclusion : aucune structure ni aucun service n’y est."))
    return structures, services


def _spooled(path: Path, prefix: str, spool: IO[bytes]) -> dict[str, list[int]]:
    """Services put aside on disk, and where those of each structure are: they come in any order, and may be many."""
    places: dict[str, list[int]] = {}
    for told in json_items(path, prefix):
        key = told.get("structure_id") if isinstance(told, dict) else None
        places.setdefault(key if isinstance(key, str) else "", []).append(spool.tell())
        spool.write(json.dumps(told).encode() + b"\n")
    return places


def _services_at(spool: IO[bytes], offsets: list[int]) -> list[Any]:
    told = []
    for offset in offsets:
        spool.seek(offset)
        told.append(json.loads(spool.readline()))
    return told


def _structure(told: Any, position: str, offered: list[Any] | None) -> Iterator[Read]:
    cleaner = Cleaner()
    record = _accepted(v1.Structure, told, cleaner)
    if isinstance(record, str):
        yield Unreadable(position, record, _identifier(told))
        return
    source, key = record["source"], record["id"]
    if len(source) > _LONGEST_SOURCE or len(key) > _LONGEST_ID:
        yield Unreadable(position, _("L’identifiant est trop long."), _identifier(told))
        return
    cleaner.take_given({field: record.get(name) for name, field in _STRUCTURE.items()})
    lines = [plain(record.get(name)) for name in ("complement_adresse", "adresse")]
    cleaner.take_given({"address": "\n".join(filter(None, lines)), "siren": plain(record.get("siret"))[:9]})
    if record.get("reseaux_porteurs") is not None:
        cleaner.take_known("networks", record["reseaux_porteurs"])
    _take_kind(told, record, cleaner)
    if record.get("code_insee"):
        cleaner.values["commune"] = record["code_insee"]
    try:
        if point := point_from([(record.get("latitude"), record.get("longitude"))], None):
            cleaner.values["point"] = list(point)
    except ValueError:
        cleaner.remark("point", "", _("Ces coordonnées ne sont pas en France : elles sont laissées de côté."))
    cleaner.check_numbers()
    services = None
    if offered is not None:
        services, refused = _services(offered, position)
        yield from refused
    yield Record(
        source=source,
        external_id=key,
        position=position,
        values=cleaner.values,
        source_date=record["date_maj"],
        services=services,
        remarks=tuple(cleaner.remarks),
        own_number=_own_number(source, key),
    )


def _take_kind(told: dict[str, Any], record: dict[str, Any], cleaner: Cleaner) -> None:
    ours = told.get(EXTENSION)
    kind = ours.get("genre") if isinstance(ours, dict) else None
    known = [_KINDS[name] for name in sorted(record.get("reseaux_porteurs") or ()) if name in _KINDS]
    if isinstance(kind, str) and kind in OrganisationKind.values:
        cleaner.values["kind"] = kind
    elif known:
        cleaner.values["kind"] = known[0]


def _services_alone(key: str, position: str, offered: list[Any]) -> Iterator[Read]:
    services, refused = _services(offered, position)
    yield from refused
    source = next((plain(one.get("source")) for one in offered if isinstance(one, dict)), "")
    if services and key:
        yield Record(
            source=source[:_LONGEST_SOURCE],
            external_id=key[:_LONGEST_ID],
            position=position,
            values={},
            services=services,
            own_number=_own_number(source, key),
            known_only=True,
        )


def _services(offered: list[Any], position: str) -> tuple[tuple[ServiceRecord, ...], list[Unreadable]]:
    services: dict[str, ServiceRecord] = {}
    refused: list[Unreadable] = []
    for told in offered:
        cleaner = Cleaner(Service)
        record = _accepted(v1.Service, told, cleaner)
        if not isinstance(record, str):
            cleaner.take_given({field: record.get(name) for name, field in _SERVICE.items()})
            for name, field in _SERVICE_LISTS.items():
                if record.get(name) is not None:
                    cleaner.take_known(field, record[name])
            if record.get("zone_eligibilite"):
                cleaner.values["eligible_zones"] = record["zone_eligibilite"]
            if len(record["id"]) <= _LONGEST_ID and {"name", "description"} <= cleaner.values.keys():
                services.setdefault(record["id"], ServiceRecord(record["id"], cleaner.values, record["date_maj"]))
                continue
            record = _("Le service n’a pas la forme attendue.")
        refused.append(Unreadable(position, f"{_('Service')} : {record}", _identifier(told)))
    return tuple(services.values()), refused


def _accepted(schema: type[BaseModel], told: Any, cleaner: Cleaner) -> dict[str, Any] | str:
    """What the schema accepts of `told`, its optional members that it refuses taken away and remarked.

    A French sentence instead when a required member is wrong.
    """
    if not isinstance(told, dict):
        return _("Un groupe de clés est attendu.")
    while True:
        try:
            accepted = schema.model_validate(told)
        except ValidationError as error:
            wrong = {str(one["loc"][0]) for one in error.errors(include_url=False)}
            needed = sorted(name for name in wrong if schema.model_fields[name].is_required())
            if needed:
                return _("« %(keys)s » manque ou n’a pas la forme attendue.") % {"keys": ", ".join(needed)}
            for name in sorted(wrong):
                cleaner.remark(name, told[name], _("Cette valeur n’a pas la forme attendue."))
            told = {name: value for name, value in told.items() if name not in wrong}
        else:
            dumped = accepted.model_dump(mode="json", exclude_none=True)
            return dumped | {"date_maj": accepted.date_maj}  # type: ignore[attr-defined]


def _identifier(told: Any) -> str:
    key = told.get("id") if isinstance(told, dict) else None
    return key[:60] if isinstance(key, str) else ""


def _own_number(source: str, key: str) -> int | None:
    """The portal's own number of what it exported itself: 12 for "passerelles--12"."""
    number = key.removeprefix(f"{PORTAL}--")
    return int(number) if source == PORTAL and number.isascii() and number.isdigit() and len(number) < 16 else None
