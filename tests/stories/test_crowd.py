"""Many phones at once, on a disk that comes and goes: each note once, each reader in order."""

import errno
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from ledger.application import Answer, Ledger
from ledger.errors import StorageError
from ledger.receipt import Receipt
from tests.support import outage
from tests.support.device import Device, founders
from tests.support.oracle import Oracle
from tests.support.outage import Instant
from tests.support.phone import Phone
from tests.support.practice import practice
from tests.support.server import until
from tests.support.station import Station

PHONES = 6
NOTES = 100


@pytest.fixture(name="station")
def _station(tmp_path: Path) -> Iterator[Station]:
    station = Station.founded(tmp_path, founders())
    yield station
    station.stop()


@contextmanager
def running(*tasks: threading.Thread) -> Iterator[None]:
    for task in tasks:
        task.start()
    yield
    for task in tasks:
        task.join()


def enrolled(ledger: Ledger) -> list[Phone]:
    people = founders()
    devices = [Device.named(f"16.08/kpu/hp-{number}") for number in range(PHONES)]
    ledger.append_all([people.enrol(*devices)])
    return [Phone(device, people.charter.log) for device in devices]


class Sender:
    """Hands in what a phone sends, and counts how often the disk refused it."""

    def __init__(self, ledger: Ledger) -> None:
        self.refused = 0
        self._ledger = ledger

    def __call__(self, notes: Sequence[bytes]) -> Sequence[Answer]:
        try:
            return self._ledger.append_all(notes)
        except StorageError:
            self.refused += 1
            raise

    def insist(self, phone: Phone) -> None:
        """Sign and send at once, and send again until everything has a receipt."""
        for number in range(NOTES):
            phone.says({"kind": "Halo", "number": number})
            phone.flush(self)
        while phone.waiting:
            assert not phone.is_stopped
            phone.flush(self)


def test_on_a_disk_that_comes_and_goes_each_note_has_one_leaf(station: Station) -> None:
    ledger = station.running()
    senders = [Sender(ledger) for _ in range(PHONES)]
    pairs = zip(senders, enrolled(ledger), strict=True)
    crowd = [threading.Thread(target=sender.insist, args=(phone,)) for sender, phone in pairs]
    seen: list[int] = []
    follower = threading.Thread(target=follow, args=(ledger, seen, 2 + PHONES * NOTES))

    with running(*crowd, follower):
        for number in range(100):
            trouble(station, number, crowd)
        station.let_go()

    assert sum(sender.refused for sender in senders) > PHONES
    people = founders()
    oracle = Oracle.of(people.charter, people.note)
    oracle.reads(ledger.tree.entries(1, 10_000))
    assert oracle.size == ledger.tree.size == 2 + PHONES * NOTES
    assert oracle.register == ledger.register
    assert oracle.roots[-1] == ledger.tree.root
    assert seen == list(range(1, oracle.size + 1))


def trouble(station: Station, number: int, crowd: Sequence[threading.Thread]) -> None:
    """Let another program hold the database for a moment, or the guard fail once."""
    if number % 2:
        station.hold()
        time.sleep(0.003)  # sometimes a commit falls into it and sometimes none: both are to be
        station.let_go()
        return
    has_failed = threading.Event()

    def fail() -> None:
        has_failed.set()
        raise OSError(errno.EIO, "a fault")

    with outage.at(Instant.GUARD_DRAFTED, station.path, fail):
        until(lambda: has_failed.wait(0.003) or not any(one.is_alive() for one in crowd))


def follow(ledger: Ledger, seen: list[int], until: int) -> None:
    """Read every event there is and will be, until there are enough."""
    with ledger.recorder.subscribe() as events:
        for event in events:
            seen.append(event.id)
            if event.id == until:
                return


def test_an_outbox_of_thousands_is_one_batch(tmp_path: Path) -> None:
    with practice(tmp_path / "ledger") as place:
        (guard,) = place.enrols("16.08/kpu/gudang-01")
        notes = [guard.says({"kind": "Halo", "number": number}) for number in range(5000)]

        answers = place.ledger.append_all(notes)

        assert all(isinstance(one, Receipt) for one in answers)
        assert {one.checkpoint for one in answers if isinstance(one, Receipt)} == {
            place.ledger.checkpoint
        }
        assert place.checkpoint().size == 5002
