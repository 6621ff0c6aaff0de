"""Time to print what an event hands out: `make bench`.

usage: python -m benchmarks.printing [--times 20]

Each paper is pressed in a process of its own, start included. Prints one line per paper.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable

import django

from .measuring import machine

PEOPLE = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=20)
    times = parser.parse_args().times
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    django.setup()
    from events.printing import badges, certificate, sign_in_sheet
    from tests.events.printing.facts import a_badge, a_certificate, a_sheet

    people = [a_badge(f"Personne {number}") for number in range(PEOPLE)]
    papers: dict[str, Callable[[], bytes]] = {
        "a certificate": lambda: certificate(a_certificate()),
        f"{PEOPLE} badges": lambda: badges("Colloque d’essai", people),
        f"a sheet of {PEOPLE} people": lambda: sign_in_sheet(a_sheet(PEOPLE)),
    }
    print(f"Papers of an event, {machine()}", flush=True)
    for name, paper in papers.items():
        paper()
        took = []
        for _time in range(times):
            started = time.perf_counter()
            paper()
            took.append((time.perf_counter() - started) * 1000)
        print(f"  {name}: median {statistics.median(took):.0f} ms, at most {max(took):.0f} ms", flush=True)


if __name__ == "__main__":
    main()
