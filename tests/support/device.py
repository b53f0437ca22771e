"""A person's device for tests: a real key, its own journal, and the founders of a ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

import msgspec

from ledger.charter import Charter, fingerprint
from ledger.journal import REGISTER, STATEMENT, Header
from ledger.register import possession_text
from ledger.tlog.note import HARDWARE, Note, Signature, SignerKey, VerifierKey
from ledger.tlog.text import to_base64
from ledger.tlog.tree import EMPTY_ROOT, leaf_hash
from tests.support.authenticator import Authenticator

ORIGIN = "segel.example/latihan/16.08/pilkada-2024"
REGISTRARS = ("16.08/kpu", "16.08/polri", "16.08/bawaslu")
CLERK = "16.08/panitera"
NO_WITNESSES = "quorum none\n"


@dataclass(slots=True)
class Device:
    """Signs notes offline, each after the one before; `head` and `sequence` are free to be set."""

    origin: str
    key: SignerKey
    head: bytes = bytes(32)
    """Leaf hash of the newest note; before number 0, of the note that enrolled the journal."""

    sequence: int = 0
    """Number of the next note."""

    size: int = 0
    root: bytes = EMPTY_ROOT
    """The newest checkpoint that this device has verified."""

    finger: Authenticator | None = None
    """Set while the notes that follow are signed with the hardware key."""

    @classmethod
    def named(cls, name: str, origin: str = ORIGIN) -> Self:
        """Make the device whose key follows from its journal's name."""
        return cls(origin, SignerKey.from_seed(name, sha256(name.encode()).digest()))

    @property
    def name(self) -> str:
        return self.key.name

    def enrol_line(self, origin: str = ORIGIN, delegate: str | None = None) -> str:
        """Return the line by which somebody else's `registers` enrols this device."""
        verifier = self.key.verifier
        possession = self.key.private.sign(possession_text(origin, verifier))
        line = f"enrol {verifier} {to_base64(possession)}"
        return line if delegate is None else f"{line} delegate {delegate}"

    def strengthen_line(self, finger: Authenticator, origin: str = ORIGIN) -> str:
        """Return the line by which somebody else's `registers` enrols a hardware key as well."""
        key = VerifierKey(self.name, HARDWARE, finger.public)
        text = possession_text(origin, key)
        return f"enrol {key} {to_base64(self.key.private.sign(text) + finger.signs(text))}"

    def enrolled(self, note: bytes) -> Self:
        """Begin the journal after the register note that enrols it."""
        self.head, self.sequence = leaf_hash(note), 0
        return self

    def sees(self, size: int, root: bytes) -> Self:
        """Take a checkpoint as verified: later notes cite it."""
        self.size, self.root = size, root
        return self

    def says(self, body: dict[str, object] | str) -> bytes:
        """Sign the next statement; a dict is written as canonical JSON, a str as it is."""
        line = body if isinstance(body, str) else msgspec.json.encode(body).decode()
        return self.writes(STATEMENT, f"{line}\n")

    def registers(self, *lines: str) -> bytes:
        """Sign the next register note."""
        return self.writes(REGISTER, "".join(f"{line}\n" for line in lines))

    def writes(self, topic: str, body: str) -> bytes:
        """Sign the next note of any kind; `body` ends in a line feed."""
        header = Header(
            topic, self.origin, self.name, self.sequence, self.head, self.size, self.root
        )
        note = self._signed(header.text() + body).serialise()
        self.head, self.sequence = leaf_hash(note), self.sequence + 1
        return note

    def _signed(self, text: str) -> Note:
        if self.finger is None:
            return self.key.sign(text)
        key = VerifierKey(self.name, HARDWARE, self.finger.public)
        return Note(text, (Signature(self.name, key.id, self.finger.signs(text)),))


@dataclass(frozen=True, slots=True)
class Founders:
    """Everybody whom a charter names, ready to write, and the signed charter."""

    log: SignerKey
    clerk: Device
    registrars: tuple[Device, ...]
    charter: Charter
    note: bytes
    """The signed charter: leaf 0."""

    def enrol(self, *devices: Device, by: int = 0) -> bytes:
        """Return the note by which one registrar enrols devices, which then begin after it."""
        note = self.registrars[by].registers(*(d.enrol_line(d.origin) for d in devices))
        for device in devices:
            device.enrolled(note)
        return note


def founders(
    origin: str = ORIGIN,
    names: Sequence[str] = REGISTRARS,
    quorum: int = 2,
    policy: str = NO_WITNESSES,
) -> Founders:
    """Found a ledger: log, clerk and registrars (KPU, Polri, Bawaslu) with keys of their names."""
    log = Device.named(origin, origin).key
    clerk = Device.named(CLERK, origin)
    registrars = tuple(Device.named(name, origin) for name in names)
    charter = Charter(
        origin,
        "Pilkada 2024 OKU Timur (latihan)",
        log.verifier,
        clerk.key.verifier,
        tuple(device.key.verifier for device in registrars),
        quorum,
        policy,
    )
    note = f"{charter.text()}\n".encode()
    for key in (log, clerk.key, *(device.key for device in registrars)):
        note = charter.signed(note, key)
    for device in (clerk, *registrars):
        device.head = fingerprint(note)
    return Founders(log, clerk, registrars, charter, note)
