"""500 statements per second on an open dashboard: none is missed, and the page answers meanwhile.

Forty phones hand statements in one by one, as fast as they are answered; the page is open in
Chromium.  What counts is the time from the first request until the page shows the last leaf.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec
from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.field import BODY
from tests.benchmarks.figure import Figure, in_turn
from tests.support.chromium import ARGUMENTS, executable
from tests.support.device import Device
from tests.support.practice import practice
from tests.support.process import process
from tests.support.server import ROOT

_PHONES: Final = 40
_NOTES: Final = 100
"""Of each phone, in each round."""
_ROUNDS: Final = 3
_WANTED: Final = 500.0
"""Statements per second."""
_PATIENCE_MS: Final = 120_000
_LONG_MS: Final = 50
"""Browsers tell of nothing shorter."""

_WATCH: Final = """() => {
  globalThis.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  }).observe({ type: "longtask" });
}"""


def measure() -> Figure:
    """Compare what reaches the page with the rate that was promised."""
    with TemporaryDirectory(prefix="segel-bench-") as folder:
        with practice(Path(folder) / "ledger") as place:
            phones = place.enrols(*(f"16.08/polri/hp-{number:02}" for number in range(_PHONES)))
            size = place.ledger.tree.size
        with process(place.path) as (_, address), _page(address) as page:
            ends = iter(range(size, size + _PHONES * _NOTES * _ROUNDS, _PHONES * _NOTES))

            def rate() -> float:
                last = next(ends) + _PHONES * _NOTES - 1
                return _shown(page, address, last, _signed(phones, Path(folder) / "bodies"))

            figure = in_turn(rate, lambda: _WANTED, "statements/s on the page", 1.0, _ROUNDS)
            longest = page.evaluate("longest")
    print(f"  page: never busy for longer than {max(longest, _LONG_MS):.0f} ms")
    return figure


def _signed(phones: list[Device], file: Path) -> Path:
    bodies = [[phone.says(BODY) for _ in range(_NOTES)] for phone in phones]
    file.write_bytes(msgspec.msgpack.encode(bodies))
    return file


def _shown(page: Page, address: str, last: int, file: Path) -> float:
    """Hand everything in; return at what rate it reached the page."""
    port = address.rpartition(":")[2]
    words = [sys.executable, "-m", "tests.support.load", port, "/entries", str(file)]
    began = time.perf_counter()
    told = json.loads(subprocess.run(words, cwd=ROOT, check=True, capture_output=True).stdout)
    newest = page.locator('tbody[data-name="newest"] tr').first
    newest.filter(has_text=f"{last}tamu melapor").wait_for(timeout=_PATIENCE_MS)
    took = time.perf_counter() - began
    if told["statuses"].keys() != {"201"}:
        raise AssertionError(f"/entries: {told['statuses']}")
    return _PHONES * _NOTES / took


@contextmanager
def _page(address: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        page = browser.new_page()
        page.goto(f"{address}/live")
        page.evaluate(_WATCH)
        yield page
        browser.close()
