"""Somebody alone with a laptop: a telephone joins the practice ledger and reports a visitor."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.exchange import asks
from tests.support.handset import Handset
from tests.support.server import Desk
from tests.support.training import make, training

pytestmark = pytest.mark.browser


@pytest.fixture(name="hall", scope="module")
def serve_practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with training(make(tmp_path_factory.mktemp("latihan") / "buku")) as hall:
        yield hall


@pytest.fixture(name="guard")
def open_phone_before_it(phone: BrowserContext, page: Page, hall: Desk) -> Handset:
    return Handset(phone, page, hall.place, hall.address)


def test_a_phone_joins_the_practice_with_one_tap(guard: Handset, hall: Desk) -> None:
    asks(guard, "16.08/polres/pos-7")
    guard.taps("Minta pengawas latihan")
    expect(guard.page.get_by_text("Ponsel ini terdaftar")).to_be_visible()
    expect(guard.page.get_by_text("LATIHAN", exact=True)).to_be_visible()
    assert "16.08/polres/pos-7" in hall.place.ledger.register.members
