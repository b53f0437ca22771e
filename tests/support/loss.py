"""An old backup put back: a practice ledger that has signed more than it still holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ledger.application import Ledger
from ledger.salvage import Loss, Salvaged, loss, salvage
from tests.support.device import Device
from tests.support.practice import NOW, Practice, practice

GUARD = "16.08/kpu/gudang-03"
LATE = "16.08/kpu/gudang-04"


@dataclass(slots=True)
class Wreck:
    """A closed ledger with an old database under the newest guard."""

    place: Practice
    guard: Device
    """It has four statements, of which the last two are lost; it has seen the lost tree."""

    late: Device
    """Its enrolment by KPU is lost, and what it said after it."""

    kept: list[bytes]
    """What the guard has said, oldest first."""

    unknown: list[bytes]
    """KPU's note that enrolled the late one, and the statement of that one."""

    checkpoint: bytes
    """The newest that was signed, over the lost tail."""

    @property
    def path(self) -> Path:
        return self.place.path

    @property
    def loss(self) -> Loss:
        return loss(self.path)

    def votes(self, *numbers: int) -> list[bytes]:
        """Let registrars say, each in its own journal, from where the log is to go on."""
        lost = self.loss
        notes = []
        for number in numbers:
            registrar = self.place.founders.registrars[number]
            registrar.sees(lost.kept.size, lost.kept.root)
            notes.append(registrar.registers(lost.line))
        return notes

    def salvaged(self, *notes: bytes) -> Salvaged:
        return salvage(self.path, notes, NOW, lambda: None)

    def recovered(self) -> Salvaged:
        """Let KPU and Polri recover the log, KPU's lost note first, and open it again."""
        done = self.salvaged(self.unknown[0], *self.votes(0, 1))
        self.place.ledger = Ledger.open(self.path, lambda: NOW)
        return done


@contextmanager
def wreck(path: Path) -> Iterator[Wreck]:
    """Found a ledger, use it, and put an old copy of its database back."""
    with practice(path) as place:
        (guard,) = place.enrols(GUARD)
        kept = []
        for number in range(2):
            kept.append(guard.says(body(number)))
            place.takes(kept[-1])
        place.shows(guard)
        place.ledger.close()
        old = (path / "ledger.db").read_bytes()
        place.reopen()
        for number in range(2, 4):
            kept.append(guard.says(body(number)))
            place.takes(kept[-1])
            place.shows(guard)
        place.shows(place.founders.registrars[0])
        late = Device.named(LATE)
        enrolment = place.founders.enrol(late)
        place.takes(enrolment)
        place.shows(late)
        said = late.says(body(9))
        place.takes(said)
        checkpoint = place.ledger.checkpoint
        place.ledger.close()
        for rest in path.glob("ledger.db*"):
            rest.unlink()
        (path / "ledger.db").write_bytes(old)
        yield Wreck(place, guard, late, kept, [enrolment, said], checkpoint)


def body(number: int) -> dict[str, object]:
    return {
        "kind": "VisitorReported",
        "at": f"2024-11-25T08:0{number}:00+07:00",
        "place": "16.08/GDG-01",
    }
