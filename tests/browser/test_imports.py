"""A table of partners brought in by keyboard: tried, applied, then decided where it disagrees with an editor."""

import sqlite3
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, expect

from .keyboard import press, stands_well

HEAD = "identifiant;nom;genre;telephone;code_insee\n"
GOOD, CHANGED = "a;ESAT d’essai;esat;01 99 00 56 78;44184\n", "a;ESAT d’essai;esat;01 99 00 56 79;44184\n"
BAD = ";Sans identifiant;esat;;\nb;;esat;;\n"
SECONDS = 15_000  # milliseconds: the worker looks every half second, on machines that do other things


def table(folder: Path, *rows: str) -> Path:
    path = folder / "partenaires.csv"
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return path


def tried(page: Page, path: Path) -> None:
    page.goto("/admin/network/imports/")
    press(page, page.get_by_role("link", name="Importer un fichier"))
    page.get_by_label("Format").select_option("csv")
    page.get_by_label("Fichier", exact=False).first.set_input_files(path)
    press(page, page.get_by_role("button", name="Essayer sans rien écrire"))
    expect(page.get_by_role("button", name="Appliquer ce fichier")).to_be_visible(timeout=SECONDS)
    expect(page.get_by_role("status").filter(has_text="Terminé.")).to_be_visible()


def applied(page: Page) -> None:
    press(page, page.get_by_role("button", name="Appliquer ce fichier"))
    expect(page.get_by_role("heading", name="Fichier appliqué")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Terminé.")).to_be_visible(timeout=SECONDS)


def phone(var: Path) -> str:
    with closing(sqlite3.connect(var / "passerelles.sqlite3")) as database:
        [found] = database.execute("SELECT phone FROM network_organisation WHERE name = 'ESAT d’essai'").fetchone()
    return str(found)


def test_a_table_is_tried_applied_and_decided_by_keyboard(admin: Page, own_var: Path, tmp_path: Path) -> None:
    admin.goto("/admin/network/imports/nouveau/")
    stands_well(admin)
    press(admin, admin.get_by_role("button", name="Essayer sans rien écrire"))
    expect(admin.get_by_role("alert").filter(has_text="n’a pas été essayé")).to_be_visible()
    stands_well(admin)
    tried(admin, table(tmp_path, GOOD, BAD))
    stands_well(admin)
    applied(admin)
    with closing(sqlite3.connect(own_var / "passerelles.sqlite3")) as database, database:
        database.execute("UPDATE network_organisation SET phone = '+33199005999' WHERE name = 'ESAT d’essai'")
    tried(admin, table(tmp_path, CHANGED))
    applied(admin)
    press(admin, admin.get_by_role("link", name="Décider des divergences"))
    expect(admin.get_by_role("cell", name="01 99 00 59 99")).to_be_visible()
    stands_well(admin)
    press(admin, admin.get_by_role("checkbox", name="ESAT d’essai, Téléphone"), "Space")
    press(admin, admin.get_by_role("button", name="Prendre la source"))
    expect(admin.get_by_text("Rien à décider")).to_be_visible()
    assert phone(own_var) == "+33199005679"
    admin.goto("/admin/network/imports/")
    stands_well(admin)
