"""A guard at the gate: a phone of 360 px with the trial page open, and a served ledger behind."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, Request, Route, expect

from ledger.tlog.tree import leaf_hash
from tests.support.practice import Practice, practice
from tests.support.server import desk

ENTRIES = "**/entries"
CHECKPOINT = "**/log/checkpoint"
CONSISTENCY = "**/consistency?*"

Lie = Callable[[dict[str, Any]], dict[str, Any]]
"""Changes one result of `POST /entries` on its way to the phone."""


@dataclass(slots=True)
class Watch:
    """What a guard does with the page, and what the network does with what the page says."""

    phone: BrowserContext
    page: Page
    place: Practice
    address: str
    sent: list[dict[str, Any]] = field(default_factory=list)
    """What was posted to `/entries`."""

    def opens(self) -> None:
        """Open the page."""

        def hear(request: Request) -> None:
            if request.method == "POST" and request.post_data is not None:
                self.sent.append(json.loads(request.post_data))

        self.page.on("request", hear)
        self.page.goto(f"{self.address}/coba")

    def makes_a_key(self) -> str:
        """Make the phone's key; return the line to be enrolled."""
        self.page.get_by_role("button", name="Buat kunci").click()
        expect(self.page.locator("#enrol")).to_be_visible()
        return self.page.locator("#line").input_value()

    def is_enrolled(self) -> None:
        """Make a key, have it enrolled, and see the page go on by itself."""
        enrol(self.place, self.makes_a_key())
        self.page.evaluate("dispatchEvent(new Event('online'))")  # ask now, not in three seconds
        expect(self.page.locator("#visitor")).to_be_visible()

    def reports(self, name: str) -> None:
        """Report a visitor; the entry is on the phone afterwards."""
        self.page.locator("#name").fill(name)
        self.page.get_by_role("radio", name="Pengawasan").check()
        self.page.get_by_role("button", name="Simpan").click()
        expect(self.page.locator("#entries li").first).to_contain_text(name)

    def has_received(self, count: int) -> None:
        """See that so many entries have a receipt that held."""
        expect(self.page.locator("#entries li.received")).to_have_count(count)

    def leaf(self, sequence: int) -> bytes:
        """Look into the phone for the leaf hash of an entry."""
        code = """async ([charter, sequence]) => {
          const { openJournal } = await import("/static/journal.js");
          const entries = await (await openJournal(charter)).entries();
          return [...entries[sequence].leaf];
        }"""
        return bytes(self.page.evaluate(code, [self.place.ledger.fingerprint(), sequence]))

    @property
    def tick(self) -> Locator:
        """What the newest entry's tick says."""
        return self.page.locator("#entries strong").first

    @property
    def problem(self) -> Locator:
        """What the page says is wrong."""
        return self.page.locator("#problem")

    def is_lied_to(self, lie: Lie) -> None:
        """From now on every result is changed on its way."""

        def change(route: Route) -> None:
            response = route.fetch()
            answer = response.json()
            results = [lie(result) for result in answer["results"]]
            route.fulfill(response=response, body=json.dumps({**answer, "results": results}))

        self.phone.route(ENTRIES, change)

    @contextmanager
    def restored(self, path: Path) -> Iterator[Practice]:
        """Let the server go on from a backup that knows this phone and nothing it ever said."""
        with practice(path) as place, desk(place) as other:
            enrol(place, self.page.locator("#line").input_value())

            def redirect(route: Route) -> None:
                path = route.request.url.removeprefix(self.address)
                route.fulfill(response=route.fetch(url=f"{other.address}{path}"))

            for where in (ENTRIES, CHECKPOINT, CONSISTENCY):
                self.phone.route(where, redirect)
            yield place
            self.phone.unroute_all()


def enrol(place: Practice, line: str) -> bytes:
    """Enrol a device as the first registrar would; return the enrolling note's leaf hash."""
    note = place.founders.registrars[0].registers(line)
    place.takes(note)
    return leaf_hash(note)
