"""Two people of the network who keep one record together: made before the portal that they use opens."""

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page

from cms.founding import roles
from network.models import Organisation
from tests.roles.people import entrust, person
from tests.support.portal import ROOT, environment

CONTRIBUTOR, PUBLISHER = "camille", "dominique"
PASSWORD = "un mot de passe assez long"
RECORD = "aramis"  # the slug of the record entrusted to the contributor


def put_in(var: Path) -> None:
    """Add them to the portal whose files are in `var`, which must not be open."""
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
    contributor = person(roles.CONTRIBUTORS, name=CONTRIBUTOR, first_name="Camille", last_name="Exemple")
    publisher = person(roles.PUBLISHERS, name=PUBLISHER, first_name="Dominique", last_name="Exemple")
    for user in (contributor, publisher):
        user.set_password(PASSWORD)
        user.save()
    entrust(contributor, Organisation.objects.get(slug=RECORD))


def signed_in(chromium: Browser, portal: str, name: str) -> Page:
    """The administration as one of them has it."""
    page = chromium.new_page(
        base_url=portal, locale="fr-FR", reduced_motion="reduce", viewport={"width": 1280, "height": 900}
    )
    page.goto("/admin/")
    page.locator("input[name='username']").fill(name)
    page.locator("input[name='password']").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{portal}/admin/")
    return page
