"""A practice ledger for tests: founded, with enrolled devices, on real files."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ledger.application import Answer, Ledger
from ledger.errors import RefusedError
from ledger.founding import found
from ledger.receipt import Receipt
from ledger.tlog.checkpoint import Checkpoint
from tests.support.device import NO_WITNESSES, Device, Founders, founders

NOW = 1_732_500_000_000
"""25 November 2024, 09:00 WIB, in milliseconds."""


@dataclass(slots=True)
class Practice:
    """An open ledger and the people who founded it."""

    path: Path
    founders: Founders
    ledger: Ledger

    def enrols(self, *names: str, by: int = 0) -> list[Device]:
        """Let a registrar enrol new devices; return them ready to write."""
        devices = [Device.named(name) for name in names]
        self.takes(self.founders.enrol(*devices, by=by))
        return devices

    def takes(self, note: bytes) -> Receipt:
        """Hand in one note that the ledger must take."""
        answer = self.answers(note)
        if not isinstance(answer, Receipt):
            raise answer
        return answer

    def refuses(self, note: bytes) -> RefusedError:
        """Hand in one note that the ledger must refuse."""
        answer = self.answers(note)
        assert isinstance(answer, RefusedError)
        return answer

    def answers(self, note: bytes) -> Answer:
        """Hand in one note and return what becomes of it."""
        return self.ledger.append_all([note])[0]

    def shows(self, device: Device) -> None:
        """Let a device see the newest checkpoint."""
        seen = self.checkpoint()
        device.sees(seen.size, seen.root)

    def checkpoint(self) -> Checkpoint:
        """Return the newest checkpoint, checked."""
        return Checkpoint.opened(self.ledger.checkpoint, self.founders.charter.log)

    def reopen(self) -> None:
        """Stop and start the ledger."""
        self.ledger.close()
        self.ledger = Ledger.open(self.path, lambda: NOW)


@contextmanager
def practice(path: Path, policy: str = NO_WITNESSES) -> Iterator[Practice]:
    """Found a ledger in a new folder and open it."""
    people = founders(policy=policy)
    found(path, people.note, (people.log, people.clerk.key), NOW)
    place = Practice(path, people, Ledger.open(path, lambda: NOW))
    try:
        yield place
    finally:
        place.ledger.close()
