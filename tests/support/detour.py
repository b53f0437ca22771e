"""What a dishonest or unlucky server does to a phone: lies in answers, old backups, recoveries."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Request, Route

from ledger.application import Ledger
from ledger.salvage import loss, salvage
from tests.support.handset import JOURNAL, Handset, enrol
from tests.support.posted import posted
from tests.support.practice import NOW, Practice, practice
from tests.support.server import Desk, desk

ENTRIES = "**/entries"

Lie = Callable[[dict[str, Any]], dict[str, Any]]
"""Changes one result of `POST /entries` on its way to the phone."""


@dataclass  # no slots: the browser's driver notes on it who listens
class Detour:
    """An enrolled phone, and a server whose ledger can be put in another's place."""

    handset: Handset
    line: str
    """The phone's enrol line, by which another server may come to know it."""
    server: AbstractContextManager[Desk | None]
    sent: list[dict[str, Any]] = field(default_factory=list)
    """What was posted to `/entries`, oldest first."""

    def hears(self, request: Request) -> None:
        """Remember what the phone has posted."""
        if request.method == "POST" and request.url.endswith("/entries"):
            self.sent.append(posted(request))

    def is_lied_to(self, lie: Lie) -> None:
        """From now on every result is changed on its way."""

        def change(route: Route) -> None:
            response = route.fetch()
            answer = response.json()
            answer["results"] = [lie(result) for result in answer["results"]]
            route.fulfill(response=response, body=json.dumps(answer))

        self.handset.phone.route(ENTRIES, change)

    def backup(self, path: Path) -> None:
        """Copy the server's database as it is now."""
        file = (self.handset.place.path / "ledger.db").absolute().as_uri()
        with (
            closing(sqlite3.connect(path)) as copy,
            closing(sqlite3.connect(f"{file}?mode=ro", uri=True)) as reader,
        ):
            reader.backup(copy)

    @contextmanager
    def restored(self, path: Path) -> Iterator[Practice]:
        """Let the server go on from a backup that knows this phone and nothing it ever said."""
        with practice(path) as place:
            enrol(place, self.line)
            self.is_served_by(place)
            yield place
            self.is_served_by(None)

    @contextmanager
    def recovered(self, path: Path, backup: Path) -> Iterator[Practice]:
        """Let the server go on from a backup by the word of two registrars."""
        place, founders = self.handset.place, self.handset.place.founders
        (path / "keys").mkdir(parents=True)
        for name in ("charter.hash", "guard", "keys/log.key", "keys/clerk.key"):
            shutil.copy(place.path / name, path / name)
        shutil.copy(backup, path / "ledger.db")
        lost, notes = loss(path), []
        for registrar in founders.registrars[:2]:
            registrar.sees(lost.kept.size, lost.kept.root)
            notes.append(registrar.registers(lost.line))
        salvage(path, notes, NOW, lambda: None)
        other = Practice(path, founders, Ledger.open(path, lambda: NOW))
        try:
            self.is_served_by(other)
            yield other
            self.is_served_by(None)
        finally:
            other.ledger.close()

    def is_served_by(self, place: Practice | None) -> None:
        """Stop the server; start it again, at the same address, with another ledger."""
        port = int(self.handset.address.rpartition(":")[2])
        self.server.__exit__(None, None, None)
        self.server = nullcontext() if place is None else desk(place, port=port)
        self.server.__enter__()


@contextmanager
def detour(phone: BrowserContext, page: Page, path: Path) -> Iterator[Detour]:
    """Enrol a phone at a server whose ledger lies in a new directory."""
    with practice(path) as place:
        server = desk(place)
        handset = Handset(phone, page, place, server.__enter__().address)
        handset.is_enrolled()
        made = Detour(handset, str(handset.device()["line"]), server)
        page.on("request", made.hears)
        try:
            yield made
        finally:
            made.is_served_by(None)


def revoked(place: Practice, after: int) -> None:
    """Let a registrar revoke the phone."""
    place.takes(place.founders.registrars[0].registers(f"revoke {JOURNAL} after {after}"))
