"""A real Chromium on the real portal. A page that errs, breaks its own policy or calls outside fails its test."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, expect, sync_playwright

from config.bootstrap import find_browser
from tests.support.portal import Portal

from . import stock

HERE = Path(__file__).parent
PATIENCE = 30_000  # milliseconds, on a machine that tests keep busy
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def portal(prepared_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running portal that holds the founding content. Nothing but anonymous reading is done on it."""
    folder = tmp_path_factory.mktemp("portal")
    started = Portal.start(shutil.copytree(prepared_var, folder / "var"), folder / "log")
    try:
        yield started.wait_open().url
    finally:
        started.stop()


@pytest.fixture(scope="session")
def library_var(prepared_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of `library_portal`."""
    var = shutil.copytree(prepared_var, tmp_path_factory.mktemp("library") / "var")
    stock.put_in(var)
    return var


@pytest.fixture(scope="session")
def library_portal(library_var: Path) -> Iterator[str]:
    """The address of a running portal whose library is stocked. Its tests write there, each about its own things."""
    started = Portal.start(library_var, library_var.with_name("log"))
    try:
        yield started.wait_open().url
    finally:
        started.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find_browser()
    assert path, "Chromium is missing: `make browser` installs it or says how."
    with sync_playwright() as playwright:
        # The pages are our own and the machine may be a container, where Chromium's sandbox does not start.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, portal: str) -> Iterator[Callable[..., Page]]:
    """`open_page("/projets/", color_scheme="dark", …)`: the page in a context of its own (Playwright's options).

    At the end of the test, any script error, console error, refused resource or outside request fails it. The status
    of the page itself is not judged: a 404 page is a page.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def guard(route: Route) -> None:
        if route.request.url.startswith((f"{portal}/", "data:", "blob:")):
            route.continue_()
        else:
            faults.append(f"outside request: {route.request.url}")
            route.abort()

    def hear(message: ConsoleMessage) -> None:
        # Chromium reports the status of the page itself as a failed resource.
        own_status = message.location["url"] == message.page.url if message.page else False
        if message.type in ("error", "warning") and not own_status:
            faults.append(f"console {message.type}: {message.text} ({message.location['url']})")

    def open_one(address: str, **options: Any) -> Page:
        context = chromium.new_context(base_url=portal, locale="fr-FR", **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.route("**/*", guard)
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        page.goto(address)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def own_var(prepared_var: Path, tmp_path: Path) -> Path:
    """A folder this test may write to."""
    return shutil.copytree(prepared_var, tmp_path / "var")


@pytest.fixture
def own_portal(own_var: Path, tmp_path: Path) -> Iterator[str]:
    started = Portal.start(own_var, tmp_path / "log")
    try:
        yield started.wait_open().url
    finally:
        started.stop()


def sign_in(page: Page, prepared_var: Path) -> None:
    """With the password that the first preparation printed."""
    password = re.search(r"mot de passe : (\S+)", (prepared_var / "printed").read_text())
    assert password
    page.goto("/admin/")
    page.locator("input[name='username']").fill("admin")
    page.locator("input[name='password']").fill(password[1])
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/admin/$"))


@pytest.fixture
def admin(chromium: Browser, own_portal: str, prepared_var: Path) -> Iterator[Page]:
    """The administration, signed in."""
    page = chromium.new_page(base_url=own_portal, locale="fr-FR", viewport={"width": 1280, "height": 900})
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    sign_in(page, prepared_var)
    yield page
    page.close()
    assert not refused, refused
