"""What the tests of the app are given: a served practice ledger and an enrolled phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.support.handset import Handset
from tests.support.practice import practice
from tests.support.server import Desk, desk


@pytest.fixture(name="hall")
def serve_practice(tmp_path: Path) -> Iterator[Desk]:
    """A practice ledger of its own for each test, served."""
    with practice(tmp_path / "buku") as place, desk(place) as served:
        yield served


@pytest.fixture(name="handset")
def enrol_phone(phone: BrowserContext, page: Page, hall: Desk) -> Handset:
    """An enrolled phone at the gate of the warehouse, with the app open."""
    handset = Handset(phone, page, hall.place, hall.address)
    handset.is_enrolled()
    return handset
