"""An editor's way through the administration of the running portal, worker included."""

import re
import shutil
import sqlite3
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.portal import Portal, eventually


@pytest.fixture
def own_var(prepared_var: Path, tmp_path: Path) -> Path:
    """A folder this test may write to."""
    return shutil.copytree(prepared_var, tmp_path / "var")


@pytest.fixture
def own_portal(own_var: Path, tmp_path: Path) -> Iterator[str]:
    started = Portal.start(own_var, tmp_path / "log")
    try:
        yield started.wait_open().url
    finally:
        started.stop()


def page_number(var: Path, slug: str) -> int:
    with closing(sqlite3.connect(var / "passerelles.sqlite3")) as database:
        found = database.execute("SELECT id FROM wagtailcore_page WHERE slug = ?", [slug]).fetchone()
    return int(found[0])


@pytest.fixture
def admin(chromium: Browser, own_portal: str, prepared_var: Path) -> Iterator[Page]:
    """The administration, signed in with the password that the first preparation printed."""
    password = re.search(r"mot de passe : (\S+)", (prepared_var / "printed").read_text())
    assert password
    page = chromium.new_page(base_url=own_portal, locale="fr-FR", viewport={"width": 1280, "height": 900})
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    page.goto("/admin/")
    page.locator("input[name='username']").fill("admin")
    page.locator("input[name='password']").fill(password[1])
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{own_portal}/admin/")
    yield page
    page.close()
    assert not refused, refused


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
