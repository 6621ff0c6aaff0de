"""Speed of a whole harvest of the library, and of keeping its catalogue true: `make bench`.

usage: python -m benchmarks.oai [--resources 10000]

In an SQLite database made for it, resources of which everything is known, each with two authors, a theme, a publisher
and a commune, entered in the catalogue as the background does. A harvester then follows the tokens of `ListRecords`
from the first part to the last, reading each answer as XML. Prints one line per figure.
"""

import argparse
import os
import tempfile
import time
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import fromstring

from .measuring import apart, machine, memory

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_COMMUNES, _THEMES, _PUBLISHERS = 500, 20, 50


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--resources", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="passerelles-bench-") as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        print(f"Library of {asked.resources} resources, {machine()}", flush=True)
        apart(fill, asked.resources)
        for name in ("catalogue made", "catalogue looked at again, nothing changed"):
            seconds, told = apart(refreshed)
            print(f"  {name}: {seconds:.2f} s ({told})", flush=True)
        seconds, busy, records, parts, most = apart(harvest)
        print(
            f"  harvest: {records} records in {parts} answers, {seconds:.1f} s, of which {busy:.1f} of processor; "
            f"the longest {most * 1000:.0f} ms; memory {apart(memory_of_harvest):.0f} MB",
            flush=True,
        )


def fill(count: int) -> None:
    """An empty portal, then its library, page by page as editors would, without the search index."""
    _start()
    from django.core.management import call_command
    from django.db import transaction
    from wagtail.models import Page, Site

    from cms.models import HomePage, Theme
    from network.models import Organisation, Territory, TerritoryKind
    from resources.models import ResourceIndexPage, ResourcePage

    call_command("migrate", verbosity=0)
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Accueil", slug="accueil", headline="Accueil"))
    Site.objects.update(root_page=home)
    index = home.add_child(instance=ResourceIndexPage(title="Ressources", slug="ressources"))
    region = Territory.objects.create(kind=TerritoryKind.REGION, code="52", name="Région", slug="52-region")
    departement = Territory.objects.create(
        kind=TerritoryKind.DEPARTEMENT, code="44", name="Département", slug="44-departement", parent=region
    )
    communes = Territory.objects.bulk_create(
        Territory(
            kind=TerritoryKind.COMMUNE, code=f"44{number:03}", name=f"Commune {number}", slug=f"44{number:03}",
            parent=departement,
        )
        for number in range(_COMMUNES)
    )  # fmt: skip
    themes = Theme.objects.bulk_create(
        Theme(name=f"Thème {number}", slug=f"theme-{number}") for number in range(_THEMES)
    )
    publishers = Organisation.objects.bulk_create(
        Organisation(name=f"Éditeur {number}", slug=f"editeur-{number}", kind="association")
        for number in range(_PUBLISHERS)
    )
    published = datetime(2026, 6, 3, tzinfo=UTC)
    with transaction.atomic():
        for number in range(count):
            index.add_child(
                instance=ResourcePage(
                    title=f"Guide de l’accueil en entreprise, n° {number}", slug=f"guide-{number}", kind="guide",
                    summary="Ce qu’il faut savoir avant d’accueillir une personne. " * 4, date="2024-05",
                    authors="Martin, Jean-Pierre; Durand, Zoé", publisher=publishers[number % _PUBLISHERS],
                    licence="CC-BY-4.0", themes=[themes[number % _THEMES]], territories=[communes[number % _COMMUNES]],
                    first_published_at=published, last_published_at=published,
                )
            )  # fmt: skip


def refreshed() -> tuple[float, str]:
    """Seconds, and what was written."""
    _start()
    from resources.catalogue import refresh

    started = time.perf_counter()
    told = refresh()
    return time.perf_counter() - started, f"{told.came} came, {told.changed} changed, {told.left} left"


def harvest() -> tuple[float, float, int, int, float]:
    """Seconds, those of processor, records, answers, seconds of the longest answer."""
    client = _client()
    client.get("/oai?verb=Identify")  # What a process reads once in its life is read here.
    found: set[str | None] = set()
    query, parts, most = "verb=ListRecords&metadataPrefix=oai_dc", 0, 0.0
    started, busy = time.perf_counter(), time.process_time()
    while query:
        asked = time.perf_counter()
        content = client.get(f"/oai?{query}").content
        most = max(most, time.perf_counter() - asked)
        root = fromstring(content)
        codes = [identifier.text for identifier in root.iter(f"{_OAI}identifier")]
        assert codes and found.isdisjoint(codes)
        found.update(codes)
        parts += 1
        token = root.find(f".//{_OAI}resumptionToken")
        query = f"verb=ListRecords&resumptionToken={quote(token.text)}" if token is not None and token.text else ""
    return time.perf_counter() - started, time.process_time() - busy, len(found), parts, most


def memory_of_harvest() -> float:
    """MB that a process holds of its own once it has answered a whole harvest."""
    harvest()
    return memory().own


def _client() -> Any:
    _start()
    from django.test import Client

    return Client()


def _start() -> None:
    import django
    from django.conf import settings

    django.setup()
    settings.ALLOWED_HOSTS = ["testserver"]


if __name__ == "__main__":
    main()
