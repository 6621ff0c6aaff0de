"""A simple version written in the browser, by keyboard: the remarks follow, then a reading is noted and shown."""

from datetime import date

from playwright.sync_api import Page, expect

from .keyboard import press, stands_well

SIMPLE = "Un service qui aide à trouver un travail"


def test_remarks_follow_what_is_written_and_a_reading_is_shown(admin: Page, own_portal: str) -> None:
    admin.goto("/admin/versions-simples/")
    stands_well(admin)
    press(admin, admin.get_by_role("link", name=SIMPLE))
    expect(admin.get_by_role("heading", name="Phrase par phrase")).to_be_visible()
    stands_well(admin)

    press(admin, admin.get_by_role("link", name="Modifier la version simple"))
    remarks = admin.locator("[data-remarks]")
    expect(remarks).to_contain_text("Tous les passages sont réécrits.")
    expect(remarks).not_to_contain_text("Négation")
    admin.get_by_role("button", name="Modifier").first.click()
    admin.locator(".js-translation-editor textarea").first.fill("Un service qui n’est pas comme les autres")
    admin.get_by_role("button", name="Enregistrer").first.click()
    expect(remarks).to_contain_text("Négation")

    admin.go_back()
    admin.get_by_label("Qui a relu").fill("cinq personnes")
    admin.get_by_label("Date de la relecture").fill(date.today().isoformat())
    press(admin, admin.get_by_role("button", name="Enregistrer la relecture"))
    expect(admin.locator(".messages .success")).to_contain_text("La relecture est enregistrée.")
    admin.goto(f"{own_portal}/fr-simple/projets/ser-sip/")
    expect(admin.get_by_text("Facile à lire et à comprendre")).to_be_visible()


def test_the_form_of_a_version_stands_without_its_remarks(admin: Page) -> None:
    """The portal is away for a moment: that is said, and what is written stays."""
    admin.goto("/admin/versions-simples/")
    admin.get_by_role("link", name=SIMPLE).click()
    admin.route("**/remarques/", lambda route: route.abort())
    admin.get_by_role("link", name="Modifier la version simple").click()
    expect(admin.get_by_text("Les remarques ne peuvent pas être lues pour le moment.")).to_be_visible()
    admin.unroute("**/remarques/")
    admin.get_by_role("button", name="Modifier").first.click()
    admin.get_by_role("button", name="Enregistrer").first.click()
    expect(admin.locator("[data-remarks]")).to_contain_text("Tous les passages sont réécrits.")
