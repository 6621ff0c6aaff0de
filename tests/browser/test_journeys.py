"""What a visitor comes for, from the keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.public_pages import PUBLIC_PAGES

OpenPage = Callable[..., Page]

# Where the focus is, and whether it shows: an outline on the element, on what it draws, or on the card it fills.
FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const outlined = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const drawn = [...['', '::before', '::after'].map(part => getComputedStyle(element, part || null))];
  const card = element.closest('.card');
  if (card) drawn.push(getComputedStyle(card));
  const box = element.getBoundingClientRect();
  return {
    html: element.outerHTML.slice(0, 160),
    outlined: drawn.some(outlined),
    onScreen: box.width > 1 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


def focused(page: Page) -> dict[str, object] | None:
    found: dict[str, object] | None = page.evaluate(FOCUS)
    return found


@pytest.mark.parametrize("address", PUBLIC_PAGES.values(), ids=PUBLIC_PAGES.keys())
@pytest.mark.parametrize("width", [320, 1280])
def test_focus_is_always_seen_and_never_trapped(address: str, width: int, open_page: OpenPage) -> None:
    page = open_page(address, viewport={"width": width, "height": 900})
    seen = []
    for _ in range(400):
        page.keyboard.press("Tab")
        place = focused(page)
        if place is None:
            break
        assert place["outlined"], f"no visible focus: {place['html']}"
        assert place["onScreen"], f"focus off screen: {place['html']}"
        seen.append(place["html"])
    else:
        raise AssertionError(f"the keyboard never leaves the page: {seen[-5:]}")
    assert len(seen) > 5


def test_first_tab_offers_to_skip_to_the_content(open_page: OpenPage) -> None:
    page = open_page("/projets/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_be_visible()
    expect(skip).to_have_attribute("href", "#contenu")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_narrow_menu_opens_from_the_keyboard(scripts: bool, open_page: OpenPage) -> None:
    page = open_page("/", viewport={"width": 320, "height": 640}, java_script_enabled=scripts)
    directory = page.locator("header a[href$='/annuaire/']").first
    expect(directory).to_be_hidden()
    button = page.locator("header").get_by_text("Menu").first
    for _ in range(20):
        page.keyboard.press("Tab")
        if "Menu" in (page.locator(":focus").text_content() or ""):
            break
    expect(button).to_be_visible()
    page.keyboard.press("Enter")
    expect(directory).to_be_visible()
    directory.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/annuaire/$"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_search_from_home_finds_a_project(scripts: bool, open_page: OpenPage) -> None:
    page = open_page("/", java_script_enabled=scripts)
    box = page.locator("main input[name='q']").first
    box.focus()
    page.keyboard.type("saint nazaire")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/recherche/\?.*q=saint"))
    result = page.locator("main a[href='/projets/ser-sip/']").first
    result.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("SER-SIP")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_two_projects_are_compared(scripts: bool, open_page: OpenPage) -> None:
    page = open_page("/projets/", java_script_enabled=scripts)
    for slug in ("ser-sip", "pcti"):
        page.locator(f"input[name='projets'][value='{slug}']").check()
    page.get_by_role("button", name=re.compile("ompar")).first.click()
    expect(page).to_have_url(re.compile(r"/projets/comparer/\?projets="))
    expect(page.locator("main table thead").get_by_role("link")).to_have_count(2)


def test_an_acronym_is_explained_on_the_spot(open_page: OpenPage) -> None:
    page = open_page("/projets/ser-sip/", java_script_enabled=False)
    term = page.locator("main button.term").first
    definition = page.locator(f"#{term.get_attribute('popovertarget')}")
    expect(definition).to_be_hidden()
    term.focus()
    page.keyboard.press("Enter")
    expect(definition).to_be_visible()
    page.keyboard.press("Escape")
    expect(definition).to_be_hidden()
    expect(term).to_be_focused()
