"""An editor's way through the administration of the running portal, worker included."""

import re
import sqlite3
import urllib.request
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.support.portal import eventually


def page_number(var: Path, slug: str) -> int:
    with closing(sqlite3.connect(var / "passerelles.sqlite3")) as database:
        found = database.execute("SELECT id FROM wagtailcore_page WHERE slug = ?", [slug]).fetchone()
    return int(found[0])


def test_what_is_published_is_found_at_once(admin: Page, own_portal: str, own_var: Path) -> None:
    word = "Hippocampe"
    admin.goto(f"/admin/pages/{page_number(own_var, 'pcti')}/edit/")
    admin.locator("#id_title").fill(f"{word} ou emploi accompagné")
    admin.locator("footer").get_by_role("button", name=re.compile("Autres actions|Plus d", re.IGNORECASE)).click()
    admin.get_by_role("button", name=re.compile("^Publier", re.IGNORECASE)).click()
    expect(admin.locator(".messages .success")).to_be_visible()

    def is_found() -> bool:
        with urllib.request.urlopen(f"{own_portal}/recherche/?q={word.lower()}") as answer:
            return "/projets/pcti/" in answer.read().decode()

    eventually(is_found, "the published title is found")
