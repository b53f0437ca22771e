"""The live page: what is written down appears by itself, and what was missed follows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from api.live import SHOWN
from tests.support.device import Device
from tests.support.practice import practice
from tests.support.server import Desk, desk

pytestmark = pytest.mark.browser

ROWS = 'tbody[data-name="newest"] tr'


@pytest.fixture(name="counter")
def _counter(tmp_path: Path) -> Iterator[Desk]:
    with practice(tmp_path / "ledger") as place, desk(place) as counter:
        yield counter


@pytest.fixture(name="guard")
def _guard(counter: Desk) -> Device:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    counter.http.get("/statements", params={"after": 1})
    return guard


def says(counter: Desk, guard: Device, count: int) -> int:
    """Hand so many statements in, and return the newest leaf."""
    body: dict[str, object] = {"kind": "ShiftEnded", "at": "2024-11-25T08:00:00+07:00"}
    counter.hands_in_all(*(guard.says(body) for _ in range(count)))
    return counter.place.ledger.tree.size - 1


def test_what_is_written_down_appears_by_itself(counter: Desk, guard: Device, page: Page) -> None:
    page.goto(f"{counter.address}/live")
    expect(page.get_by_role("status").first).to_have_text("Tersambung: yang baru muncul sendiri.")

    newest = says(counter, guard, 2)

    expect(page.locator(ROWS).first).to_contain_text(f"{newest}jaga diakhiri")
    expect(page.locator(ROWS).nth(1)).to_contain_text(f"{newest - 1}jaga diakhiri")
    page.locator(ROWS).first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Daun {newest}")


def test_a_page_that_is_paused_keeps_still_and_misses_nothing(
    counter: Desk, guard: Device, page: Page
) -> None:
    page.goto(f"{counter.address}/live?lang=en")
    expect(page.get_by_role("status").first).to_contain_text("Connected")
    before = page.locator(ROWS).count()
    page.get_by_role("button", name="Pause").press("Enter")

    newest = says(counter, guard, 3)
    expect(page.get_by_role("status").first).to_have_text("Paused; 3 new leaves are held.")
    assert page.locator(ROWS).count() == before

    page.get_by_role("button", name="Pause").press("Enter")
    expect(page.locator(ROWS).first).to_contain_text(f"{newest}watch ended")


def test_a_flood_is_told_in_short_and_the_page_stays_small(
    counter: Desk, guard: Device, page: Page
) -> None:
    page.goto(f"{counter.address}/live")
    expect(page.get_by_role("status").first).to_contain_text("Tersambung")

    newest = max(says(counter, guard, 500) for _ in range(4))

    expect(page.locator(ROWS).first).to_contain_text(f"{newest}jaga diakhiri")
    assert page.locator(ROWS).count() == SHOWN
    expect(page.locator("#skipped")).to_contain_text("daun lain datang di antaranya")


def test_what_was_missed_follows_when_the_server_is_back(tmp_path: Path, page: Page) -> None:
    with practice(tmp_path / "ledger") as place:
        (guard,) = place.enrols("16.08/kpu/gudang-01")
        with desk(place) as counter:
            port = int(counter.address.rpartition(":")[2])
            page.goto(f"{counter.address}/live")
            expect(page.get_by_role("status").first).to_contain_text("Tersambung")
        expect(page.get_by_role("status").first).to_contain_text("Terputus dari server")
        with desk(place, port=port) as counter:
            newest = says(counter, guard, 1)
            expect(page.locator(ROWS).first).to_contain_text(f"{newest}jaga diakhiri")
            expect(page.get_by_role("status").first).to_contain_text("Tersambung")


def test_a_server_that_shows_less_than_before_is_told_on(tmp_path: Path, page: Page) -> None:
    with practice(tmp_path / "whole") as place, desk(place) as counter:
        place.enrols("16.08/kpu/gudang-01")
        port = int(counter.address.rpartition(":")[2])
        page.goto(f"{counter.address}/live")
        expect(page.locator(ROWS).first).to_contain_text("daftar kunci")
    with practice(tmp_path / "short") as place, desk(place, port=port):
        expect(page.locator("#state.bad")).to_contain_text("menunjukkan lebih sedikit daun")
