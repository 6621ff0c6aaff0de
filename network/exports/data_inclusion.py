"""Structures and services in the State's standard of the insertion offer (data·inclusion, schema v1).

The published schema (package `data-inclusion-schema`) judges every record. An optional value that it refuses is taken
away; a record whose required value it refuses is left out, and counted by reason. The schema lets members that it does
not know through: what is ours and has no word there, an IME's kind among others, stands in `x-passerelles`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from data_inclusion.schema import v1
from django.utils import timezone
from django.utils.text import Truncator
from pydantic import BaseModel, ValidationError

from network import vocabularies
from network.models import Organisation, Service

from .identity import PORTAL, public_key
from .records import eligible_zones, modified_on, position, service_modified_on
from .streams import dumped, json_object

CONTENT_TYPE = "application/json"
EXTENSION = "x-passerelles"
EVERYONE = v1.Public.TOUS_PUBLICS.value
# Characters (schema v1).
LONGEST_NAME, LONGEST_TEXT = 150, 10_000
REASONS = {
    "nom": "nom trop court",
    "description": "description trop courte",
    "date_maj": "date de mise à jour inconnue, ou d’avant 2000",
}

Record = dict[str, Any]
Told = TypeVar("Told")


class LeftOut(Exception):
    """A record that the standard has no place for; its text is the reason, in French."""


def structures_file(organisations: Iterable[Organisation], base: str) -> Iterator[bytes]:
    """`{"items": [structure…], "total": how many, "x-passerelles": {"ecartees": {reason: how many}}}`.

    `items` and `total` are those of data·inclusion's own API.
    """
    return _file(organisations, lambda organisation: structure(organisation, base))


def services_file(organisations: Iterable[Organisation], base: str) -> Iterator[bytes]:
    """The same with the services of `organisations`."""
    services = (service for organisation in organisations for service in _services_of(organisation))
    return _file(services, lambda each: service_of(each, base))


def _file(things: Iterable[Told], describe: Callable[[Told], Record]) -> Iterator[bytes]:
    left_out: Counter[str] = Counter()
    total = 0

    def items() -> Iterator[str]:
        nonlocal total
        for thing in things:
            try:
                record = describe(thing)
            except LeftOut as reason:
                left_out[str(reason)] += 1
            else:
                total += 1
                yield dumped(record)

    return json_object(
        "items", items(), head={}, tail=lambda: {"total": total, EXTENSION: {"ecartees": dict(left_out)}}
    )


def structure(organisation: Organisation, base: str) -> Record:
    """From an organisation loaded by `selection.told`. Raises LeftOut."""
    if organisation.closed_on and organisation.closed_on <= timezone.localdate():
        raise LeftOut("structure fermée")
    if organisation.is_group:
        raise LeftOut("fiche qui désigne plusieurs structures")
    record = _required(organisation.pk, organisation.name, modified_on(organisation)) | {
        "description": _text(organisation.description),
        "lien_source": base + organisation.get_absolute_url(),
        "siret": organisation.siret,
        **_place(organisation),
        "telephone": organisation.phone,
        "courriel": organisation.email,
        "site_web": organisation.website,
        "horaires_accueil": organisation.opening_hours,
        "accessibilite_lieu": organisation.accessibility_url,
        "reseaux_porteurs": networks(organisation),
    }
    ours = {
        "genre": organisation.kind,
        "sigle": organisation.acronym,
        "finess": organisation.finess,
        "categorie_finess": organisation.finess_category,
        "rna": organisation.rna,
        "places": organisation.places,
        "publics": organisation.publics,
        "themes": [theme.slug for theme in organisation.themes.all()],
    }
    return accepted(v1.Structure, record) | {EXTENSION: _filled(ours)}


def service_of(service: Service, base: str) -> Record:
    """From a service whose organisation is loaded by `selection.told`. Raises LeftOut."""
    organisation = service.organisation
    try:
        structure(organisation, base)
    except LeftOut as reason:
        raise LeftOut(f"structure écartée : {reason}") from None
    record = _required(service.pk, service.name, service_modified_on(service)) | {
        "structure_id": public_key(organisation.pk),
        "description": _text(service.description),
        "lien_source": base + organisation.get_absolute_url(),
        "type": service.type,
        "thematiques": service.subjects,
        "frais": service.fee,
        "frais_precisions": service.fee_note,
        # Who takes everyone takes nobody else (schema v1).
        "publics": [EVERYONE] if EVERYONE in service.publics else service.publics,
        "publics_precisions": service.publics_note,
        "conditions_acces": service.access_conditions,
        **_place(organisation),
        "telephone": organisation.phone,
        "courriel": organisation.email,
        "modes_accueil": service.reception_modes,
        "zone_eligibilite": eligible_zones(service),
        "lien_mobilisation": service.mobilisation_url,
        "modes_mobilisation": service.mobilisation_modes,
        "mobilisable_par": service.mobilised_by,
        "mobilisation_precisions": service.mobilisation_note,
    }
    return accepted(v1.Service, record)


def accepted(schema: type[BaseModel], record: Record) -> Record:
    """`record` without what is empty nor what `schema` refuses. Raises LeftOut for a required member."""
    record = _filled(record)
    while True:
        try:
            schema.model_validate(record, context={"ignore_warnings": False})
        except ValidationError as error:
            record = _without_refused(schema, record, error)
        else:
            return record


def _without_refused(schema: type[BaseModel], record: Record, error: ValidationError) -> Record:
    refused: dict[str, set[int]] = {}
    for each in error.errors(include_url=False, include_context=False, include_input=False):
        name, *inside = each["loc"]
        if schema.model_fields[str(name)].is_required():
            raise LeftOut(REASONS.get(str(name), f"champ refusé : {name}"))
        refused.setdefault(str(name), set()).update(place for place in inside[:1] if isinstance(place, int))
    left = {
        name: [value for place, value in enumerate(record[name]) if place not in places]
        for name, places in refused.items()
        if places
    }
    return _filled({name: value for name, value in record.items() if name not in refused} | left)


def networks(organisation: Organisation) -> list[str]:
    """Its networks, and that of its kind where the standard knows it: `esat`, `ea`, `geiq`, `mdph`…"""
    chosen = {*organisation.networks, organisation.kind}
    return [value for value, _label in vocabularies.NETWORKS if value in chosen]


def _required(number: int, name: str, updated: Any) -> Record:
    shown = Truncator(name.strip()).chars(LONGEST_NAME)
    return {
        "source": PORTAL,
        "id": public_key(number),
        # « ne se terminant pas par un point » (schema v1).
        "nom": shown if shown.endswith("etc.") else shown.rstrip(". "),
        "date_maj": updated and updated.isoformat(),
    }


def _place(organisation: Organisation) -> Record:
    commune = organisation.commune
    point, exact = position(organisation)
    return {
        "commune": commune.name if commune else None,
        "code_postal": organisation.postcode,
        "code_insee": commune.code if commune else None,
        "adresse": ", ".join(filter(None, map(str.strip, organisation.address.splitlines()))),
        "latitude": point[0] if point and exact else None,
        "longitude": point[1] if point and exact else None,
    }


def _services_of(organisation: Organisation) -> Iterator[Service]:
    for service in organisation.services.all():
        service.organisation = organisation
        yield service


def _text(value: str) -> str:
    return Truncator(value.strip()).chars(LONGEST_TEXT)


def _filled(record: Record) -> Record:
    return {name: value for name, value in record.items() if value not in (None, "", [])}
