"""Searching around a commune, from the keyboard, on a narrow screen."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .keyboard import tab_to
from .measures import overflowing, violations

OpenPage = Callable[..., Page]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_directory_around_a_commune(scripts: bool, width: int, open_page: OpenPage) -> None:
    page = open_page("/annuaire/", viewport={"width": width, "height": 900}, java_script_enabled=scripts)
    if width == 320:
        tab_to(page, "form.facets .fold > summary")
        page.keyboard.press("Enter")
    tab_to(page, "input[name=autour]")
    page.keyboard.type("riviere salee")
    tab_to(page, "select[name=rayon]")
    page.keyboard.type("50")
    tab_to(page, "form.facets .facets-actions [type=submit]")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/annuaire/\?.*autour=riviere\+salee&rayon=50"))
    expect(page.locator("main .results-count")).to_contain_text("2 résultats")
    expect(page.locator("ol.rows .card").first).to_contain_text("à moins d’1 km")
    expect(page.locator("ol.rows .card").last).to_contain_text("à 30 km")
    if scripts:
        assert not overflowing(page)
        assert not violations(page)
    page.get_by_role("link", name=re.compile("À moins de 50 km de Rivière-Salée")).press("Enter")
    expect(page).to_have_url(re.compile("/annuaire/$"))


@pytest.mark.parametrize("width", [1280, 320])
def test_a_commune_is_proposed_while_one_types(width: int, open_page: OpenPage) -> None:
    page = open_page("/annuaire/", viewport={"width": width, "height": 900})
    if width == 320:
        page.locator("form.facets .fold > summary").press("Enter")
    field = page.locator("input[name=autour]")
    field.press_sequentially("saint-denis")
    options = page.locator("#listing-autour-suggestions [role=option]")
    expect(options.filter(has_text="Saint-Denis (93)")).to_be_visible()
    assert not overflowing(page)
    assert not violations(page)
    titles = options.all_text_contents()
    for _step in range(next(number for number, title in enumerate(titles, start=1) if "(93)" in title)):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Saint-Denis (93)")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/annuaire/\?.*autour=Saint-Denis\+%2893%29"))
