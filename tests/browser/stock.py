"""What the journeys of the library find there: made once, before the portal that they share opens."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from cms.links.collecting import collect
from cms.models import LinkCheck
from network.models import Organisation
from resources.file_contents import read_unread
from resources.models import ReadingListEntry, ReadingListPage
from search.draining import drain
from tests.resources.extraction import pdfs
from tests.resources.factories import stored
from tests.resources.upkeep.making import library, resource
from tests.support.portal import ROOT, environment

GUIDE = "Accueillir un apprenti en entreprise"
READ_AGAIN = "Charte des stages"
POOR = "Affiche sans notice"
SCAN = "Convention numérisée"
ORPHAN = "Annexe oubliée"
REPLACED = "Tarif des aides"
READING_LIST = "Premiers pas vers l’apprentissage"
NOTE = "À lire avant la première journée."
BROKEN = "https://exemple.invalid/page-partie"


def put_in(var: Path) -> None:
    """Add the stock to the portal whose files are in `var`, which must not be open."""
    done = subprocess.run(
        [sys.executable, "-m", "django", "shell", "--no-imports", "-c", f"from {__name__} import make; make()"],
        cwd=ROOT,
        env=environment(var, 8000) | {"DJANGO_SETTINGS_MODULE": "config.settings.local"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def make() -> None:
    """Write it, read its files and index it, in a process of the portal."""
    guide = resource(
        GUIDE,
        documents=(stored(pdfs.typeset(3), "guide.pdf"),),
        summary="Ce qu’il faut préparer avant la première journée.",
        authors="Exemple, Camille",
        publisher=Organisation.objects.order_by("name")[0],
        date="2021-05",
        licence="etalab-2.0",
    )
    today = timezone.localdate()
    resource(READ_AGAIN, reviewed_on=today - timedelta(days=800), review_every=12, summary="Les règles d’un stage.")
    resource(POOR, BROKEN)
    resource(REPLACED, documents=(stored(b"Tarif de 2020", "tarif.txt"),))
    resource(SCAN, documents=(stored(pdfs.scan(), "convention.pdf"),))
    stored(b"Une annexe", f"{ORPHAN}.txt")
    _break(BROKEN)
    shelf = library().add_child(instance=ReadingListPage(title=READING_LIST, summary="Trois lectures, dans l’ordre."))
    shelf.entries = [ReadingListEntry(resource=guide, note=NOTE)]
    shelf.save_revision().publish()
    read_unread()
    drain()


def _break(url: str) -> None:
    """Say, as weeks of asking would, that `url` no longer answers."""
    collect()
    broken = {"state": LinkCheck.State.BROKEN, "status": 404, "message": "La page n’existe plus (code 404)."}
    since = timezone.now() - timedelta(days=5)
    later = timezone.now() + timedelta(days=30)
    LinkCheck.objects.filter(url=url).update(
        **broken, failures=3, failing_since=since, checked_at=timezone.now(), next_check_at=later
    )
