"""A field of devices that have signed a lot, made once for all benchmarks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ledger.application import Ledger
from ledger.founding import found
from ledger.journal import Entry
from tests.support.device import Device, Founders, founders
from tests.support.practice import NOW

DEVICES = 100

BODY: dict[str, object] = {
    "kind": "VisitorReported",
    "at": "2024-11-25T08:01:02.345+07:00",
    "place": "16.08/GDG-01",
    "visitor": {"sd": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "class": "pribadi"},
    "purpose": "hitung",
    "host": "16.08/kpu",
}
"""What a guard says most often, at its usual length."""

Signed = tuple[bytes, bytes, bytes]
"""Public key, signature, message."""


@dataclass(frozen=True, slots=True)
class Field:
    """Founders and the notes of their devices, in an order that the ledger takes."""

    people: Founders
    enrolment: bytes
    notes: list[bytes]

    def signed(self) -> list[Signed]:
        """Return what a mere verifier of the same signatures needs."""
        keys = {d: Device.named(d).key.verifier.public for d in _names()}
        entries = [Entry.parse(note) for note in self.notes]
        return [(keys[e.header.journal], e.signature.value, e.text.encode()) for e in entries]


def field(count: int) -> Field:
    """Sign `count` notes on a hundred devices."""
    people = founders()
    devices = [Device.named(name) for name in _names()]
    enrolment = people.enrol(*devices)
    notes = [devices[number % DEVICES].says(BODY) for number in range(count)]
    return Field(people, enrolment, notes)


@contextmanager
def opened(place: Field) -> Iterator[Ledger]:
    """Found a ledger on disk and enrol everybody."""
    with TemporaryDirectory(prefix="segel-bench-") as folder:
        path = Path(folder) / "ledger"
        found(path, place.people.note, (place.people.log, place.people.clerk.key), NOW)
        ledger = Ledger.open(path, lambda: NOW)
        try:
            ledger.append_all([place.enrolment])
            yield ledger
        finally:
            ledger.close()


def verify_all(signed: list[Signed]) -> int:
    """Verify with `cryptography`, as the floor of every figure does; each key is loaded once."""
    keys = {public: Ed25519PublicKey.from_public_bytes(public) for public, _, _ in signed}
    for public, signature, message in signed:
        keys[public].verify(signature, message)
    return len(signed)


def verify_on_two_cores(signed: list[Signed]) -> int:
    """Verify the same signatures in two processes, and nothing else."""
    with get_context("fork").Pool(2) as pool:
        return sum(pool.map(verify_all, [signed[::2], signed[1::2]], chunksize=1))


def _names() -> list[str]:
    return [f"16.08/kpu/gudang-{number:03d}" for number in range(DEVICES)]
