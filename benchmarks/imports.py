"""Speed and memory of an import of the whole FINESS+: `make bench`.

usage: python -m benchmarks.imports [--establishments 100000]

A file of invented establishments, all of the sector, on invented communes, is read into an empty portal, then again,
then again with a tenth of it changed. Each from a process of its own, in SQLite unless DATABASE_URL names another
database: give an empty one.
"""

import argparse
import gzip
import json
import os
import random
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

from .measuring import apart, machine

COMMUNES = 35_000
_WORDS = ["Ateliers", "Estuaire", "Horizon", "Moulin", "Passerelle", "Jardin", "Cèdre", "Rive", "Étoile", "Colline"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--establishments", type=int, default=100_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="passerelles-bench-") as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        path, changed = Path(folder) / "finess.json.gz", Path(folder) / "changed.json.gz"
        apart(write_file, path, asked.establishments, 0)
        apart(write_file, changed, asked.establishments, 10)
        apart(prepare)
        print(f"Import, {asked.establishments} establishments, {COMMUNES} communes, {machine()}", flush=True)
        for name, file in (("first", path), ("again, unchanged", path), ("again, a tenth changed", changed)):
            seconds, busy, peak, counts = apart(read_file, file)
            print(f"  {name}: {seconds:.1f} s ({busy:.1f} of a processor), {peak:.0f} MB at most, {counts}", flush=True)


def write_file(path: Path, count: int, changed: int) -> None:
    """`changed`: one establishment in so many has another telephone number; 0: none."""
    chance = random.Random(7)
    with gzip.open(path, "wt", compresslevel=1, encoding="utf-8") as file:
        file.write('{"schemaVersion": "v1.0.0", "generatedAt": "2026-08-13T02:07:30Z", "gco": [], "gcc": [], "pmej": [')
        for first in range(0, count, 10):
            told = [establishment(number, chance, changed) for number in range(first, min(first + 10, count))]
            legal = {"numFinessPm": f"99{first:07}", "denominationPm": "ASSOCIATION", "siren": "732829320"}
            file.write(", " if first else "")
            file.write(json.dumps({"informationsGeneralesPMEJ": legal, "ege": told}))
        file.write("]}")


def establishment(number: int, chance: random.Random, changed: int) -> dict[str, Any]:
    line = chance.randrange(10_000)
    if changed and number % changed == 0:
        line = (line + 1) % 10_000
    commune = number % COMMUNES
    return {
        "informationsGeneralesEGE": {
            "numFinessEge": f"01{number:07}",
            "nomEgeLong": f"ESAT {chance.choice(_WORDS)} {chance.choice(_WORDS)} {number % 900}",
            "siret": None,
            "dateFermeture": None,
        },
        "categorieentiteGeographiqueExercice": chance.choice(["246", "183", "186", "445", "446", "182"]),
        "adresse": [
            {
                "usageAdresse": "03",
                "cogCommune": f"{commune:05}",
                "codePostal": f"{commune:05}",
                "ligneQuatre": f"{chance.randrange(200)} RUE DU {chance.choice(_WORDS).upper()}",
                "coordonneesGeographique": {"coordonneeX": "2.35", "coordonneeY": "47.2"},
            }
        ],
        "contact": [{"telecom": {"telephone": f"01990{line:05}", "courriel": None}}],
        "evenement": [{"codeEvenement": "001", "dateEvenement": "2020-01-01"}] * 3,
        "etatObjet": "A",
        "dateDerniereMaj": "2023-05-02 00:00:00",
    }


def prepare() -> None:
    """An empty portal and its communes."""
    import django

    django.setup()
    from django.core.management import call_command

    from network.models import Territory

    call_command("migrate", verbosity=0)
    Territory.objects.bulk_create(
        Territory(kind="commune", code=f"{number:05}", slug=f"{number:05}", name=f"Commune {number}")
        for number in range(COMMUNES)
    )


def read_file(path: Path) -> tuple[float, float, float, dict[str, int]]:
    """Seconds, those of a processor, the most memory ever held (MB), and what became of the rows."""
    import django

    django.setup()
    from network.imports.runs import carry_out
    from network.models import ImportFormat, ImportRun

    run = ImportRun.objects.create(format=ImportFormat.FINESS_PLUS, file_name=path.name)
    started, worked = time.perf_counter(), time.process_time()
    carry_out(run, path)
    assert not run.problem, run.problem
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    told = {str(fate): count for fate, count in run.counts.items()}
    return time.perf_counter() - started, time.process_time() - worked, peak, told


if __name__ == "__main__":
    main()
