"""The map of départements: for a mouse on a wide screen; the lists beside it are for everyone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]

WIDE = {"width": 1280, "height": 900}
ADDRESSES = ["/territoires/", "/territoires/chiffres/"]
# Whether the keyboard stops inside the map, whichever way it goes through the page.
STOPS_INSIDE = "() => [...document.querySelectorAll('.map *')].some(element => element.tabIndex >= 0)"
# The département and the narrower side, in pixels and strokes included, of what is drawn: what leads somewhere, or not.
SIDES = """selector => [...document.querySelectorAll(`.map svg ${selector}`)].map(shape => {
  const box = shape.getBoundingClientRect(), stroke = parseFloat(getComputedStyle(shape).strokeWidth);
  const side = Math.min(box.width, box.height) + stroke * shape.getScreenCTM().a;
  return [shape.href.baseVal.split('#')[1], side];
})"""
LEAST = 24  # pixels: WCAG 2.2, success criterion 2.5.8
# How much of the page shows through a département: its own fill, in the colour that the reader's settings give it.
FILL = """() => {
  const shape = document.querySelector('.map a:has(use[href$="#d44"])');
  const style = getComputedStyle(shape);
  return [style.fill, style.fillOpacity];
}"""


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_click_opens_a_departement(address: str, open_page: OpenPage) -> None:
    page = open_page(address, viewport=WIDE)
    area = page.locator('.map a:has(use[href$="#d44"])')
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    assert box and min(box["width"], box["height"]) > 10, "the drawing is there"
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile(r"/territoires/departement/44-loire-atlantique/$"))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_click_opens_a_departement_around_paris(address: str, open_page: OpenPage) -> None:
    page = open_page(address, viewport=WIDE)
    paris = page.locator('.map a:has(use[href$="#d75"])')
    expect(paris).to_have_count(1)
    paris.click()
    expect(page).to_have_url(re.compile(r"/territoires/departement/75-paris/$"))


def test_whatever_leads_somewhere_is_large_enough_to_be_pointed_at(open_page: OpenPage) -> None:
    page = open_page("/territoires/", viewport=WIDE)
    sides = page.evaluate(SIDES, "a use")
    assert len(sides) == 101
    assert not [(code, side) for code, side in sides if side < LEAST]
    small = page.evaluate(SIDES, "use:not(a use)")
    assert {code for code, side in small if side < LEAST} == {"d75", "d92", "d93", "d94"}, "what is looked for is found"


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_keyboard_does_not_stop_in_it(address: str, open_page: OpenPage) -> None:
    page = open_page(address, viewport=WIDE)
    assert not page.evaluate(STOPS_INSIDE)
    page.locator(".map a").first.evaluate("link => link.removeAttribute('tabindex')")
    assert page.evaluate(STOPS_INSIDE), "what is looked for can be found"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_narrow_screen_has_the_list_only(address: str, open_page: OpenPage) -> None:
    page = open_page(address, viewport={"width": 320, "height": 800}, has_touch=True)
    expect(page.locator(".map")).to_be_hidden()
    expect(page.locator("main :is(.table, .territories) a[href$='/44-loire-atlantique/']").first).to_be_visible()


def test_its_colours_follow_the_reader(open_page: OpenPage) -> None:
    seen = [
        tuple(open_page("/territoires/", viewport=WIDE, **settings).evaluate(FILL))
        for settings in ({"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"})
    ]
    assert len({fill for fill, _opacity in seen}) >= 2
    assert {opacity for _fill, opacity in seen} == {"0.7"}


def test_it_prints(open_page: OpenPage) -> None:
    page = open_page("/territoires/", viewport=WIDE)
    page.emulate_media(media="print")
    expect(page.locator(".map svg").first).to_be_visible()
