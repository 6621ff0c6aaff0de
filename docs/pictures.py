"""Takes the README's pictures of the portal with its founding content: `make pictures`.

Writes docs/images/*.jpg. Uses the tests' own portal, so the pictures show what the tests check.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from config.bootstrap import find_browser
from tests.support.portal import ROOT, Portal, environment, prepared_folder

IMAGES = Path(__file__).parent / "images"
WIDE: dict[str, Any] = {"viewport": {"width": 1280, "height": 860}}
NARROW: dict[str, Any] = {"viewport": {"width": 390, "height": 860}, "device_scale_factor": 2}

PICTURES: dict[str, tuple[str, dict[str, Any]]] = {
    "accueil": ("/", WIDE),
    "accueil-sombre": ("/", WIDE | {"color_scheme": "dark"}),
    "accueil-telephone": ("/", NARROW),
    "projet": ("/projets/ser-sip/", WIDE),
    "projet-telephone": ("/projets/ser-sip/", NARROW),
    "comparaison": ("/projets/comparer/?projets=ser-sip,pcti,ceaispj", WIDE),
    "territoire": ("/territoires/departement/44-loire-atlantique/", WIDE),
    "recherche": ("/recherche/?q=apprentissage", WIDE),
    "annuaire": ("/annuaire/", WIDE),
    "bibliotheque": ("/ressources/", WIDE),
    "agenda": ("/agenda/", WIDE),
    "inscription-telephone": ("/inscriptions/evenement/1/", NARROW),
}

# No event of the founding content takes registrations yet: the form is that of the first one, opened as organisers do.
OPENING = """
from datetime import timedelta
from django.utils import timezone
from events.models import EventPage
from events.registration import desks
desks.create(EventPage.objects.live().order_by("pk").first(), opens_at=timezone.now() - timedelta(days=1), capacity=80)
"""


def main() -> None:
    """Starts a portal of its own in a temporary folder, and stops it."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        var = prepared_folder(Path(folder))
        portal = Portal.start(var, Path(folder) / "log").wait_open()
        subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", OPENING],
            cwd=ROOT, check=True,
            env=environment(var, portal.port) | {"DJANGO_SETTINGS_MODULE": "config.settings.local"},
        )  # fmt: skip
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        try:
            for name, (address, options) in PICTURES.items():
                page = browser.new_page(base_url=portal.url, locale="fr-FR", **options)
                page.goto(address)
                page.screenshot(path=IMAGES / f"{name}.jpg", type="jpeg", quality=82)
                page.close()
                print(f"docs/images/{name}.jpg")
        finally:
            browser.close()
            portal.stop()


if __name__ == "__main__":
    main()
