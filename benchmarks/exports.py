"""Speed and memory of the directory's files, and of a page of the API: `make bench`.

usage: python -m benchmarks.exports [--organisations 100000] [--questions 200]

In an SQLite database made for it, organisations of which everything is known, each from a source. Files are read as a
browser would, block by block, and thrown away; each in a process of its own. Prints one line per figure.
"""

import argparse
import os
import tempfile
import time
from datetime import UTC, date, datetime
from typing import Any

from .measuring import Memory, apart, machine, memory, report, timed

FILES = [
    "/annuaire/export.csv",
    "/annuaire/export.json",
    "/annuaire/export.geojson",
    "/annuaire/export.xlsx",
    "/annuaire/donnees/structures.json",
]
QUESTIONS = {
    "first page": "taille=20",
    "page in the middle": "taille=20&curseur=n{middle}",
    "page of one kind": "taille=20&genre=esat",
    "page of a network, which nothing indexes": "taille=20&reseau=geiq",
    "fullest page": "taille=100",
}
_AT_ONCE = 2_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--organisations", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=200)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="passerelles-bench-") as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        print(f"Directory of {asked.organisations} organisations, {machine()}", flush=True)
        apart(fill, asked.organisations)
        for address in FILES:
            seconds, busy, size, first, before, most = apart(download, address)
            print(
                f"  {address}: {seconds:.1f} s, of which {busy:.1f} of processor; {size / 1e6:.0f} MB, "
                f"the first bytes after {first * 1000:.0f} ms; memory {before.own:.0f} MB, then {most:.0f} at most",
                flush=True,
            )
        for name, question in QUESTIONS.items():
            address = f"/api/v1/organisations/?{question.format(middle=asked.organisations // 2)}"
            report(f"API, {name}", apart(ask, address, asked.questions))


def fill(count: int) -> None:
    """An empty portal, then its organisations, without the search index, which files of everything do not read."""
    _start()
    from django.core.management import call_command

    from network.models import Organisation, OrganisationSource, Territory, TerritoryKind

    call_command("migrate", verbosity=0)
    communes = [
        Territory(
            kind=TerritoryKind.COMMUNE, code=f"{number:05}", slug=f"{number:05}", name=f"Commune {number}",
            folded_name=f"commune-{number}", latitude=47.0, longitude=-2.0,
        )
        for number in range(1_000)
    ]  # fmt: skip
    Territory.objects.bulk_create(communes)
    for start in range(0, count, _AT_ONCE):
        numbers = range(start, min(start + _AT_ONCE, count))
        made = Organisation.objects.bulk_create([_organisation(number, communes) for number in numbers])
        OrganisationSource.objects.bulk_create(
            OrganisationSource(
                organisation=organisation, source="finess", external_id=f"{organisation.pk:09}",
                source_date=date(2026, 6, 1), read_at=datetime(2026, 6, 2, tzinfo=UTC),
            )
            for organisation in made
        )  # fmt: skip


def download(address: str) -> tuple[float, float, int, float, Memory, float]:
    """What one file costs: seconds, those of processor, bytes, seconds before the first byte, memory before, and the
    most MB that the process held of its own meanwhile.
    """
    client = _client()
    client.get("/api/v1/organisations/?taille=1")  # What a process reads once in its life is read here.
    before = memory()
    busy = time.process_time()
    started, size, first, most = time.perf_counter(), 0, 0.0, before.own
    for number, block in enumerate(client.get(address)):
        first = first or time.perf_counter() - started
        size += len(block)
        if number % 10 == 0:
            most = max(most, memory().own)
    return time.perf_counter() - started, time.process_time() - busy, size, first, before, most


def ask(address: str, questions: int) -> list[float]:
    """Milliseconds of the whole answer, from the request to its bytes."""
    client = _client()

    def read(asked: str) -> None:
        assert client.get(asked).status_code == 200

    read(address)
    return timed(read, [address] * questions)


def _client() -> Any:
    _start()
    from django.test import Client

    return Client()


def _start() -> None:
    import django
    from django.conf import settings

    django.setup()
    settings.ALLOWED_HOSTS = ["testserver"]


def _organisation(number: int, communes: list[Any]) -> Any:
    from network.models import Organisation

    return Organisation(
        name=f"Établissement {number}", folded_name=f"etablissement-{number}", slug=f"etablissement-{number}",
        kind="esat" if number % 10 == 0 else "ime", description="Il accompagne des personnes vers l’emploi. " * 5,
        address=f"{number} rue de la Gare", postcode="44000", commune=communes[number % len(communes)],
        latitude=47.1, longitude=-2.1, phone="+33240000001", email="accueil@example.org", website="https://example.org/",
        opening_hours="Mo-Fr 09:00-12:00", siret=f"{number:014}", siren=f"{number:09}"[:9], finess=f"{number:09}",
        publics=["jeunes"], networks=["geiq"] if number % 50 == 0 else [],
        last_published_at=datetime(2026, 6, 3, tzinfo=UTC),
    )  # fmt: skip


if __name__ == "__main__":
    main()
