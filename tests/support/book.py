"""A log for tests of what is folded: real notes of real devices, straight into a real file."""

from dataclasses import dataclass, field
from pathlib import Path

from ledger.journal import CHARTER, STATEMENT
from ledger.log import Draft, Log
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from tests.support.device import Device, Founders, founders

NOON = "2024-11-25T12:00:00+07:00"


@dataclass(slots=True)
class Book:
    """Writes notes into a log, in the order they are given."""

    log: Log
    founders: Founders
    devices: dict[str, Device] = field(default_factory=dict)
    received_at: int = 1_732_500_000_000
    _waiting: list[Draft] = field(default_factory=list)

    @classmethod
    def at(cls, folder: Path) -> "Book":
        """Found a ledger; leaf 0 is its charter."""
        book = cls(Log.create(folder / "ledger.db"), founders())
        charter = book.founders.charter
        draft = Draft(charter.origin, 0, CHARTER, book.founders.note)
        book.log.append([draft], book.received_at)
        return book

    @property
    def size(self) -> int:
        return self.log.size + len(self._waiting)

    def registrar(self, number: int = 0) -> Device:
        return self.founders.registrars[number]

    def enrol(self, *names: str, by: int = 0) -> list[Device]:
        """Let a registrar enrol devices, in one note."""
        devices = [Device.named(name) for name in names]
        self.devices |= {device.name: device for device in devices}
        self.put(self.registrar(by), self.founders.enrol(*devices, by=by))
        return devices

    def appoint(self, journal: str, role: str, by: int = 0) -> Device:
        """Let a registrar enrol a device and its person, who gets a role in the whole regency."""
        (device,) = self.enrol(journal, by=by)
        person, unit = journal.replace("/", "-"), "/".join(journal.split("/")[:2])
        registrar = self.registrar(by)
        self.say(registrar, "PersonEnrolled", person=person, unit=unit, journals=[journal])
        self.say(
            registrar, "RoleGranted", person=person, role=role, unit=unit, scope=unit.split("/")[0]
        )
        return device

    def register(self, *lines: str, by: int = 0) -> int:
        """Write a register note of a registrar; return its leaf index."""
        device = self.registrar(by)
        self.put(device, device.registers(*lines))
        return self.size - 1

    def say(self, device: Device | str, kind: str, /, at: str = NOON, **fields: object) -> str:
        """Write a statement; return its leaf hash in base64, as others cite it."""
        return self.hand_in(self.sign(device, kind, at, **fields))

    def sign(self, device: Device | str, kind: str, /, at: str = NOON, **fields: object) -> Draft:
        """Sign a statement that is handed in later."""
        device = self.devices[device] if isinstance(device, str) else device
        note = device.says({"kind": kind, "at": at, **fields})
        return Draft(device.name, device.sequence - 1, STATEMENT, note)

    def hand_in(self, draft: Draft) -> str:
        """Write what was signed; return its leaf hash in base64."""
        self._waiting.append(draft)
        return to_base64(leaf_hash(draft.note))

    def say_raw(self, device: Device, body: str) -> int:
        """Write a statement whose body is whatever it is; return its leaf index."""
        self.put(device, device.says(body))
        return self.size - 1

    def visit(self, device: Device | str, place: str = "16.08/GDG-01", at: str = NOON) -> str:
        """Write the simplest statement there is."""
        visitor = {"sd": to_base64(bytes(32)), "class": "pribadi"}
        return self.say(device, "VisitorReported", at, place=place, visitor=visitor, purpose="tamu")

    def commit(self) -> int:
        """Put what was written into the log, in one transaction; return the log's size."""
        self.log.append(self._waiting, self.received_at)
        self._waiting.clear()
        return self.log.size

    def put(self, device: Device, note: bytes) -> None:
        """Write the note that a device has signed last."""
        topic = note.split(b"\n", 1)[0].decode()
        self._waiting.append(Draft(device.name, device.sequence - 1, topic, note))
