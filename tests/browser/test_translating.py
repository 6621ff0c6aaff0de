"""A French sentence changes; the translator finds it, translates it and publishes: the notice on the page goes away."""

import re

from playwright.sync_api import Page, expect

from .keyboard import assert_accessible, press, stands_well

SIMPLE = "/fr-simple/projets/ser-sip/"
BEFORE, NOW = "Lever les freins", "Lever tous les freins"


def change(admin: Page, before: str, now: str) -> None:
    """The editor's part, in Wagtail's form of the French page."""
    admin.goto("/projets/ser-sip/")
    admin.goto("/admin/versions-simples/")
    admin.get_by_role("link", name="Un service qui aide à trouver un travail").click()
    admin.get_by_role("link", name="Ouvrir le texte complet").click()
    field = admin.locator(f"input[value='{before}'], textarea:text-is('{before}')").first
    field.fill(now)
    admin.locator("[name=action-publish]").evaluate("button => button.click()")
    expect(admin.locator(".messages .success")).to_be_visible()


def test_a_sentence_that_changed_is_found_translated_and_published(admin: Page, own_portal: str) -> None:
    notice = admin.locator(".version-notice")
    change(admin, BEFORE, NOW)
    admin.goto(f"{own_portal}{SIMPLE}")
    expect(notice).to_contain_text("la page en français a changé depuis")
    stands_well(admin)

    admin.goto("/admin/a-traduire/?langue=fr-simple&etat=outdated")
    expect(admin.locator(".translating-jobs ins")).to_contain_text("tous")
    expect(admin.locator(".translating-jobs")).to_contain_text(BEFORE)
    assert_accessible(admin)
    stands_well(admin)
    press(admin, admin.get_by_role("link", name=re.compile("Traduire cette phrase")))

    written = admin.locator(".js-translation-editor textarea")
    expect(written).to_be_focused()
    expect(written).to_have_value("Enlever ce qui bloque")
    expect(admin.locator(".translating-here ins")).to_contain_text("tous")
    admin.keyboard.press("ControlOrMeta+a")
    admin.keyboard.type("Enlever tout ce qui bloque")
    with admin.expect_response(re.compile("/strings/")) as saved:
        admin.keyboard.press("Enter")
    assert saved.value.status == 200

    publish = admin.get_by_role("button", name=re.compile("Publier")).first
    publish.focus()
    admin.keyboard.press("Enter")
    expect(admin.locator(".messages .success")).to_be_visible()
    admin.goto(f"{own_portal}{SIMPLE}")
    expect(admin.get_by_text("Enlever tout ce qui bloque")).to_be_visible()
    expect(notice).to_have_count(0)
    admin.goto("/admin/a-traduire/?etat=outdated")
    expect(admin.get_by_text("Rien n’attend d’être traduit ici.")).to_be_visible()
