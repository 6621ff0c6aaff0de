"""Every kind of public page, as different people meet it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.public_pages import PUBLIC_PAGES

from .engines import nu
from .measures import overflowing, violations

OpenPage = Callable[..., Page]

PAGES = PUBLIC_PAGES | {"not found": "/inconnu/"}
every_page = pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())

# WCAG 2.2, success criterion 1.4.12: nothing is lost when a reader spaces the text this much.
TEXT_SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }
"""
SPACE_TEXT = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
# Elements whose own text is cut off, those hidden on purpose apart.
CUT_TEXT = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(element => {
  const style = getComputedStyle(element);
  return [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())
    && ['hidden', 'clip'].includes(style.overflowX) && element.clientWidth > 1
    && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
}).map(element => element.outerHTML.slice(0, 200))"""
# Forced colours erase backgrounds: a control that only had one would no longer look like a control.
BORDERLESS = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea, main [type=submit]')]
  .filter(element => element.checkVisibility() && !/checkbox|radio/.test(element.type))
  .filter(element => parseFloat(getComputedStyle(element).borderTopWidth) < 1)
  .map(element => element.outerHTML.slice(0, 160))"""


@every_page
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_engines_find_nothing(address: str, scheme: str, width: int, open_page: OpenPage) -> None:
    page = open_page(address, color_scheme=scheme, viewport={"width": width, "height": 900})
    assert not violations(page)


def test_the_html_is_valid(open_page: OpenPage, portal: str, tmp_path: Path) -> None:
    """As the portal sends it, and as it stands once scripts have worked on it."""
    sent, stands = {}, {}
    for name, address in PAGES.items():
        page = open_page(address)
        page.wait_for_load_state()
        sent[name] = page.request.get(f"{portal}{address}").text()
        stands[f"{name}, with scripts"] = page.content()
        page.close()
    assert not nu.faults(sent | stands, tmp_path)


@every_page
def test_narrow_screen_needs_no_horizontal_scroll(address: str, open_page: OpenPage) -> None:
    page = open_page(address, viewport={"width": 320, "height": 640}, has_touch=True)
    assert not overflowing(page)


@every_page
def test_spaced_text_stays_whole(address: str, open_page: OpenPage) -> None:
    page = open_page(address, viewport={"width": 320, "height": 640})
    page.evaluate(SPACE_TEXT, TEXT_SPACING)
    assert not overflowing(page)
    assert not page.evaluate(CUT_TEXT)


@every_page
def test_page_works_without_javascript(address: str, open_page: OpenPage) -> None:
    page = open_page(address, java_script_enabled=False)
    expect(page.locator("main h1")).to_be_visible()
    expect(page.get_by_role("navigation").first).to_be_attached()
    expect(page.get_by_role("contentinfo")).to_be_visible()


@every_page
def test_forced_colours_keep_everything_visible(address: str, open_page: OpenPage) -> None:
    page = open_page(address, forced_colors="active")
    expect(page.locator("main h1")).to_be_visible()
    assert not page.evaluate(BORDERLESS)


@every_page
def test_print_keeps_the_content_and_drops_the_navigation(address: str, open_page: OpenPage) -> None:
    page = open_page(address)
    page.emulate_media(media="print")
    expect(page.locator("main h1")).to_be_visible()
    expect(page.get_by_role("navigation").and_(page.locator("header *")).first).to_be_hidden()
