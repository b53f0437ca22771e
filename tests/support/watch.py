"""A guard at the gate: a phone of 360 px with the trial page open, and a served ledger behind."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, Request, Route, expect

from ledger.application import Ledger
from ledger.salvage import loss, salvage
from ledger.tlog.tree import leaf_hash
from tests.support.practice import NOW, Practice, practice
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
        with practice(path) as place:
            enrol(place, self.page.locator("#line").input_value())
            with self._served_by(place):
                yield place

    def backup(self, path: Path) -> None:
        """Copy the database as it is now."""
        with closing(sqlite3.connect(path)) as copy, closing(self._reader()) as reader:
            reader.backup(copy)

    @contextmanager
    def recovered(
        self, path: Path, backup: Path, lie: Lie = lambda result: result
    ) -> Iterator[Practice]:
        """Let the server go on from a backup by the word of two registrars."""
        (path / "keys").mkdir(parents=True)
        for name in ("charter.hash", "guard", "keys/log.key", "keys/clerk.key"):
            shutil.copy(self.place.path / name, path / name)
        shutil.copy(backup, path / "ledger.db")
        lost, notes = loss(path), []
        for registrar in self.place.founders.registrars[:2]:
            registrar.sees(lost.kept.size, lost.kept.root)
            notes.append(registrar.registers(lost.line))
        salvage(path, notes, NOW, lambda: None)
        place = Practice(path, self.place.founders, Ledger.open(path, lambda: NOW))
        try:
            with self._served_by(place, lie):
                yield place
        finally:
            place.ledger.close()

    def _reader(self) -> sqlite3.Connection:
        file = (self.place.path / "ledger.db").absolute().as_uri()
        return sqlite3.connect(f"{file}?mode=ro", uri=True)

    @contextmanager
    def _served_by(self, place: Practice, lie: Lie = lambda result: result) -> Iterator[None]:
        """Let another ledger answer under this one's address."""
        with desk(place) as other:

            def redirect(route: Route) -> None:
                path = route.request.url.removeprefix(self.address)
                response = route.fetch(url=f"{other.address}{path}")
                answer = response.json() if path == "/entries" else {}
                if "results" not in answer:
                    route.fulfill(response=response)
                    return
                answer["results"] = [lie(result) for result in answer["results"]]
                route.fulfill(response=response, body=json.dumps(answer))

            for where in (ENTRIES, CHECKPOINT, CONSISTENCY):
                self.phone.route(where, redirect)
            yield
            self.phone.unroute_all()


def enrol(place: Practice, line: str) -> bytes:
    """Enrol a device as the first registrar would; return the enrolling note's leaf hash."""
    note = place.founders.registrars[0].registers(line)
    place.takes(note)
    return leaf_hash(note)
