"""What somebody does without a mouse, and what everybody needs of a page."""

import re
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

_MOST_STOPS = 120


def assert_accessible(page: Page) -> None:
    """Axe finds nothing, and the page is no wider than the screen."""
    found = Axe().run(page).response["violations"]
    assert not found, [(rule["id"], [node["html"][:150] for node in rule["nodes"]]) for rule in found]
    assert_fits(page)


def assert_fits(page: Page) -> None:
    assert page.evaluate("document.scrollingElement.scrollWidth <= document.documentElement.clientWidth"), page.url


def tab_to(page: Page, wanted: Locator) -> None:
    """Reached by the keyboard's own way: the Tab key."""
    for _stop in range(_MOST_STOPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("wanted => wanted === document.activeElement"):
            return
    raise AssertionError(f"the Tab key does not reach {wanted}")


def type_in(page: Page, label: str, text: str) -> None:
    """Into the field of that label."""
    tab_to(page, page.get_by_label(re.compile(rf"^\s*{label}")).first)
    page.keyboard.type(text)


def press(page: Page, role: Literal["button", "link"], name: str) -> None:
    page.get_by_role(role, name=name).focus()
    page.keyboard.press("Enter")
