"""A register and the log it is folded from, for tests that only care who may do what."""

from copy import deepcopy
from dataclasses import dataclass, field

from ledger.charter import fingerprint
from ledger.journal import Entry
from ledger.register import Effect, Outcome, Register
from tests.support.device import Device, Founders, founders


@dataclass(slots=True)
class Roll:
    """Folds what devices sign, as the ledger would: authentic, next in its journal, not revoked."""

    founders: Founders = field(default_factory=founders)
    register: Register = field(init=False)
    notes: list[bytes] = field(init=False)
    outcomes: list[tuple[Outcome, ...]] = field(init=False)
    """What became of the lines of each note."""

    def __post_init__(self) -> None:
        note = self.founders.note
        self.register = Register.opened(self.founders.charter, fingerprint(note))
        self.notes, self.outcomes = [note], [()]

    @property
    def kpu(self) -> Device:
        return self.founders.registrars[0]

    @property
    def polri(self) -> Device:
        return self.founders.registrars[1]

    @property
    def bawaslu(self) -> Device:
        return self.founders.registrars[2]

    def takes(self, note: bytes) -> tuple[Outcome, ...]:
        """Fold one note; raises what the ledger would refuse it for."""
        entry = Entry.parse(note)
        member = self.register.check_signed(entry)
        self.register.check_not_revoked(entry)
        member.chain.check(entry.header)
        outcomes = self.register.take(len(self.notes), entry)
        self.notes.append(note)
        self.outcomes.append(outcomes)
        return outcomes

    def says(self, signer: Device, *lines: str) -> Outcome:
        """Fold a register note and return what became of its last line."""
        return self.takes(signer.registers(*lines))[-1]

    def enrols(
        self, device: Device, by: Device | None = None, delegate: str | None = None
    ) -> Device:
        """Enrol a device, or fail; it begins its journal after that note."""
        note = (by or self.kpu).registers(device.enrol_line(device.origin, delegate))
        (outcome,) = self.takes(note)
        assert outcome.effect is Effect.ENROLLED, outcome.reason
        return device.enrolled(note)

    def snapshot(self) -> Register:
        """Return a copy of the register as it stands."""
        return deepcopy(self.register)
