"""A French sentence changes; the translator finds it, translates it and publishes: the notice on the page goes away."""

import re

from playwright.sync_api import Page, expect

from .keyboard import assert_accessible, press, stands_well

SIMPLE = "/fr-simple/projets/ser-sip/"
BEFORE, NOW = "Un service expérimental qui", "Un service qui"
OLD, NEW = "Un service pour les personnes qui ont un handicap psychique.", "Un service pour ces personnes."


def change(admin: Page) -> None:
    """The editor's part, in Wagtail's form of the French page."""
    admin.goto("/admin/versions-simples/")
    admin.get_by_role("link", name="Un service qui aide à trouver un travail").click()
    admin.get_by_role("link", name="Ouvrir le texte complet").click()
    summary = admin.locator("#id_summary")
    summary.fill(summary.input_value().replace(BEFORE, NOW))
    admin.locator("[name=action-publish]").evaluate("button => button.click()")
    expect(admin.locator(".messages .success")).to_be_visible()


def test_a_sentence_that_changed_is_found_translated_and_published(admin: Page, own_portal: str) -> None:
    notice = admin.locator(".version-notice")
    change(admin)
    admin.goto(f"{own_portal}{SIMPLE}")
    expect(notice).to_contain_text("la page en français a changé depuis")
    stands_well(admin)

    admin.goto("/admin/a-traduire/?langue=fr-simple&etat=outdated")
    expect(admin.locator(".translating-jobs del")).to_contain_text("expérimental")
    expect(admin.locator(".translating-jobs")).to_contain_text(BEFORE)
    assert_accessible(admin)
    stands_well(admin)
    press(admin, admin.get_by_role("link", name=re.compile("Traduire cette phrase")))

    written = admin.locator(".js-translation-editor textarea")
    expect(written).to_be_focused()
    expect(written).to_have_value(re.compile(OLD))
    expect(admin.locator(".translating-here del")).to_contain_text("expérimental")
    expect(written).to_be_in_viewport()
    admin.keyboard.press("ControlOrMeta+a")
    admin.keyboard.type(NEW)
    with admin.expect_response(re.compile("/strings/")) as saved:
        admin.keyboard.press("Enter")
    assert saved.value.status == 200

    publish = admin.get_by_role("button", name=re.compile("Publier")).first
    publish.focus()
    admin.keyboard.press("Enter")
    expect(admin.locator(".messages .success")).to_be_visible()
    admin.goto(f"{own_portal}{SIMPLE}")
    expect(admin.get_by_text(NEW)).to_be_visible()
    expect(notice).to_have_count(0)
    admin.goto("/admin/a-traduire/?etat=outdated&langue=fr-simple")
    expect(admin.get_by_text("Rien n’attend d’être traduit ici.")).to_be_visible()
