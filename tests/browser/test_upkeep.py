"""An editor finds on the home page of the admin a page to read again, and says with the keyboard that it was read."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, expect

from .keyboard import press, stands_well
from .measures import violations
from .test_admin import page_number

READ = "Relue aujourd’hui, rien à changer"


def to_read_again(var: Path, slug: str) -> None:
    """The first administrator answers for the page, last read long ago."""
    with closing(sqlite3.connect(var / "passerelles.sqlite3", timeout=30)) as database, database:
        keeper = database.execute("SELECT id FROM accounts_user WHERE username = 'admin'").fetchone()[0]
        database.execute(
            "INSERT INTO cms_upkeep (page_id, keeper_id, read_on, reminders) VALUES (?, ?, '2020-01-31', 0)",
            [page_number(var, slug), keeper],
        )


def test_a_page_is_read_again_by_keyboard(admin: Page, own_portal: str, own_var: Path) -> None:
    expect(admin.get_by_text("Rien ne vous attend pour le moment.")).to_be_visible()
    stands_well(admin)
    to_read_again(own_var, "contact")
    admin.reload()
    stands_well(admin)
    press(admin, admin.get_by_role("link", name="1 page à relire"))
    expect(admin.get_by_role("row").filter(has_text="Contact")).to_contain_text("depuis le 31 janvier 2021")
    stands_well(admin)
    press(admin, admin.get_by_role("row").filter(has_text="Contact").get_by_role("link", name="Contact").first)
    button = admin.get_by_role("button", name=READ)
    expect(button).to_be_visible()
    # Of the form, the panel is ours; Wagtail's own fields are not.
    assert not [line for line in violations(admin) if "upkeep" in line]
    press(admin, button)
    expect(admin.get_by_text("« Contact » est notée comme relue aujourd’hui.")).to_be_visible()
    # Read, it is folded.
    header = admin.locator(".w-panel__header", has=admin.get_by_role("heading", name="Suivi de la page", exact=True))
    press(admin, header.locator("[data-panel-toggle]"))
    press(admin, admin.get_by_role("link", name="Choisir le responsable et le rythme"))
    expect(admin.get_by_role("heading", level=1)).to_have_count(1)
    stands_well(admin)
    admin.goto("/admin/")
    expect(admin.get_by_text("Rien ne vous attend pour le moment.")).to_be_visible()
    admin.goto("/contact/")
    expect(admin.get_by_text(re.compile("^Relu le "))).to_be_visible()
    stands_well(admin)


def test_reports_stand_well(admin: Page) -> None:
    for name in (
        "versions/?langue=en",
        "sans-en-bref/",
        "images-sans-texte/",
        "liens/?etat=attente",
        "liens-vers-rien/",
    ):
        admin.goto(f"/admin/rapports/{name}")
        expect(admin.get_by_role("heading", level=1)).to_have_count(1)
        stands_well(admin)
