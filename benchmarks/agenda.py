"""An agenda of thousands of events, and a crowd at the opening of a registration: part of `make bench`.

usage: python -m benchmarks.agenda [--events 5000] [--people 2000] [--seconds 60]

The portal's own server and worker, on an SQLite database made for it. First the list, the month and the feed of many
events, to one reader; then people who each open the form and send it, at moments spread over the time given. Prints
one line per figure; ends in error when somebody gets no answer, or when a seat is sold twice.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from tests.support.portal import Portal, environment

from .measuring import machine, report, timed

_TOKEN = re.compile(r'name="jeton" value="([^"]+)"')
_SEATS = 500
_TIMES = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=5_000)
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--seconds", type=int, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="passerelles-bench-") as folder:
        var = Path(folder) / "var"
        var.mkdir()
        portal = Portal.start(var, Path(folder) / "log").wait_open()
        try:
            desk = _fill(var, portal.port, asked.events)
            print(f"{asked.events} events, {machine()}", flush=True)
            _read(portal.url)
            print(f"{asked.people} people in {asked.seconds} s for {_SEATS} seats, {machine()}", flush=True)
            _rush(f"{portal.url}/inscriptions/evenement/{desk}/", asked.people, asked.seconds)
            print(f"  {_counted(var, portal.port)}", flush=True)
        finally:
            portal.stop()


def _read(base: str) -> None:
    for name, path in (("list", "/agenda/"), ("month", "/agenda/?vue=mois&mois=2030-01"), ("feed", "/agenda.ics")):
        _get(base + path)  # What a process reads once in its life is read here.
        report(name, timed(_get, [base + path] * _TIMES))
    tag = urllib.request.urlopen(f"{base}/agenda.ics").headers["ETag"]
    report("feed, not changed", timed(lambda url: _get(url, tag), [f"{base}/agenda.ics"] * _TIMES))


def _get(url: str, tag: str = "") -> str:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers={"If-None-Match": tag})) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        if error.code != 304:
            raise
        return ""


def _rush(form: str, people: int, seconds: int) -> None:
    """Each opens the form, reads for a few seconds, and sends it; times are those of the two answers."""
    times: list[float] = []
    failures: list[str] = []
    start = time.monotonic()

    def person(number: int, opens: float) -> None:
        try:
            time.sleep(max(0.0, start + opens - time.monotonic()))
            began = time.perf_counter()
            token = _TOKEN.search(_get(form))
            opened = time.perf_counter()
            assert token
            time.sleep(2.5)
            sent = {
                "jeton": token[1],
                "nombre": "1",
                "structure": "ESAT Les Essais",
                "personne-0-prenom": f"Personne {number}",
                "personne-0-nom": "Essai",
                "personne-0-courriel": f"personne{number}@exemple.test",
            }
            again = time.perf_counter()
            with urllib.request.urlopen(form, urllib.parse.urlencode(sent).encode(), timeout=120) as answer:
                assert answer.url.endswith("/envoyee/"), answer.url
            times.extend([(opened - began) * 1000, (time.perf_counter() - again) * 1000])
        except Exception as error:
            failures.append(f"{type(error).__name__}: {error}")

    threads = [threading.Thread(target=person, args=(n, random.uniform(0, seconds))) for n in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report("an answer", times)
    if failures:
        sys.exit(f"{len(failures)} people got no answer: {failures[0]}")


def _fill(var: Path, port: int, events: int) -> int:
    """The number of a desk, beside `events` published events of ten years."""
    return int(_in_portal(var, port, _FILLING, str(events)))


def _counted(var: Path, port: int) -> str:
    return _in_portal(var, port, _COUNTING)


def _in_portal(var: Path, port: int, program: str, *arguments: str) -> str:
    settings = environment(var, port) | {"DJANGO_SETTINGS_MODULE": "config.settings.local"}
    command = [sys.executable, "-c", f"import django; django.setup()\n{program}", *arguments]
    done = subprocess.run(command, env=os.environ | settings, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout.strip()


_FILLING = f"""
import sys
from datetime import datetime, timedelta, UTC
from django.utils import timezone
from events.models import EventIndexPage, EventPage
from events.ical.entries import renew
from events.registration import desks
agenda = EventIndexPage.objects.filter(locale__language_code="fr").first()
first = datetime(2027, 1, 4, 8, tzinfo=UTC)
for number in range(int(sys.argv[1])):
    starts = first + timedelta(hours=17 * number)
    agenda.add_child(instance=EventPage(
        title=f"Rendez-vous {{number}}", slug=f"rendez-vous-{{number}}", kind="colloque", state="confirme",
        starts_at=starts, ends_at=starts + timedelta(hours=3), summary="Un échange de pratiques.",
    ))
event = EventPage.objects.get(slug="rendez-vous-0")
desk = desks.create(event, opens_at=timezone.now() - timedelta(days=1), capacity={_SEATS})
print(desk.pk)
"""

_COUNTING = """
from events.models import Registration
from events.registration.drift import drifts
seats, everybody = Registration.objects.holding().count(), Registration.objects.count()
print(f"{seats} confirmed, {everybody - seats} waiting, {len(drifts())} counters wrong")
"""


if __name__ == "__main__":
    main()
