"""A phone that is enrolled already is given a finger: asked for, granted by letter, and used."""

import re
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from domain.catalogue import KINDS
from ledger.member import Member
from tests.support.camera import frames_on
from tests.support.exchange import (
    admits,
    answered,
    becomes_supervisor,
    hears,
    request_of,
)
from tests.support.finger import Finger, at_localhost
from tests.support.handset import JOURNAL, SEAT, Handset
from tests.support.server import Desk, until
from tools import letter
from tools.letter import Request

pytestmark = pytest.mark.browser

ROOT: Final = Path(__file__).parents[3]


@pytest.fixture(name="guard")
def enrol_at_a_site(phone: BrowserContext, page: Page, hall: Desk) -> Handset:
    """An enrolled phone with hardware that it does not use yet."""
    Finger.on(page)
    handset = Handset(phone, page, hall.place, at_localhost(hall.address))
    handset.is_enrolled()
    return handset


def test_every_kind_that_deserves_a_finger_is_one_of_the_catalogue() -> None:
    text = (ROOT / "api/web/static/jaga/finger.js").read_text("utf-8")
    strong = re.findall(r'"(\w+)"', text.partition("new Set([")[2].partition("])")[0])
    assert "SealBroken" in strong
    assert set(strong) <= set(KINDS)


def member(handset: Handset) -> Member:
    return handset.place.ledger.register.member(JOURNAL)


def test_a_finger_is_added_to_a_phone_that_has_long_been_enrolled(guard: Handset) -> None:
    page = guard.page
    guard.goes("saya")
    expect(page.get_by_text("perangkat lunak", exact=True)).to_be_visible()
    guard.taps("Tambah sidik jari")
    guard.taps("Pakai sidik jari")
    expect(page.get_by_text("Tunjukkan kepada pengawas")).to_be_visible()
    asked = request_of(guard)
    request = Request.parse(asked, guard.place.founders.charter.origin)
    assert (request.journal, request.is_new) == (JOURNAL, False)
    assert page.locator(".words").inner_text() == request.words

    registrar = guard.place.founders.registrars[1]
    answer, note = answered(guard.place, asked, registrar)
    guard.taps("Pindai jawaban")
    hears(guard, letter.write(answer.serialise()))

    expect(page.get_by_text("perangkat lunak dan sidik jari")).to_be_visible()
    expect(page.get_by_text("Tambah sidik jari")).to_have_count(0)
    guard.place.takes(note)
    key = member(guard).hardware
    assert key is not None
    assert request.lines == (f"enrol {key} {request.lines[0].rpartition(' ')[2]}",)


def test_a_supervisors_phone_lets_a_finger_join_without_a_network(
    guard: Handset, other_phone: BrowserContext
) -> None:
    supervisor = Handset(other_phone, other_phone.new_page(), guard.place, guard.address)
    note = becomes_supervisor(supervisor, "16.08/kpu/danru-1", "16.08/kpu", SEAT)
    guard.place.takes(note)
    for one in (guard, supervisor):
        one.page.evaluate("navigator.serviceWorker.ready")
        one.loses_the_network()

    guard.goes("sidik-jari")
    guard.taps("Pakai sidik jari")
    expect(guard.page.get_by_text("Tunjukkan kepada pengawas")).to_be_visible()
    admits(supervisor, guard)
    expect(supervisor.page.get_by_text("Tunjukkan kepada penjaga")).to_be_visible()
    guard.taps("Pindai jawaban")
    hears(guard, *frames_on(supervisor.page))
    expect(guard.page.get_by_text("perangkat lunak dan sidik jari")).to_be_visible()

    guard.finds_the_network()
    until(lambda: member(guard).hardware is not None)
    supervisor.goes("pengawas")  # whoever joins a finger has enrolled no phone
    expect(supervisor.page.get_by_text(JOURNAL)).to_have_count(0)


def test_who_wants_none_is_left_alone(guard: Handset) -> None:
    guard.goes("sidik-jari")
    expect(guard.page.get_by_text("Pakai sidik jari?")).to_be_visible()
    guard.taps("Tanpa sidik jari")
    expect(guard.page.get_by_text("perangkat lunak", exact=True)).to_be_visible()
    assert member(guard).hardware is None


def test_a_phone_without_hardware_is_not_asked(handset: Handset) -> None:
    handset.goes("saya")
    expect(handset.page.get_by_text("perangkat lunak", exact=True)).to_be_visible()
    expect(handset.page.get_by_text("Tambah sidik jari")).to_have_count(0)
