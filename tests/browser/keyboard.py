"""Going through a page with the keyboard alone, and whether a page stands well for everyone."""

import re

from playwright.sync_api import Locator, Page

from .measures import cut_off, overflowing, violations

WIDE, NARROW = 1280, 320
# Wagtail's own side bar, whose contrasts are not ours to judge, and the buttons of its header, named twice.
NOT_OURS = ("wagtail-sidebar", "w-slim-header-action-button")
_STOPS = 200
_HERE = "element => element === document.activeElement"
_OUTLINED = """element => ['', '::before', '::after'].some(
  part => getComputedStyle(element, part || null).outlineStyle !== 'none')
  || getComputedStyle(element.closest('.card') ?? element).outlineStyle !== 'none'"""


def tab_to(page: Page, target: Locator | str) -> None:
    """Presses Tab until the focus is on `target`, one element, and sees where it is."""
    wanted = page.locator(target) if isinstance(target, str) else target
    element = wanted.element_handle()
    assert element
    for _stop in range(_STOPS):
        page.keyboard.press("Tab")
        if element.evaluate(_HERE):
            assert element.evaluate(_OUTLINED), f"no visible focus on {target}"
            return
    raise AssertionError(f"the keyboard never reaches {target}")


def press(page: Page, target: Locator | str, key: str = "Enter") -> None:
    """Reaches `target` with Tab and presses `key` there."""
    tab_to(page, target)
    page.keyboard.press(key)


def type_in(page: Page, target: Locator | str, text: str) -> None:
    """Reaches the field with Tab and types `text` in place of what it holds."""
    tab_to(page, target)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def labelled(page: Page, label: str) -> Locator:
    """The first field whose label begins so."""
    return page.get_by_label(re.compile(rf"^\s*{label}")).first


def assert_accessible(page: Page) -> None:
    """For axe, and nothing wider than the screen, at the width the page has."""
    found = [line for line in violations(page) if not any(theirs in line for theirs in NOT_OURS)]
    assert not found, "\n".join(found)
    lost = overflowing(page) + cut_off(page)
    assert not lost, "\n".join(lost)


def stands_well(page: Page) -> None:
    """The same on a phone."""
    wide = page.viewport_size
    assert wide
    page.set_viewport_size({"width": NARROW, "height": wide["height"]})
    assert_accessible(page)
    page.set_viewport_size(wide)
