"""A record goes from who keeps it to who publishes it, and back, with the keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.portal import Portal

from . import staff
from .keyboard import press, stands_well, type_in

LIST = "/admin/snippets/network/organisation/"
FIRST, MENDED = "Nous accompagnons vers l’emploi.", "Nous accompagnons vers l’emploi depuis 1998."
REMARK = "Depuis quand ? Dites l’année."


@pytest.fixture
def network(own_var: Path, tmp_path: Path) -> Iterator[str]:
    staff.put_in(own_var)
    started = Portal.start(own_var, tmp_path / "log")
    try:
        yield started.wait_open().url
    finally:
        started.stop()


def open_record(page: Page) -> None:
    """From the list, where their record is."""
    page.goto(LIST)
    press(page, page.get_by_role("link", name="ARAMIS", exact=True).first)
    expect(page.locator("#id_description")).to_be_visible()


def act(page: Page, button: str) -> None:
    """Opens the menu of actions at the bottom of the screen, and presses one."""
    press(page, page.locator("footer .w-dropdown__toggle"))
    press(page, page.locator("footer").get_by_role("button", name=button))


def submit(page: Page, description: str) -> None:
    open_record(page)
    type_in(page, "#id_description", description)
    expect(page.locator("footer")).not_to_contain_text("Enregistrement")
    act(page, "oumettre")
    expect(page.get_by_text("envoyée à la relecture")).to_be_visible()


def test_a_record_is_sent_sent_back_mended_and_published(chromium: Browser, network: str) -> None:
    contributor = staff.signed_in(chromium, network, staff.CONTRIBUTOR)
    publisher = staff.signed_in(chromium, network, staff.PUBLISHER)
    reader = chromium.new_page(base_url=network, locale="fr-FR")
    submit(contributor, FIRST)

    publisher.goto("/admin/a-relire/")
    row = publisher.get_by_role("row", name="ARAMIS")
    expect(row).to_contain_text("Camille Exemple")
    stands_well(publisher)
    press(publisher, row.get_by_role("link"))
    act(publisher, "Demander")
    comment = publisher.locator("textarea[name=comment]")
    expect(comment).to_be_visible()
    type_in(publisher, comment, REMARK)
    press(publisher, publisher.get_by_role("dialog").locator("[type=submit]"))
    expect(publisher.locator(".messages")).to_be_visible()
    publisher.goto("/admin/a-relire/")
    expect(publisher.get_by_text("Rien n’attend votre relecture.")).to_be_visible()
    reader.goto(f"/annuaire/{staff.RECORD}/")
    expect(reader.get_by_text(FIRST)).not_to_be_attached()

    submit(contributor, MENDED)
    publisher.goto("/admin/a-relire/")
    press(publisher, publisher.get_by_role("row", name="ARAMIS").get_by_role("link"))
    act(publisher, "Approuver et Publier")
    expect(publisher.locator(".messages")).to_be_visible()
    reader.goto(f"/annuaire/{staff.RECORD}/")
    expect(reader.get_by_text(MENDED)).to_be_visible()
    for page in (contributor, publisher, reader):
        page.close()
