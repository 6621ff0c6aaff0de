"""The whole way of a registration, on the running portal: opened, asked for, waited for, offered, and the door."""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.portal import eventually

from .keyboard import assert_accessible, labelled, press, type_in
from .letters import link_in

EVENT = "/agenda/bilan-expertises-partagees/"


@pytest.fixture
def visitor(chromium: Browser, own_portal: str) -> Iterator[Page]:
    """On a phone, and with a keyboard."""
    context = chromium.new_context(base_url=own_portal, locale="fr-FR", viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def own_link(var: Path, to: str, subject: str) -> str:
    """The private link in the letter of that subject, once it has left."""
    return link_in(var, to, subject, "/inscriptions/")


def ask(page: Page, name: str) -> None:
    """Somebody asks to come, with the keyboard alone."""
    page.goto(EVENT)
    page.get_by_role("link", name=re.compile("inscrire")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="La personne inscrite")).to_be_visible()
    assert_accessible(page)
    type_in(page, labelled(page, "Prénom"), name)
    type_in(page, labelled(page, "Nom"), "Essai")
    type_in(page, labelled(page, "Adresse électronique"), f"{name.lower()}@exemple.test")
    type_in(page, labelled(page, "Structure"), "ESAT Les Essais")

    def sent() -> bool:
        # The portal asks those faster than people to send again; what they typed is still there.
        with page.expect_navigation():
            page.get_by_label(re.compile("^Structure")).press("Enter")
        return page.url.endswith("/envoyee/")

    eventually(sent, "the request is taken")


def open_registration(admin: Page, places: int) -> None:
    admin.goto("/admin/agenda/inscriptions/ouvrir/")
    admin.get_by_label("Événement").select_option(label="Bilan du projet « Expertises partagées »")
    admin.get_by_label("Ouverture des inscriptions").fill("2026-01-01 09:00")
    admin.get_by_label("Places").fill(str(places))
    press(admin, admin.get_by_role("button", name="Enregistrer"))
    expect(admin).to_have_url(re.compile("/reglages/$"))


def test_a_place_given_up_is_offered_to_who_waits(admin: Page, visitor: Page, own_var: Path) -> None:
    open_registration(admin, places=1)
    ask(visitor, "Camille")
    first = own_link(own_var, "camille@exemple.test", "Inscription confirmée")
    ask(visitor, "Alix")
    second = own_link(own_var, "alix@exemple.test", "Sur liste d’attente")
    visitor.goto(second)
    expect(visitor.get_by_text("Votre rang sur la liste d’attente : 1.")).to_be_visible()
    assert_accessible(visitor)
    visitor.goto(first)
    press(visitor, visitor.get_by_role("link", name="Renoncer à venir"))
    press(visitor, visitor.get_by_role("button", name="Renoncer"))
    expect(visitor.get_by_text("annulée")).to_be_visible()
    visitor.goto(own_link(own_var, "alix@exemple.test", "Une place vous est proposée"))
    assert_accessible(visitor)
    press(visitor, visitor.get_by_role("button", name="Prendre cette place"))
    expect(visitor.get_by_text("confirmée")).to_be_visible()
    own_link(own_var, "alix@exemple.test", "Inscription confirmée")
    admin.goto("/admin/agenda/inscriptions/1/")
    expect(admin.get_by_role("link", name="Alix Essai")).to_be_visible()


def add_half_day(admin: Page) -> None:
    admin.goto("/admin/agenda/inscriptions/1/reglages/")
    row = admin.locator("details", has=admin.locator("#id_demi-journees-0-starts_at"))
    row.locator("summary").click()
    admin.locator("#id_demi-journees-0-starts_at").fill("2027-06-10 09:30")
    admin.locator("#id_demi-journees-0-ends_at").fill("2027-06-10 12:30")
    press(admin, admin.get_by_role("button", name="Enregistrer"))
    expect(admin.get_by_text("Les réglages sont enregistrés.")).to_be_visible()


def scans(var: Path) -> int:
    with closing(sqlite3.connect(var / "passerelles.sqlite3")) as database:
        return int(database.execute("SELECT count(*) FROM events_scan").fetchone()[0])


def test_the_door_goes_on_without_a_network(admin: Page, visitor: Page, own_var: Path) -> None:
    open_registration(admin, places=5)
    ask(visitor, "Camille")
    own_link(own_var, "camille@exemple.test", "Inscription confirmée")
    add_half_day(admin)
    context: BrowserContext = admin.context
    admin.goto("/admin/agenda/inscriptions/demi-journees/1/")
    expect(admin.locator("#present")).to_have_text("0")
    context.set_offline(True)
    admin.get_by_label("Code lu sur le badge").fill("camil")
    admin.keyboard.press("Enter")
    expect(admin.locator("#door-last")).to_have_text("Essai Camille : présente")
    expect(admin.locator("#door-state")).to_contain_text("Sans réseau : 1 à envoyer")
    admin.get_by_label("Code lu sur le badge").fill("camil")
    admin.keyboard.press("Enter")
    expect(admin.locator("#door-last")).to_have_text("Essai Camille : déjà notée présente")
    assert scans(own_var) == 0
    context.set_offline(False)
    expect(admin.locator("#door-state")).to_have_text("Tout est envoyé.")
    assert scans(own_var) == 1
    admin.reload()
    expect(admin.locator("#present")).to_have_text("1")
    admin.get_by_role("button", name="Retirer Camille Essai").click()
    expect(admin.locator("#present")).to_have_text("0")
    eventually(lambda: scans(own_var) == 2, "the mistake is written down")


def registered(var: Path) -> int:
    with closing(sqlite3.connect(var / "passerelles.sqlite3")) as database:
        return int(database.execute("SELECT count(*) FROM events_registration").fetchone()[0])


def put_on_the_night_of_the_clocks(var: Path) -> None:
    """From one in the morning to four, the night when they are put back: four hours."""
    with closing(sqlite3.connect(var / "passerelles.sqlite3")) as database:
        database.execute(
            "UPDATE events_eventpage SET starts_at = '2099-10-24 23:00:00', ends_at = '2099-10-25 03:00:00' "
            "WHERE page_ptr_id = (SELECT id FROM wagtailcore_page WHERE slug = ?)",
            [EVENT.split("/")[-2]],
        )
        database.commit()


def test_a_double_click_and_the_back_button_register_once(admin: Page, visitor: Page, own_var: Path) -> None:
    """For an event of the night when the clocks change, whose hours are those of its clocks."""
    put_on_the_night_of_the_clocks(own_var)
    open_registration(admin, places=5)
    visitor.goto(EVENT)
    press(visitor, visitor.get_by_role("link", name="M’inscrire"))
    opened = time.monotonic()
    who = {"Prénom": "Camille", "Nom": "Essai", "Adresse électronique": "camille@exemple.test", "Structure": "ESAT"}
    for label, said in who.items():
        type_in(visitor, labelled(visitor, label), said)
    eventually(lambda: time.monotonic() > opened + 2.5, "a form that is read before it is sent")
    visitor.get_by_role("button", name="Envoyer la demande").dblclick()
    expect(visitor).to_have_url(re.compile("/envoyee/$"))
    visitor.go_back()
    expect(visitor.get_by_role("heading", name="La personne inscrite")).to_be_visible()
    visitor.go_forward()
    assert registered(own_var) == 1
    visitor.goto(own_link(own_var, "camille@exemple.test", "Inscription confirmée"))
    expect(visitor.get_by_text(re.compile("25 octobre 2099"))).to_contain_text("1 h 00")
    press(visitor, visitor.get_by_role("link", name="Renoncer à venir"))
    visitor.get_by_role("button", name="Renoncer").dblclick()
    expect(visitor.get_by_text("annulée")).to_be_visible()
    visitor.go_back()
    expect(visitor.get_by_text("annulée")).to_be_visible()
    assert registered(own_var) == 1
