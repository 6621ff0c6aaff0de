"""Titles proposed while typing, from the keyboard, with a finger, and when the portal says nothing."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from .measures import overflowing, violations

TOMORROW = datetime.now() + timedelta(days=1)
OpenPage = Callable[..., Page]

FIELDS = {
    "home": ("/", "#hero-search"),
    "header": ("/projets/", "#site-search"),
    "results": ("/recherche/", "#listing-q"),
    "directory": ("/annuaire/", "#listing-q"),
}
every_field = pytest.mark.parametrize(("address", "selector"), FIELDS.values(), ids=FIELDS.keys())

# Where everything but the list itself stands.
PLACES = """() => [...document.querySelectorAll('body *')]
  .filter(element => !element.closest('.suggestions, [role=status]'))
  .map(element => { const box = element.getBoundingClientRect(); return [element.tagName, box.left, box.top]; })"""


def typed(page: Page, selector: str, text: str) -> tuple[Locator, Locator]:
    """The field, in which `text` was typed, and the options that then show."""
    field = page.locator(selector)
    field.focus()
    page.keyboard.type(text)
    options = page.locator(f"{selector}-suggestions").get_by_role("option")
    expect(options.first).to_be_visible()
    return field, options


def assert_accessible(page: Page) -> None:
    """Nothing that axe complains of, and nothing wider than the screen."""
    assert not violations(page)
    assert not overflowing(page)


def active(page: Page, field: Locator) -> str | None:
    """The identifier of the option that assistive technologies are told of, once it is the selected one."""
    identifier = field.get_attribute("aria-activedescendant")
    selected = page.locator("[role=option][aria-selected=true]")
    assert selected.count() == (1 if identifier else 0)
    if identifier:
        assert selected.get_attribute("id") == identifier
    return identifier


@every_field
def test_arrows_choose_and_enter_opens_the_page(address: str, selector: str, open_page: OpenPage) -> None:
    page = open_page(address)
    field, options = typed(page, selector, "ser")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator(f"{selector} ~ [role=status]")).to_have_text(re.compile(r"^\d+ suggestions?$"))
    assert active(page, field) is None, "nothing is chosen for the visitor"
    last = options.count() - 1
    page.keyboard.press("ArrowDown")
    assert active(page, field) == f"{selector[1:]}-suggestions-0"
    page.keyboard.press("ArrowUp")
    assert active(page, field) is None
    page.keyboard.press("ArrowUp")
    assert active(page, field) == f"{selector[1:]}-suggestions-{last}"
    expect(field).to_be_focused()
    expect(field).to_have_value("ser")
    target = options.nth(last).get_attribute("href")
    assert target
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(target) + "$"))


@every_field
def test_enter_without_a_choice_searches(address: str, selector: str, open_page: OpenPage) -> None:
    page = open_page(address)
    typed(page, selector, "ser")
    page.keyboard.press("Enter")
    results = address if selector == "#listing-q" else "/recherche/"  # a list's own field stays in the list
    expect(page).to_have_url(re.compile(rf"{results}\?.*q=ser"))


def test_home_and_end_go_back_to_the_words(open_page: OpenPage) -> None:
    page = open_page("/")
    field, _options = typed(page, "#hero-search", "ser")
    for key, place in (("Home", 0), ("End", 3)):
        page.keyboard.press("ArrowDown")
        assert active(page, field)
        page.keyboard.press(key)
        assert active(page, field) is None
        assert field.evaluate("field => field.selectionStart") == place


def test_escape_closes_the_list_and_keeps_the_words(open_page: OpenPage) -> None:
    page = open_page("/")
    field, options = typed(page, "#hero-search", "ser")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("ser")
    assert active(page, field) is None
    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    page.keyboard.press("Tab")
    expect(options.first).to_be_hidden()


def test_escape_in_the_narrow_menu_closes_the_list_only(open_page: OpenPage) -> None:
    page = open_page("/projets/", viewport={"width": 320, "height": 640})
    page.locator("header").get_by_text("Menu").first.click()
    field, options = typed(page, "#site-search", "ser")
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(field).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_finger_chooses(width: int, open_page: OpenPage) -> None:
    page = open_page("/", viewport={"width": width, "height": 800}, has_touch=True)
    typed(page, "#hero-search", "pcti")
    option = page.locator("[role=option][href='/projets/pcti/']")
    expect(option).to_be_visible()
    option.tap()
    expect(page).to_have_url(re.compile("/projets/pcti/$"))


@every_field
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_list_is_accessible_and_moves_nothing(
    address: str, selector: str, scheme: str, open_page: OpenPage
) -> None:
    page = open_page(address, color_scheme=scheme)
    page.locator(selector).focus()
    before = page.evaluate(PLACES)
    typed(page, selector, "emploi")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(PLACES) == before
    assert_accessible(page)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    ("address", "text", "kind"), [("/annuaire/", "emploi", "Organisation"), ("/ressources/", "docu", "Ressource")]
)
def test_a_list_proposes_only_what_it_holds(
    address: str, text: str, kind: str, width: int, open_page: OpenPage
) -> None:
    page = open_page(address, viewport={"width": width, "height": 640})
    field, options = typed(page, "#listing-q", text)
    assert {label.strip() for label in options.locator("small").all_inner_texts()} == {kind}
    page.keyboard.press("ArrowDown")
    assert active(page, field) == "listing-q-suggestions-0"
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(field).to_have_value(text)
    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    target = options.first.get_attribute("href")
    assert target
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(target) + "$"))


def test_only_the_last_words_are_answered(open_page: OpenPage) -> None:
    page = open_page("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "suggestions" in request.url else None)
    page.clock.install()
    page.clock.pause_at(TOMORROW)  # However slow the machine, nothing is asked between two keys.
    page.locator("#hero-search").focus()
    page.keyboard.type("saint-nazaire")
    assert not asked
    with page.expect_response("**/recherche/suggestions/*"):
        page.clock.run_for(1_000)
    expect(page.locator("#hero-search-suggestions").get_by_role("option").first).to_be_visible()
    assert [re.sub(".*q=", "", url) for url in asked] == ["saint-nazaire"]
    page.locator("#hero-search").fill("s")
    page.clock.run_for(1_000)
    expect(page.locator("#hero-search-suggestions")).to_be_hidden()
    assert len(asked) == 1


def test_an_answer_that_cannot_be_read_proposes_nothing(open_page: OpenPage) -> None:
    page = open_page("/")
    page.route("**/recherche/suggestions/*", lambda route: route.fulfill(body="<html>"))
    page.locator("#hero-search").focus()
    with page.expect_response("**/recherche/suggestions/*"):
        page.keyboard.type("pcti")
    expect(page.locator("#hero-search-suggestions")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/recherche/\?q=pcti"))


def test_filters_are_folded_on_a_narrow_screen_and_there_on_a_wide_one(open_page: OpenPage) -> None:
    page = open_page("/recherche/?q=emploi", viewport={"width": 320, "height": 640}, java_script_enabled=False)
    order, fold = page.locator("#listing-tri"), page.locator(".fold > summary")
    expect(order).to_be_hidden()
    assert page.locator(".results-count").evaluate("count => count.getBoundingClientRect().bottom < 640")
    fold.focus()
    page.keyboard.press("Enter")
    expect(order).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.reload()
    expect(order).to_be_visible()
    expect(fold).to_be_hidden()
