"""data·inclusion: judged by the published schema, an optional value that it refuses never costs the row."""

import json
from pathlib import Path
from typing import Any

import pytest

from cms.imports.reading import UnreadableFile
from network.models import ImportFormat

from .files import PHONE, SIRET, read, records, refusals, remarks, written

FORMAT = ImportFormat.DATA_INCLUSION


def structure(key: str = "dora--1", **changes: Any) -> dict[str, Any]:
    told = {
        "source": "dora",
        "id": key,
        "nom": "Les Ateliers de l’Estuaire",
        "date_maj": "2025-03-01",
        "siret": SIRET,
        "code_insee": "44184",
        "code_postal": "44600",
        "adresse": "5 rue du Lycée",
        "complement_adresse": "Bâtiment B",
        "latitude": 47.281,
        "longitude": -2.213,
        "telephone": PHONE,
        "courriel": "accueil@ateliers.example.fr",
        "site_web": "https://ateliers.example.fr",
        "horaires_accueil": "Mo-Fr 08:30-12:30",
        "reseaux_porteurs": ["esat"],
    } | changes
    return {name: value for name, value in told.items() if value is not None}


def service(key: str = "dora--s1", of: str = "dora--1", **changes: Any) -> dict[str, Any]:
    told = {
        "source": "dora",
        "id": key,
        "structure_id": of,
        "nom": "Atelier numérique",
        "description": "Apprendre à se servir d’un ordinateur.",
        "date_maj": "2025-03-01",
        "type": "atelier",
        "publics": ["personnes-en-situation-de-handicap"],
        "frais": "gratuit",
        "modes_accueil": ["en-presentiel"],
        "zone_eligibilite": ["44"],
    } | changes
    return {name: value for name, value in told.items() if value is not None}


def file(folder: Path, content: Any) -> Path:
    return written(folder / "di.json", json.dumps(content))


def test_a_structure_becomes_a_record(tmp_path: Path) -> None:
    [record] = read(FORMAT, file(tmp_path, [structure()]))
    assert (record.source, record.external_id, str(record.source_date)) == ("dora", "dora--1", "2025-03-01")
    assert record.values == {
        "name": "Les Ateliers de l’Estuaire",
        "kind": "esat",
        "networks": ["esat"],
        "siret": SIRET,
        "siren": SIRET[:9],
        "address": "Bâtiment B\n5 rue du Lycée",
        "postcode": "44600",
        "commune": "44184",
        "point": [47.281, -2.213],
        "phone": "+33199005678",
        "email": "accueil@ateliers.example.fr",
        "website": "https://ateliers.example.fr/",
        "opening_hours": "Mo-Fr 08:30-12:30",
    }
    assert record.services is None and not record.remarks


@pytest.mark.parametrize("names", [("structures", "services"), ("items", "services")])
def test_one_object_holds_structures_and_services(tmp_path: Path, names: tuple[str, str]) -> None:
    content = {names[1]: [service("dora--s2"), service()], names[0]: [structure(), structure("dora--2")]}
    first, second = records(read(FORMAT, file(tmp_path, content)))
    assert {told.key for told in first.services} == {"dora--s1", "dora--s2"}
    assert first.services[0].values == {
        "name": "Atelier numérique",
        "description": "Apprendre à se servir d’un ordinateur.",
        "type": "atelier",
        "fee": "gratuit",
        "publics": ["personnes-en-situation-de-handicap"],
        "reception_modes": ["en-presentiel"],
        "eligible_zones": ["44"],
    }
    assert second.services == ()


def test_services_alone_complete_what_is_known(tmp_path: Path) -> None:
    content = [service(), service("dora--s3", of="dora--2"), service("dora--s2")]
    first, second = records(read(FORMAT, file(tmp_path, content)))
    assert (first.external_id, len(first.services), first.known_only) == ("dora--1", 2, True)
    assert (second.external_id, len(second.services)) == ("dora--2", 1)


def test_what_the_portal_exported_comes_home(tmp_path: Path) -> None:
    told = structure("passerelles--12", source="passerelles", **{"x-passerelles": {"genre": "ime"}})
    [record] = read(FORMAT, file(tmp_path, {"items": [told], "total": 1}))
    assert record.own_number == 12 and record.values["kind"] == "ime"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"siret": "123"}, "siret"),
        ({"courriel": "pas une adresse"}, "courriel"),
        ({"reseaux_porteurs": ["esat", "inconnu"]}, "reseaux_porteurs"),
        ({"telephone": "n’importe quoi"}, "phone"),
        ({"latitude": 0.5, "longitude": -30.0}, "point"),
        ({"description": "x" * 5_000_000}, "description"),
        ({"site_web": "javascript:alert(1)"}, "site_web"),
        ({"courriel": "prenom.nom@orange.fr"}, "email"),
    ],
)
def test_an_optional_value_that_is_wrong_never_costs_the_row(
    tmp_path: Path, changes: dict[str, Any], field: str
) -> None:
    [record] = read(FORMAT, file(tmp_path, [structure(**changes)]))
    assert field in remarks(record)


@pytest.mark.parametrize(
    "told",
    [7, "x", None, [], structure(nom="ab"), structure(nom=None), structure(date_maj="hier"), structure("d" * 200),
     structure(date_maj="1999-01-01"), structure(source="s" * 50)],
)  # fmt: skip
def test_a_row_that_is_no_good_is_told_and_the_others_read(tmp_path: Path, told: Any) -> None:
    found = read(FORMAT, file(tmp_path, [structure("dora--0"), told, structure("dora--9")]))
    [refusal] = refusals(found)
    assert refusal.position == "structure 2" and refusal.reason
    assert [record.external_id for record in records(found)] == ["dora--0", "dora--9"]


def test_a_service_that_is_no_good_is_told_and_the_others_read(tmp_path: Path) -> None:
    content = {"structures": [structure()], "services": [service(description="x"), service("dora--s2"), 7]}
    found = read(FORMAT, file(tmp_path, content))
    assert len(refusals(found)) == 2  # that of a structure, and that of nobody
    assert [told.key for told in records(found)[0].services] == ["dora--s2"]


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", "[1, 2]", '{"pmej": []}', "nom;siret", '[{"id": 1', '{"structures": {"id": 1}}'],
)
def test_a_file_that_is_no_good_is_told(tmp_path: Path, content: str) -> None:
    with pytest.raises(UnreadableFile):
        read(FORMAT, written(tmp_path / "di.json", content))
