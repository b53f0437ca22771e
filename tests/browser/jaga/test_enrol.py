"""Enrolment: two phones without a network, and all that may be wrong about it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.chromium import PATIENCE_MS, PHONE
from tests.support.exchange import (
    admits,
    asks,
    becomes_supervisor,
    frames_on,
    hears,
)
from tests.support.handset import Handset
from tests.support.server import Desk

pytestmark = pytest.mark.browser

SEAT = {"place": "16.08/GDG-01", "unit": "16.08/polres", "team": "regu-1", "role": "kabag_ops"}
SUPERVISOR = "16.08/polri/danru-1"
PREFIX = "16.08/polri/pos"
GUARD = "16.08/polri/pos/pos-1"


@pytest.fixture(name="other_phone")
def open_other_phone(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        viewport={"width": PHONE["width"], "height": PHONE["height"]},
        device_scale_factor=2,
        locale="id-ID",
        timezone_id="Asia/Jakarta",
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture(name="guard")
def open_guard(phone: BrowserContext, page: Page, hall: Desk) -> Handset:
    return Handset(phone, page, hall.place, hall.address)


@pytest.fixture(name="supervisor")
def open_supervisor(other_phone: BrowserContext, hall: Desk) -> Handset:
    """A supervisor's phone; the log has not seen its enrolment yet."""
    handset = Handset(other_phone, other_phone.new_page(), hall.place, hall.address)
    becomes_supervisor(handset, SUPERVISOR, PREFIX, SEAT)
    handset.page.evaluate("navigator.serviceWorker.ready")
    return handset


def test_two_phones_without_a_network_enrol_one_another(
    guard: Handset, supervisor: Handset
) -> None:
    guard.opens()
    guard.page.evaluate("navigator.serviceWorker.ready")
    guard.loses_the_network()
    supervisor.loses_the_network()

    asks(guard, GUARD)
    admits(supervisor, guard)
    supervisor.page.get_by_label("Pemegang ponsel").fill("Bripda Rahmat")
    supervisor.taps("Tanda tangani")
    guard.taps("Pindai jawaban")
    hears(guard, *frames_on(supervisor.page))

    expect(guard.page.get_by_text("Ponsel ini terdaftar")).to_be_visible()
    expect(guard.page.get_by_text("Bripda Rahmat")).to_be_visible()
