"""What readers come to the library for, with the keyboard alone, on screens that stand well for everyone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from . import stock
from .keyboard import press, stands_well, tab_to, type_in
from .letters import link_in

OpenPage = Callable[..., Page]
SCREEN = {"width": 1280, "height": 900}
ANNOUNCED = "/ressources/outil-suivi-partage/"


@pytest.fixture(scope="session")
def portal(library_portal: str) -> str:
    return library_portal


def test_the_library_is_narrowed_then_a_page_of_a_document_is_found(open_page: OpenPage) -> None:
    page = open_page("/ressources/", viewport=SCREEN)
    press(page, page.locator("form.facets summary").filter(has_text="Genre de document"))
    press(page, page.get_by_role("checkbox", name=re.compile("^Guide")), "Space")
    press(page, page.get_by_role("button", name="Afficher les résultats"))
    expect(page).to_have_url(re.compile("genre=guide"))
    stands_well(page)
    type_in(page, "#listing-q", "page-3 apprenti")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=page-3.*genre=guide|genre=guide.*q=page-3"))
    hit = page.locator("ol.rows .card").filter(has_text=stock.GUIDE)
    at_page = hit.get_by_role("link", name=re.compile("page 3"))
    expect(at_page).to_be_visible()
    stands_well(page)
    tab_to(page, at_page)
    address = at_page.get_attribute("href") or ""
    assert address.endswith("#page=3")
    opened = page.request.get(address)
    assert opened.headers["content-type"] == "application/pdf" and opened.body().startswith(b"%PDF")
    press(page, hit.get_by_role("link", name=stock.GUIDE))
    expect(page.locator("h1")).to_have_text(stock.GUIDE)


def test_a_resource_is_cited(open_page: OpenPage) -> None:
    page = open_page("/ressources/", viewport=SCREEN, permissions=["clipboard-read", "clipboard-write"])
    press(page, page.get_by_role("link", name=stock.GUIDE))
    stands_well(page)
    quoted = page.get_by_role("region", name="Citer")
    press(page, quoted.get_by_role("button", name="Copier la citation", exact=True))
    expect(quoted.get_by_role("status")).to_have_text("Citation copiée")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Exemple, C. (2021") and stock.GUIDE in copied
    expect(page.get_by_role("button", name="Copier l’adresse", exact=True)).to_have_count(1)
    bibtex = quoted.get_by_role("link", name=re.compile("BibTeX"))
    with page.expect_download() as download:
        press(page, bibtex)
    assert "@" in Path(download.value.path()).read_text()


def test_somebody_is_told_when_what_is_announced_comes(open_page: OpenPage, library_var: Path) -> None:
    page = open_page(ANNOUNCED, viewport=SCREEN)
    press(page, page.get_by_role("link", name="Me prévenir de la publication"))
    send = page.get_by_role("button", name="Me prévenir")
    field = page.get_by_label("Votre adresse électronique")
    type_in(page, field, "personne@nulle")
    press(page, send)
    expect(page.get_by_text("Cette adresse n’est pas complète").first).to_be_visible()
    stands_well(page)
    type_in(page, field, "lectrice@exemple.test")
    press(page, send)
    expect(page.locator("h1")).to_have_text("Consultez votre messagerie")
    page.goto(link_in(library_var, "lectrice@exemple.test", "Confirmez", "/r/confirmer/"))
    stands_well(page)
    press(page, page.get_by_role("button", name="Confirmer"))
    expect(page.locator("h1")).to_have_text("C’est noté")


def test_a_reader_says_whether_it_helped_and_what_is_wrong(open_page: OpenPage) -> None:
    page = open_page("/ressources/", viewport=SCREEN)
    press(page, page.get_by_role("link", name=stock.GUIDE))
    press(page, page.get_by_role("button", name="Oui", exact=True))
    type_in(page, page.get_by_label("Votre phrase"), "La liste du premier jour.")
    stands_well(page)
    press(page, page.get_by_role("button", name="Envoyer ma phrase"))
    expect(page.locator("h1")).to_have_text("Merci")
    press(page, page.get_by_role("link", name="Retour à la bibliothèque"))
    press(page, page.get_by_role("link", name=stock.GUIDE))
    press(page, page.get_by_role("link", name="Signaler une erreur"))
    send = page.get_by_role("button", name="Envoyer", exact=True)
    press(page, send)
    expect(page.get_by_text("Écrivez ce qui ne va pas").first).to_be_visible()
    stands_well(page)
    type_in(page, page.get_by_label("Qu’est-ce qui ne va pas ?"), "La page 2 est vide.")
    press(page, send)
    expect(page.locator("h1")).to_have_text("Merci")


def test_a_reading_list_leads_to_what_it_recommends(open_page: OpenPage) -> None:
    page = open_page("/ressources/", viewport=SCREEN)
    press(page, page.get_by_role("link", name=stock.READING_LIST))
    expect(page.get_by_text(stock.NOTE)).to_be_visible()
    stands_well(page)
    press(page, page.get_by_role("listitem").filter(has_text=stock.NOTE).get_by_role("link", name=stock.GUIDE))
    used_in = page.get_by_role("region", name="Utilisé dans")
    expect(used_in.get_by_role("link", name=stock.READING_LIST)).to_be_visible()
