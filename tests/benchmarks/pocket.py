"""A telephone in a pocket: a real Chromium whose network and processor are slowed down.

The network is the "Slow 3G" of Chromium's DevTools, applied to the page and to its service worker:
400 kbit/s each way and 2,000 ms before an answer begins (500 kbit/s and 400 ms, to which DevTools'
preset gives the factors 0.8 and 5).  Chromium does not slow down the fetch of a worker's own
script, so the server holds that one back by the same 2,000 ms.

Source: front_end/core/sdk/NetworkManager.ts of chromium/devtools-frontend; Chrome DevTools
Protocol, Network.emulateNetworkConditions and Emulation.setCPUThrottlingRate
"""

import asyncio
import json
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright
from starlette.types import ASGIApp, Receive, Scope, Send

from api.app import create_app
from api.service import Service
from ledger.settings import Settings
from tests.benchmarks.figure import Figure
from tests.support.chromium import ARGUMENTS, executable, take_phone
from tests.support.practice import NOW, Practice, practice
from tests.support.server import serving

LATENCY_MS: Final = 2000
BYTES_PER_SECOND: Final = 50_000
Network = dict[str, Any]
"""What Network.emulateNetworkConditions takes."""

SLOW_3G: Final[Network] = {
    "offline": False,
    "latency": LATENCY_MS,
    "downloadThroughput": BYTES_PER_SECOND,
    "uploadThroughput": BYTES_PER_SECOND,
}
FAST: Final[Network] = {
    "offline": False,
    "latency": 0,
    "downloadThroughput": -1,
    "uploadThroughput": -1,
}
"""Nothing is held back."""

OLD_PHONE: Final = 6
"""How many times slower than this machine's processor."""

DRAWN: Final = "app drawn"

_MARK: Final = """new MutationObserver((_, observer) => {
  if (document.querySelector("#screen fieldset") === null) return;
  performance.mark("app drawn");
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });"""
_MARKED: Final = """() => new Promise((resolve) => {
  const look = () => {
    const [mark] = performance.getEntriesByName("app drawn");
    if (mark === undefined) setTimeout(look, 20); else resolve(mark.startTime);
  };
  look();
})"""
_PAINTED: Final = """() => new Promise((resolve) => new PerformanceObserver((list) => {
  const [paint] = list.getEntriesByName("first-contentful-paint");
  if (paint !== undefined) resolve(paint.startTime);
}).observe({ type: "paint", buffered: true }))"""
_WORKER: Final = "/jaga/worker.js"


@dataclass(frozen=True, slots=True)
class Window:
    """A served ledger, and the browser that visits it."""

    address: str
    chromium: Browser


@dataclass(frozen=True, slots=True)
class Booth(Window):
    """A practice ledger behind the window."""

    place: Practice


@dataclass(frozen=True, slots=True)
class Visit:
    """One page of one telephone."""

    context: BrowserContext
    page: Page
    session: CDPSession
    address: str

    def opens(self) -> None:
        """Go to the app; return when its document is there."""
        self.page.goto(f"{self.address}/jaga/", wait_until="commit")

    def drawn(self) -> float:
        """Wait until the app has drawn its first screen; return after how many seconds."""
        return float(self.page.evaluate(_MARKED)) / 1000

    def painted(self) -> float:
        """Wait until something was painted; return after how many seconds."""
        return float(self.page.evaluate(_PAINTED)) / 1000

    def reaches(self, network: Network) -> None:
        """Change the page's network; the worker has no part in what is sent."""
        self.session.send("Network.enable")
        self.session.send("Network.emulateNetworkConditions", network)

    def slows_down(self, factor: int) -> None:
        """Slow the page's processor down."""
        self.session.send("Emulation.setCPUThrottlingRate", {"rate": factor})


@contextmanager
def booth() -> Iterator[Booth]:
    """Found a ledger, serve it, and start a browser."""
    with (
        TemporaryDirectory(prefix="segel-bench-") as folder,
        practice(Path(folder) / "ledger") as place,
        _served(place) as address,
        window(address) as where,
    ):
        yield Booth(where.address, where.chromium, place)


@contextmanager
def window(address: str) -> Iterator[Window]:
    """Start a browser that visits an address."""
    with sync_playwright() as playwright:
        words = list(ARGUMENTS)
        browser = playwright.chromium.launch(executable_path=executable(), args=words)
        yield Window(address, browser)
        browser.close()


@contextmanager
def visit(where: Window, network: Network | None = None) -> Iterator[Visit]:
    """Take a new telephone on this network; nothing is cached yet."""
    context = take_phone(where.chromium)
    page = context.new_page()
    session = context.new_cdp_session(page)
    page.add_init_script(_MARK)
    if network is not None:
        _throttle(session, network)
    try:
        yield Visit(context, page, session, where.address)
    finally:
        context.close()


def promised(values: list[float], floor: float, unit: str) -> Figure:
    """Return what was promised over the median of what was measured."""
    value = statistics.median(values)
    return Figure(round(floor / value, 3), round(value, 3), floor, unit, 1.0)


def _throttle(session: CDPSession, network: Network) -> None:
    numbers = count(1)

    def attached(event: dict[str, Any]) -> None:
        steps: tuple[tuple[str, dict[str, Any]], ...] = (
            ("Network.emulateNetworkConditions", network),
            ("Runtime.runIfWaitingForDebugger", {}),
        )
        for method, params in steps:
            message = {"id": next(numbers), "method": method, "params": params}
            passed = {"sessionId": event["sessionId"], "message": json.dumps(message)}
            session.send("Target.sendMessageToTarget", passed)

    session.on("Target.attachedToTarget", attached)
    wanted = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": False}
    session.send("Target.setAutoAttach", wanted)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", network)


@contextmanager
def _served(place: Practice) -> Iterator[str]:
    service = Service.over(place.ledger, place.path, Settings(), lambda: NOW)
    app = create_app(service)
    app.add_middleware(_Late)
    try:
        with serving(app) as address:
            yield address
    finally:
        service.close()


class _Late:
    """Holds the worker's own script back, as the network would."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == _WORKER:
            await asyncio.sleep(LATENCY_MS / 1000)  # Chromium slows down every fetch but this
        await self._app(scope, receive, send)
