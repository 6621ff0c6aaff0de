"""Small files of each format, invented, in the shape of the real ones."""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from network.imports.formats import FORMATS
from network.imports.records import LeftOut, Read, Record, Unreadable
from network.imports.runs import carry_out
from network.models import ImportFormat, ImportRun, Territory, TerritoryAlias, TerritoryKind

SIRET = "73282932000074"  # INSEE's own example of a right key
PHONE = "0199005678"  # of the block that ARCEP keeps for fiction


def communes() -> None:
    """Some that files speak of: the founding content may have them already."""
    told = {
        "44184": ("Saint-Nazaire", 47.28, -2.21),
        "97207": ("Ducos", 14.57, -60.97),
        "75056": ("Paris", 48.86, 2.35),
    }
    for code, (name, latitude, longitude) in told.items():
        Territory.objects.get_or_create(
            kind=TerritoryKind.COMMUNE,
            code=code,
            defaults={"slug": code, "name": name, "latitude": latitude, "longitude": longitude},
        )
    paris = Territory.objects.get(kind=TerritoryKind.COMMUNE, code="75056")
    TerritoryAlias.objects.get_or_create(
        kind=TerritoryKind.COMMUNE, code="75115", defaults={"reason": "arrondissement", "territory": paris}
    )


def ege(finess: str = "440000019", **changes: Any) -> dict[str, Any]:
    """An establishment of FINESS+. Names with a double underscore change what is inside: `facts__siret`."""
    told: dict[str, Any] = {
        "informationsGeneralesEGE": {
            "egeId": "684",
            "complementDenominationEg": None,
            "dateFermeture": None,
            "dateOuverture": "2020-01-01",
            "nomEgeCourt": "ESAT LES ATELIERS",
            "nomEgeLong": "ESAT LES ATELIERS",
            "numFinessEge": finess,
            "espic": None,
            "siret": SIRET,
        },
        "categorieentiteGeographiqueExercice": "246",
        "modefixationtarifaire": "34",
        "typeBudget": ["01"],
        "adresse": [
            {"usageAdresse": "04", "cogCommune": "75101", "codePostal": "75001"},
            {
                "usageAdresse": "03",
                "numeroVoie": "5",
                "typeVoie": "R   ",
                "libelleVoie": "DU LYCEE",
                "complementPointGeographique": None,
                "lieuDit": "BP 12",
                "cogCommune": "44184",
                "ligneQuatre": "5 RUE DU LYCEE",
                "codePostal": "44600",
                "coordonneesGeographique": {
                    "coordonneeX": "-2.213",
                    "coordonneeY": "47.281",
                    "directionLatitude": "6699000.0",
                    "directionLongitude": "306000.0",
                },
            },
        ],
        "contact": [
            {"typeContact": {"roleContact": "01"}, "telecom": {"telephone": PHONE, "telecopie": None, "courriel": None}}
        ],
        "roleEge": [],
        "etatObjet": "A",
        "dateDerniereMaj": "2023-05-02 00:00:00",
    }
    for name, value in changes.items():
        inside, _between, key = name.rpartition("__")
        place = {"": told, "facts": told["informationsGeneralesEGE"], "place": told["adresse"][1]}[inside]
        place[key] = value
    return told


def closed(finess: str = "440000019", day: str = "2024-03-01") -> dict[str, Any]:
    return ege(finess, etatObjet="I", facts__dateFermeture=day)


def at(*coordinates: str) -> dict[str, str]:
    names = ("coordonneeX", "coordonneeY", "directionLatitude", "directionLongitude")
    return dict(zip(names, coordinates, strict=True))


def finess_plus(path: Path, *establishments: dict[str, Any], packed: bool = False) -> Path:
    content = {
        "schemaVersion": "v1.0.0",
        "generatedAt": "2026-08-13T02:07:30.574916747Z",
        "gco": [{"typeGco": "003"}],
        "gcc": [],
        "pmej": [
            {
                "informationsGeneralesPMEJ": {
                    "denominationLonguePmSmsse": "ASSOCIATION LES ATELIERS",
                    "numFinessPm": "440000001",
                    "siren": "732829320",
                    "statutJuridique": "60",
                },
                "ege": list(establishments),
                "etatObjet": "A",
            }
        ],
    }
    return written(path, json.dumps(content), packed=packed)


def written(path: Path, text: str, *, packed: bool = False, encoding: str = "utf-8") -> Path:
    content = text.encode(encoding)
    path.write_bytes(gzip.compress(content) if packed else content)
    return path


def read(name: ImportFormat, path: Path) -> list[Read]:
    return list(FORMATS[name].read(path))


def records(found: Iterable[Read]) -> list[Record]:
    return [each for each in found if isinstance(each, Record)]


def refusals(found: Iterable[Read]) -> list[Unreadable]:
    return [each for each in found if isinstance(each, Unreadable)]


def left_out(found: Iterable[Read]) -> list[LeftOut]:
    return [each for each in found if isinstance(each, LeftOut)]


def remarks(record: Record) -> dict[str, str]:
    return {remark.field: remark.reason for remark in record.remarks}


def imported(name: ImportFormat, path: Path, **options: Any) -> ImportRun:
    run = ImportRun.objects.create(format=name, file_name=path.name, **options)
    carry_out(run, path)
    return run


def imported_finess(folder: Path, *establishments: dict[str, Any], **options: Any) -> ImportRun:
    return imported(ImportFormat.FINESS_PLUS, finess_plus(folder / "finess.json", *establishments), **options)


def report_of(run: ImportRun) -> str:
    with run.report.open() as file:
        return file.read().decode("utf-8-sig")
