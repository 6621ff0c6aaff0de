"""What those who keep the library do there, with the keyboard alone, on screens that stand well for everyone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from tests.resources.imports.bibliographies import RIS

from . import stock
from .conftest import sign_in
from .keyboard import press, stands_well, type_in

REPORTS = "/admin/bibliotheque/rapports"
LINKS = "/admin/rapports/liens/"


@pytest.fixture(scope="module")
def signed_in(chromium: Browser, library_portal: str, prepared_var: Path) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        base_url=library_portal, locale="fr-FR", reduced_motion="reduce", viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    sign_in(page, prepared_var)
    page.close()
    yield context
    context.close()


@pytest.fixture
def editor(signed_in: BrowserContext) -> Iterator[Page]:
    """The administration. What its own policy refuses, or its scripts fail at, fails the test."""
    page = signed_in.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if "Content Security" in message.text else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    page.close()
    assert not faults, faults


def document(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def ended(page: Page) -> None:
    """The worker has done what the screen shows."""
    expect(page.get_by_role("status").filter(has_text="Terminé.")).to_be_visible()


def test_files_sent_together_become_drafts_that_are_described(editor: Page) -> None:
    editor.goto("/admin/bibliotheque/fichiers/")
    stands_well(editor)
    editor.get_by_label("Fichiers").set_input_files(
        [document("fiche-poste.txt", b"Une fiche de poste."), document("programme.pdf", b"MZ\x90\x00 un programme")]
    )
    type_in(editor, editor.get_by_label("Date"), "2022-03")
    press(editor, editor.get_by_role("button", name="Continuer"))
    expect(editor.get_by_text("« programme.pdf » est laissé de côté.")).to_be_visible()
    stands_well(editor)
    type_in(editor, editor.get_by_role("textbox", name="fiche-poste.txt Titre"), "Fiche de poste type")
    press(editor, editor.get_by_role("button", name="Créer les brouillons"))
    ended(editor)
    stands_well(editor)
    press(editor, editor.get_by_role("link", name="Voir les pages de la bibliothèque"))
    expect(editor.get_by_role("link", name="Fiche de poste type").first).to_be_visible()


def test_a_bibliography_is_tried_then_applied(editor: Page) -> None:
    editor.goto("/admin/bibliotheque/imports/")
    press(editor, editor.get_by_role("link", name="Importer une bibliographie"))
    press(editor, editor.get_by_role("button", name="Essayer sans rien écrire"))
    expect(editor.get_by_text("Champ requis.").first).to_be_visible()
    stands_well(editor)
    editor.get_by_label("Fichier").set_input_files(document("livres.ris", RIS.encode()))
    press(editor, editor.get_by_role("button", name="Essayer sans rien écrire"))
    apply = editor.get_by_role("button", name="Appliquer ce fichier")
    expect(apply).to_be_visible()
    stands_well(editor)
    press(editor, apply)
    expect(editor.get_by_role("heading", name="Fichier appliqué")).to_be_visible()
    ended(editor)
    editor.goto("/admin/bibliotheque/imports/")
    expect(editor.get_by_role("link", name="livres.ris", exact=True)).to_have_count(2)
    stands_well(editor)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("notices/?manque=summary", [stock.POOR]),
        ("fichiers/?situation=orphelin", [stock.ORPHAN]),
        (LINKS, [stock.POOR, "La page n’existe plus"]),
    ],
    ids=["missing from a record", "orphan file", "broken link"],
)
def test_a_report_tells_what_there_is_to_mend(address: str, told: list[str], editor: Page) -> None:
    editor.goto(address if address.startswith("/") else f"{REPORTS}/{address}")
    row = editor.get_by_role("row")
    for text in told:
        row = row.filter(has_text=text)
    expect(row).to_have_count(1)
    stands_well(editor)
    press(editor, row.get_by_role("link").last)
    expect(editor.locator("form#page-edit-form, form[action*='/documents/edit/']").first).to_be_visible()


def test_a_scanned_file_says_what_it_costs_to_readers(editor: Page) -> None:
    editor.goto(f"{REPORTS}/fichiers/?situation=image")
    expect(editor.get_by_role("row").filter(has_text="convention.pdf")).to_contain_text("image sans texte")
    press(editor, editor.get_by_role("link", name="convention.pdf").first)
    expect(editor.get_by_text("Ce document est fait d’images")).to_be_visible()
    stands_well(editor)


def test_what_is_read_again_is_no_longer_due(editor: Page) -> None:
    editor.goto(f"{REPORTS}/a-relire/")
    stands_well(editor)
    press(editor, editor.get_by_role("button", name=f"Toujours à jour : {stock.READ_AGAIN}"))
    expect(editor.get_by_text(f"« {stock.READ_AGAIN} » est notée comme relue aujourd’hui.")).to_be_visible()
    expect(editor.get_by_role("link", name=stock.READ_AGAIN)).to_have_count(0)


def test_a_file_is_replaced_and_its_older_version_kept(editor: Page) -> None:
    editor.goto(f"{REPORTS}/fichiers/")
    press(editor, editor.get_by_role("link", name="tarif.txt").first)
    editor.locator("input[type=file]").set_input_files(document("tarif-2024.txt", b"Tarif de 2024"))
    press(editor, editor.get_by_role("button", name="Enregistrer"))
    press(editor, editor.get_by_role("link", name="tarif.txt").first)
    expect(editor.get_by_role("link", name="Version 1")).to_be_visible()
    stands_well(editor)
    editor.goto("/ressources/tarif-des-aides/")
    address = editor.get_by_role("link", name="tarif.txt").get_attribute("href") or ""
    assert editor.request.get(address).body() == b"Tarif de 2024"
    press(editor, editor.get_by_text("Versions précédentes"))
    older = editor.get_by_role("link", name="Version 1").get_attribute("href") or ""
    assert editor.request.get(older).body() == b"Tarif de 2020"
