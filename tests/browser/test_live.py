"""The live page: what is written down appears by itself, and what was missed follows."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Final

import httpx2
import pytest
from playwright.sync_api import Page, expect

from api.live import SHOWN
from ledger.tlog.text import to_base64
from tests.support.device import Device
from tests.support.practice import practice
from tests.support.server import PATIENCE, Desk, desk

pytestmark = pytest.mark.browser

ROWS = 'tbody[data-name="newest"] tr'
OUTBOX: Final = 100


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


def test_a_flood_that_does_not_end_is_counted_to_the_last_leaf_and_fills_no_memory(
    counter: Desk, guard: Device, page: Page
) -> None:
    page.goto(f"{counter.address}/live")
    expect(page.locator(ROWS).first).to_contain_text("daftar kunci")
    status, pause = page.get_by_role("status").first, page.get_by_role("button", name="Jeda")

    with flooding(counter, guard):
        expect(page.locator(ROWS)).to_have_count(SHOWN)
        before = held_in_memory(page)
        pause.click()  # the page answers in the middle of it, and stands still
        expect(status).to_contain_text("Dijeda")
        still = newest_shown(page)
        with page.expect_request("**/live/events*"):
            pass  # a slice has ended, and the browser asks for what is behind the newest leaf
        expect(status).to_have_text(re.compile(r"Dijeda; \d+ daun baru ditahan\."))
        assert newest_shown(page) == still
    last = counter.place.ledger.tree.size - 1

    expect(status).to_have_text(f"Dijeda; {last - still} daun baru ditahan.")
    pause.click()
    expect(page.locator(ROWS).first).to_contain_text(f"{last}tamu melapor")
    assert page.locator(ROWS).count() == SHOWN
    expect(page.locator("#skipped")).to_contain_text(f"{last - still - SHOWN} daun lain")
    visits = counter.http.get("/statements/1").json()["as_of"] - 1
    expect(page.locator('tbody[data-name="visits"]')).to_contain_text(f"melapor{visits}")
    nodes, heap = held_in_memory(page)
    assert nodes < 2 * before[0]
    assert heap < 2 * before[1]


@contextmanager
def flooding(counter: Desk, guard: Device) -> Iterator[None]:
    """Hand in visits as fast as the server takes them, until the end."""
    body: dict[str, object] = {
        "kind": "VisitorReported",
        "at": "2024-11-25T08:00:00+07:00",
        "place": "16.08/GDG-01",
        "visitor": {"sd": to_base64(bytes(32)), "class": "pribadi"},
        "purpose": "hitung",
    }
    is_over = Event()

    def hand_in() -> None:
        with httpx2.Client(base_url=counter.address, timeout=PATIENCE) as http:
            while not is_over.is_set():
                notes = [guard.says(body).decode() for _ in range(OUTBOX)]
                http.post("/entries", json={"notes": notes}).raise_for_status()

    with ThreadPoolExecutor(1) as crowd:
        handed = crowd.submit(hand_in)
        try:
            yield
        finally:
            is_over.set()
        handed.result()


def newest_shown(page: Page) -> int:
    return int(page.locator(ROWS).first.get_by_role("link").first.inner_text())


def held_in_memory(page: Page) -> tuple[int, int]:
    """Return how many nodes and bytes the page keeps, once what it dropped is gone."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    nodes = session.send("Memory.getDOMCounters")["nodes"]
    return nodes, session.send("Runtime.getHeapUsage")["usedSize"]


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
