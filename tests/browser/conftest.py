"""What every browser test is given: a Chromium, a phone, a page, and the modules it may import."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.support.chromium import open_page, open_phone, start_chromium
from tests.support.site import serving

__all__ = ["open_page", "open_phone", "start_chromium"]


@pytest.fixture(name="address", scope="module")
def serve_files() -> Iterator[str]:
    """Where an empty page and the modules are served."""
    with serving() as address:
        yield address


@pytest.fixture(name="script")
def open_empty_page(page: Page, address: str) -> Page:
    """An empty page that may import every module."""
    page.goto(address)
    return page
