"""What a page shows wrong, measured once it has all its style: a link or a form answers before that."""

from playwright.sync_api import Page

from .engines import axe, ibm

# Everything that makes a page wider than the screen.
_OVERFLOWING = """() => document.scrollingElement.scrollWidth > document.documentElement.clientWidth
  ? [...document.querySelectorAll('body *')]
      .filter(element => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .map(element => element.outerHTML.slice(0, 160)).slice(0, 5)
  : []"""
# Parts of the text that a narrow screen cuts off and that no scrolling brings back: Wagtail hides what overflows.
_CUT_OFF = """() => {
  const edge = document.documentElement.clientWidth + 1;
  const scrolls = element => element && (
    ['auto', 'scroll'].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  return [...document.querySelectorAll('main *')]
    .filter(element => element.checkVisibility({visibilityProperty: true, opacityProperty: true}))
    .filter(element => element.getBoundingClientRect().right > edge && !scrolls(element))
    .map(element => element.outerHTML.slice(0, 160)).slice(0, 5);
}"""


def violations(page: Page) -> list[str]:
    """What axe and, on the portal's own pages, IBM's checker find wrong, one line for each rule and place."""
    page.wait_for_load_state()
    return axe.faults(page) + ([] if "/admin/" in page.url else ibm.faults(page))


def overflowing(page: Page) -> list[str]:
    """The first elements that make the page wider than the screen."""
    page.wait_for_load_state()
    found: list[str] = page.evaluate(_OVERFLOWING)
    return found


def cut_off(page: Page) -> list[str]:
    """The first elements of the text that end out of the screen, where nobody can scroll to them."""
    page.wait_for_load_state()
    found: list[str] = page.evaluate(_CUT_OFF)
    return found
