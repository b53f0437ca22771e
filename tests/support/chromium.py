"""A real Chromium, the system's own, driven by Playwright; no browser is downloaded.

Fixtures live as long as one test module: Playwright's loop would otherwise stand in the way of
every asyncio test that the same process runs later.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Route,
    expect,
    sync_playwright,
)

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")

ARGUMENTS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

PHONE: Final = {"width": 360, "height": 740}
"""The narrowest phone that is promised, in CSS pixels."""

STATIC: Final = Path(__file__).parents[2] / "api" / "web" / "static"

MODULES: Final = "/modules/"
"""Where every page finds the modules one by one, with or without a network: a test imports them
beside the app, which carries them as one script of its own."""

PATIENCE_MS: Final = 15_000
"""How long a page may take: a slow machine is not wrong."""


@pytest.fixture(name="chromium", scope="module")
def start_chromium() -> Iterator[Browser]:
    """Start the system's Chromium, or skip where there is none."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE_MS)
        browser = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        yield browser
        browser.close()


def executable() -> str:
    """Return where the system's Chromium lies; the test is skipped where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("No Chromium is installed on this machine, so no page can be opened.")
    return found


@pytest.fixture(name="phone")
def open_phone(chromium: Browser) -> Iterator[BrowserContext]:
    context = take_phone(chromium)
    yield context
    context.close()


def take_phone(browser: Browser) -> BrowserContext:
    """Take a phone of its own storage: 360 px wide, in Indonesian, in western Indonesia."""
    context = browser.new_context(
        viewport={"width": PHONE["width"], "height": PHONE["height"]},
        device_scale_factor=2,
        has_touch=True,
        locale="id-ID",
        timezone_id="Asia/Jakarta",
    )
    return prepared(context)


def prepared(context: BrowserContext) -> BrowserContext:
    """Give a phone patience, and the modules for whoever looks into it."""

    def lend(route: Route) -> None:
        route.fulfill(path=STATIC / route.request.url.partition(MODULES)[2])

    context.set_default_timeout(PATIENCE_MS)
    context.route(f"**{MODULES}**", lend)
    return context


@pytest.fixture(name="page")
def open_page(phone: BrowserContext) -> Iterator[Page]:
    """Give an empty page that must not say anything wrong to its console."""
    page = phone.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))

    def listen(said: ConsoleMessage) -> None:
        if "Content Security" in said.text:
            faults.append(said.text)

    page.on("console", listen)
    yield page
    assert faults == []
