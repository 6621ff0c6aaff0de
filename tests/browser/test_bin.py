"""Deleting a page, finding it in the bin and putting it back, with the keyboard alone."""

import re
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, expect

from .keyboard import assert_accessible, press, stands_well
from .test_admin import page_number


def answer(address: str) -> tuple[int, str]:
    """The status of an address, and where it leads in the end."""
    try:
        with urllib.request.urlopen(address) as found:
            return found.status, found.url
    except urllib.error.HTTPError as error:
        return error.code, address


def test_what_is_deleted_comes_back(admin: Page, own_portal: str, own_var: Path) -> None:
    contact = f"{own_portal}/contact/"
    admin.goto(f"/admin/pages/{page_number(own_var, 'contact')}/delete/")
    assert_accessible(admin)
    stands_well(admin)
    press(admin, admin.get_by_role("checkbox", name=re.compile("Supprimer aussi")), " ")
    press(admin, admin.get_by_role("radio", name="à la page juste au-dessus"), " ")
    press(admin, admin.get_by_role("button", name="Mettre à la corbeille"))
    expect(admin.get_by_text("La page est à la corbeille.")).to_be_visible()
    assert answer(contact) == (200, f"{own_portal}/")

    press(admin, admin.get_by_role("link", name="Corbeille"))
    expect(admin.get_by_role("rowheader", name=re.compile("Contact"))).to_be_visible()
    assert_accessible(admin)
    stands_well(admin)
    press(admin, admin.get_by_role("link", name="Supprimer définitivement : Contact"))
    expect(admin.get_by_text("Personne ne pourra le restaurer.")).to_be_visible()
    stands_well(admin)
    press(admin, admin.get_by_role("link", name="Garder à la corbeille"))

    expect(admin.get_by_text("Ce que l’on supprime reste ici")).to_be_visible()
    press(admin, admin.get_by_role("link", name="Restaurer : Contact"))
    expect(admin.get_by_text("Une page sera de nouveau publiée.")).to_be_visible()
    assert_accessible(admin)
    stands_well(admin)
    press(admin, admin.get_by_role("button", name="Restaurer"))
    expect(admin.get_by_text("« Contact » est restaurée.")).to_be_visible()
    assert answer(contact) == (200, contact)
