"""The tree of territories, on a small screen, from the keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import tab_to
from tests.browser.measures import overflowing, violations
from tests.browser.test_journeys import focused

OpenPage = Callable[..., Page]

BRANCH = "details:has(> ul [value='departement-29'])"
CHILD = "[value='departement-29']"


def unfold(page: Page) -> None:
    for summary in (".fold > summary", ".fold > details:has([name='territoire']) > summary", f"{BRANCH} > summary"):
        tab_to(page, f"form.facets {summary}")
        page.keyboard.press("Enter")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_departement_is_chosen_in_its_region(scripts: bool, open_page: OpenPage) -> None:
    page = open_page("/recherche/", viewport={"width": 320, "height": 640}, java_script_enabled=scripts)
    finistere = page.get_by_role("checkbox", name=re.compile(r"Finistère \(29\)"))
    expect(finistere).to_be_hidden()
    unfold(page)
    expect(page.locator(":focus")).to_have_text("Dans Bretagne : 4 choix")
    tab_to(page, CHILD)
    place = focused(page)
    assert place and place["outlined"] and place["onScreen"]
    page.keyboard.press("Space")
    expect(finistere).to_be_checked()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/recherche/\?.*territoire=departement-29"))
    page.locator(".fold > summary").click()
    expect(finistere).to_be_checked()
    expect(page.get_by_role("checkbox", name="Bretagne")).not_to_be_checked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_unfolded_branch_is_whole_and_right_on_a_small_screen(scheme: str, open_page: OpenPage) -> None:
    address = "/recherche/?territoire=departement-972&territoire=commune-44184"
    page = open_page(address, viewport={"width": 320, "height": 640}, color_scheme=scheme)
    page.locator(".fold > summary").click()
    expect(page.locator("form.facets [value='commune-44184']")).to_be_visible()
    assert not overflowing(page)
    assert not violations(page)
