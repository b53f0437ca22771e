"""Somebody alone with a laptop: a telephone joins the practice ledger and reports a visitor."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.exchange import asks
from tests.support.handset import Handset
from tests.support.server import Desk

pytestmark = pytest.mark.browser


def test_a_phone_joins_the_practice_with_one_tap(
    phone: BrowserContext, page: Page, ground: Desk
) -> None:
    guard = Handset(phone, page, ground.place, ground.address)
    asks(guard, "16.08/polres/pos-7")
    guard.taps("Minta pengawas latihan")
    expect(guard.page.get_by_text("Ponsel ini terdaftar")).to_be_visible()
    expect(guard.page.get_by_text("LATIHAN", exact=True)).to_be_visible()
    assert "16.08/polres/pos-7" in ground.place.ledger.register.members
