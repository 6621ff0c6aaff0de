"""An audit on the running portal, from the keyboard and on a narrow screen, to the footer of every page."""

import csv
import io

import pytest
from playwright.sync_api import Page, expect

from .measures import overflowing, violations

WIDTHS = (1280, 320)


def faults(page: Page) -> list[str]:
    """What axe complains of, and whether the page is wider than the screen, at both widths."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {fault}" for fault in violations(page) + overflowing(page)]
    return found


@pytest.fixture
def audited(admin: Page) -> Page:
    """At the grid of a new audit of the home page."""
    admin.goto("/admin/accessibilite/audits/new/")
    admin.locator("#id_auditor").fill("Cabinet Exemple")
    admin.locator("#id_audited_on").fill("2026-09-14")
    admin.locator("#id_pages-0-name").fill("Accueil")
    admin.locator("#id_pages-0-address").fill("/")
    admin.get_by_role("button", name="Créer").click()
    admin.get_by_role("link", name="Ouvrir la grille").click()
    expect(admin.get_by_role("heading", level=1)).to_contain_text("Grille")
    return admin


def test_a_criterion_is_given_from_the_keyboard_on_a_narrow_screen(audited: Page) -> None:
    assert not (found := faults(audited)), "\n".join(found)
    audited.get_by_role("link", name="Accueil", exact=True).last.press("Enter")
    first = audited.get_by_role("group", name="1.1 Chaque image").get_by_label("Résultat")
    expect(first).to_be_visible()
    assert not (found := faults(audited)), "\n".join(found)
    first.focus()
    audited.keyboard.type("non conforme")
    audited.keyboard.press("Tab")
    expect(audited.get_by_role("group", name="1.1 Chaque image").get_by_label("Commentaire")).to_be_focused()
    audited.get_by_role("button", name="Enregistrer").first.press("Enter")
    # Nothing is lost: what is wrong leads to its field, that keeps what was chosen.
    audited.get_by_role("alert").get_by_role("link", name="1.1").press("Enter")
    assert not (found := faults(audited)), "\n".join(found)
    comment = audited.get_by_role("group", name="1.1 Chaque image").get_by_label("Commentaire")
    comment.fill("Une image n’a pas d’alternative.")
    audited.get_by_role("button", name="Enregistrer").first.press("Enter")
    expect(audited.get_by_text("critères testés, 1 sur 106")).to_be_visible()


def test_a_completed_table_changes_every_page(audited: Page) -> None:
    address = audited.url
    exported = audited.request.get(f"{address}exporter/").body().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(exported, newline=""), delimiter=";"))
    for row in rows[1:]:
        row[5] = "conforme"
    table = io.StringIO(newline="")
    csv.writer(table, delimiter=";").writerows(rows)
    audited.get_by_role("link", name="Importer").click()
    audited.locator("input[type=file]").set_input_files(
        {"name": "grille.csv", "mimeType": "text/csv", "buffer": table.getvalue().encode()}
    )
    assert not (found := faults(audited)), "\n".join(found)
    audited.get_by_role("button", name="Importer").click()
    expect(audited.get_by_text("106 résultats sont importés")).to_be_visible()
    audited.goto("/glossaire/")
    audited.get_by_role("link", name="Accessibilité : totalement conforme").click()
    expect(audited.get_by_text("100 % des critères sont respectés : 106 sur les 106")).to_be_visible()
