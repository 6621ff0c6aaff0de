"""A page taken to a file and brought back by keyboard: exported, tried, read, applied."""

from pathlib import Path

from playwright.sync_api import Page, expect

from .keyboard import press, stands_well, tab_to
from .test_admin import page_number

SECONDS = 15_000  # milliseconds: the worker looks every half second, on machines that do other things


def test_a_page_is_exported_and_imported_by_keyboard(admin: Page, own_var: Path, tmp_path: Path) -> None:
    project, projects = page_number(own_var, "pcti"), page_number(own_var, "projets")
    admin.goto(f"/admin/copies/exporter/{project}/")
    stands_well(admin)
    with admin.expect_download() as download:
        press(admin, admin.get_by_role("button", name="Télécharger le fichier"))
    path = tmp_path / "pcti.zip"
    download.value.save_as(path)
    admin.goto(f"/admin/copies/importer/{projects}/")
    stands_well(admin)
    press(admin, admin.get_by_role("button", name="Essayer sans rien écrire"))
    expect(admin.locator(".w-field__errors, .error-message").first).to_be_visible()
    stands_well(admin)
    admin.get_by_label("Fichier", exact=False).first.set_input_files(path)
    tab_to(admin, admin.get_by_role("radio", name="en faire une nouvelle version"))
    admin.keyboard.press("ArrowDown")
    press(admin, admin.get_by_role("button", name="Essayer sans rien écrire"))
    expect(admin.get_by_role("heading", name="Page par page")).to_be_visible(timeout=SECONDS)
    expect(admin.get_by_role("cell", name="pages déjà là, identiques")).to_be_visible()
    stands_well(admin)
    press(admin, admin.get_by_role("button", name="Appliquer ce fichier"))
    expect(admin.get_by_role("heading", name="Fichier appliqué")).to_be_visible()
    expect(admin.get_by_role("status").filter(has_text="Terminé.")).to_be_visible(timeout=SECONDS)
