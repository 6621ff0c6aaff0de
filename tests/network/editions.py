"""Small editions of the official geography, as the package writes them."""

import gzip
import json
from pathlib import Path
from typing import Any

REGIONS = [
    {"code": "52", "nom": "Pays de la Loire", "zone": "metro"},
    {"code": "02", "nom": "Martinique", "zone": "drom"},
]
DEPARTEMENTS = [
    {"code": "44", "nom": "Loire-Atlantique", "region": "52", "zone": "metro"},
    {"code": "49", "nom": "Maine-et-Loire", "region": "52", "zone": "metro"},
    {"code": "972", "nom": "Martinique", "region": "02", "zone": "drom"},
    {"code": "975", "nom": "Saint-Pierre-et-Miquelon", "region": "975", "zone": "com"},
]


def commune(code: str, name: str, departement: str, population: int = 100, **values: Any) -> dict[str, Any]:
    told = {"code": code, "nom": name, "type": "commune-actuelle", "departement": departement}
    return {**told, "codesPostaux": [f"{departement[:2]}000"], "population": population, **values}


def communes() -> list[dict[str, Any]]:
    return [
        commune("44109", "Nantes", "44", 320_000, codesPostaux=["44000", "44300"]),
        commune("44184", "Saint-Nazaire", "44", 74_000, codesPostaux=["44600"]),
        commune("49018", "Baugé-en-Anjou", "49", 11_000, anciensCodes=["49031", "49099"]),
        commune("97209", "Fort-de-France", "972", 75_000, codesPostaux=["97200"]),
        commune("97502", "Saint-Pierre", "975", 5_000, codesPostaux=["97500"]),
        {"code": "49018", "nom": "Baugé", "type": "commune-deleguee", "chefLieu": "49018", "departement": "49"},
        {"code": "49031", "nom": "Bocé", "type": "commune-deleguee", "chefLieu": "49018", "departement": "49"},
    ]


def epci() -> list[dict[str, Any]]:
    members = [{"code": "44109"}, {"code": "49018"}]
    return [{"code": "244400404", "nom": "Nantes Métropole", "type": "METRO", "membres": members}]


POINTS = ["44109,47.2316,-1.5483", "44184,47.2803,-2.2538", "49031,47.5,-0.1", "97209,14.6411,-61.0692"]


def write(folder: Path, **files: Any) -> Path:
    """The edition above in `folder`; `communes=…`, `epci=…`, `points=…` replace a file of it."""
    folder.mkdir(exist_ok=True)
    told = {"regions": REGIONS, "departements": DEPARTEMENTS, "communes": communes(), "epci": epci(), **files}
    points = told.pop("points", POINTS)
    for name, entries in told.items():
        lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
        (folder / f"{name}.json").write_text(f"[\n{lines}\n]\n", "utf-8")
    table = "\n".join(["code,latitude,longitude", *points, ""])
    (folder / "commune_coordinates.csv.gz").write_bytes(gzip.compress(table.encode()))
    return folder
