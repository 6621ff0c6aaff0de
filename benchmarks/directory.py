"""Speed of the filtered directory page: `make bench`.

usage: python -m benchmarks.directory [--organisations 100000] [--questions 60]

In an SQLite database made for it: the founding content, with the whole geography of France, and organisations spread
over its communes, all in the embedded engine. Each filter is asked many times in a process that has answered it before;
no answer is kept, each page is made anew. Prints the milliseconds from the request to the last byte, and how many SQL
statements the page sends.
"""

import argparse
import os
import random
import tempfile
from datetime import UTC, datetime
from typing import Any

from .documents import FIELD_WORDS, ORGANISATION_KINDS
from .measuring import apart, machine, report, timed

FILTERS = {
    "a département": "territoire=departement-44",
    "words": "q=emploi+accompagn%C3%A9",
    "words in a région": "q=formation&territoire=region-52",
    "words in a commune": "q=insertion&territoire=commune-44184",
    "a kind in a département": "organisme=esat&territoire=departement-59",
    "words, a kind and a public": "q=insertion&organisme=ime&public=jeunes",
    "words around a commune": "q=atelier&autour=commune-44184&rayon=50",
    "a later page, by title": "territoire=region-11&tri=titre&page=3",
}
_WORDS = 40  # in a description
_AT_ONCE = 2_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--organisations", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="passerelles-bench-") as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        apart(fill, folder, asked.organisations)
        print(f"Directory page among {asked.organisations} organisations, {machine()}", flush=True)
        every: list[float] = []
        for name, question in FILTERS.items():
            times, statements = apart(ask, folder, f"/annuaire/?{question}", asked.questions)
            report(f"{name}, {statements} statements", times)
            every += times
        report("all of them", every)


def fill(folder: str, count: int) -> None:
    start_django(folder)
    from django.core.management import call_command

    from network.models import Organisation, Territory, TerritoryKind

    call_command("migrate", verbosity=0)
    call_command("load_founding_content", verbosity=0)
    communes = list(Territory.objects.filter(kind=TerritoryKind.COMMUNE).order_by("pk"))
    made = random.Random(2026)
    for start in range(0, count, _AT_ONCE):
        numbers = range(start, min(start + _AT_ONCE, count))
        Organisation.objects.bulk_create(_organisation(number, made.choice(communes), made) for number in numbers)
    call_command("search_rebuild", verbosity=0)


def ask(folder: str, address: str, questions: int) -> tuple[list[float], int]:
    """Milliseconds of each answer, and the SQL statements of one."""
    start_django(folder)
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()

    def read(asked: str) -> None:
        answer = client.get(asked)
        assert answer.status_code == 200
        assert answer.content

    for _once in range(2):  # What a process reads once, and what the first reader of a new portal makes, is done here.
        read(address)
    with CaptureQueriesContext(connection) as sent:
        read(address)
    return timed(read, [address] * questions), len(sent)


def start_django(folder: str) -> None:
    import django
    from django.conf import settings

    django.setup()
    settings.SEARCH_INDEX_DIR = f"{folder}/search"


def _organisation(number: int, commune: Any, made: random.Random) -> Any:
    from network.models import Organisation
    from network.names import folded

    name = f"{' '.join(made.sample(FIELD_WORDS, 2)).capitalize()} {number}"
    return Organisation(
        name=name, folded_name=folded(name), slug=f"organisation-{number}", kind=made.choice(ORGANISATION_KINDS),
        description=" ".join(made.choices(FIELD_WORDS, k=_WORDS)), commune=commune, phone="+33199005678",
        publics=["jeunes"] if number % 3 == 0 else [], last_published_at=datetime(2026, 6, 3, tzinfo=UTC),
    )  # fmt: skip


if __name__ == "__main__":
    main()
