"""A rush on an event: `.ci/with-postgresql python -m benchmarks.registration`, part of `make bench`.

usage: python -m benchmarks.registration [--processes 32] [--requests 5000] [--seats 500]

Processes ask for seats as fast as they are answered: on SQLite, then on the PostgreSQL of DATABASE_URL, which is
emptied. Prints one line per database.
"""

import argparse
import os
import tempfile
import time

from .measuring import apart, machine, report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--processes", type=int, default=32)
    parser.add_argument("--requests", type=int, default=5_000)
    parser.add_argument("--seats", type=int, default=500)
    asked = parser.parse_args()
    print(f"{asked.requests} requests for {asked.seats} seats by {asked.processes} processes, {machine()}", flush=True)
    with tempfile.TemporaryDirectory(prefix="passerelles-bench-") as folder:
        urls = {"SQLite": f"sqlite:///{folder}/bench.sqlite3", "PostgreSQL": os.environ.get("DATABASE_URL", "")}
        for name, url in urls.items():
            if url:
                seconds, times, confirmed, drifts = apart(rush, url, asked.processes, asked.requests, asked.seats)
                report(f"{name}, {len(times) / seconds:.0f} a second", times)
                print(f"  {confirmed} confirmed, {len(times) - confirmed} waiting, {drifts} counters wrong", flush=True)


def rush(url: str, processes: int, requests: int, seats: int) -> tuple[float, list[float], int, int]:
    """Seconds in all, milliseconds of each answer, seats given, counters that are wrong."""
    os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    import django

    django.setup()
    from events.models import Registration
    from events.registration.booking import book
    from events.registration.drift import drifts
    from tests.events.factories import NOW, asking, desk_with, person
    from tests.events.registration import crowd
    from tests.support.databases import make_tables

    make_tables()
    desk = desk_with(capacity=seats)

    def work(_number: int) -> list[float]:
        took = []
        for _time in range(requests // processes):
            started = time.perf_counter()
            book(desk.pk, asking(person()), NOW)
            took.append((time.perf_counter() - started) * 1000)
        return took

    started = time.perf_counter()
    answers = crowd.at_once(processes, work)
    seconds = time.perf_counter() - started
    return (
        seconds,
        [each for answer in answers for each in answer],
        Registration.objects.holding().count(),
        len(drifts()),
    )


if __name__ == "__main__":
    main()
