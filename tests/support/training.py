"""The demo's training ground for tests: a small played election, on a day after its last entry."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import httpx2

from api.app import create_app
from api.service import Service
from domain import canonical
from ledger.application import Ledger
from ledger.settings import Settings
from tests.support.command import segel
from tests.support.device import Device, Founders
from tests.support.practice import Practice
from tests.support.server import PATIENCE, Desk, serving
from tools.letter import write
from tools.scenario.founding import CLERK, REGISTRARS
from tools.scenario.phone import ORIGIN, practice_key
from tools.training import Supervisor, router

SEED: Final = "2024"
NOW: Final = 1_733_144_460_000
"""2 December 2024, 20:01 WIB: the last watch of the demo is on duty."""

STORE: Final = "16.08/GDG-01"
JOURNAL: Final = "16.08/polres/jaga-latihan"
SEAT: Final = {
    "place": STORE,
    "unit": "16.08/polres",
    "person": "p-00031",
    "team": "regu-1",
}


def make(folder: Path) -> Path:
    """Play the smallest election into a new folder."""
    made = segel("demo", "--dir", folder, "--scale", 1, "--seed", SEED, "--no-serve")
    assert made.status == 0, made.err
    return folder


@contextmanager
def training(folder: Path) -> Iterator[Desk]:
    """Serve such a folder; the registrars can go on writing."""
    ledger = Ledger.open(folder, lambda: NOW)
    place = Practice(folder, _founders(ledger), ledger)
    opened = Service.over(ledger, folder, Settings(), lambda: NOW)
    service = replace(opened, body_seconds=PATIENCE)
    app = create_app(service)
    app.include_router(router(Supervisor(folder, service)))
    try:
        with (
            serving(app) as address,
            httpx2.Client(base_url=address, timeout=PATIENCE) as http,
        ):
            yield Desk(place, address, http)
    finally:
        service.close()
        ledger.close()


def requested(place: Practice, phone: Device, *more: str) -> str:
    """Write the letter by which a phone asks to be enrolled, as one text."""
    charter = place.ledger.fingerprint()
    lines = [phone.enrol_line(phone.origin), *more]
    letter = {"v": 1, "type": "enrol-request", "charter": charter, "lines": lines}
    return write(canonical.encode(letter))


def _founders(ledger: Ledger) -> Founders:
    """Return the founders at the point where the election has left them."""
    (first,) = ledger.tree.entries(0, 1)
    clerk, *registrars = (_device(ledger, name) for name in (CLERK, *REGISTRARS))
    log = practice_key(ORIGIN, SEED)
    return Founders(log, clerk, tuple(registrars), ledger.charter, first.note)


def _device(ledger: Ledger, name: str) -> Device:
    device = Device(ORIGIN, practice_key(name, SEED))
    journal = ledger.journal(name)
    if journal is not None:
        device.head, device.sequence = journal.head, journal.version + 1
    return device
