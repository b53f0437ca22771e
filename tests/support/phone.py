"""A phone as the app behaves: it keeps all it signs, and believes only what is proven to it.

Receipts are checked as the page's JavaScript checks them; the newest checkpoint
that was proven stands in every later note.  Each answer means one of two
things: send the same bytes again, or stop and ask a person.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from ledger.application import Answer
from ledger.errors import LedgerError, PassedNumberError, RefusedError
from ledger.receipt import Receipt
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import Note, VerifierKey
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash, verify_consistency, verify_inclusion
from tests.support.device import Device

Send = Callable[[Sequence[bytes]], Sequence[Answer]]
"""Hands in notes; raises LedgerError or ConnectionError where no note has an answer."""

NOTES_MAX = 20
"""Notes in one request."""


@dataclass(slots=True)
class Kept:
    """A note that was signed here; it stays, whatever the answer is."""

    number: int
    note: bytes
    size: int
    root: bytes
    """The checkpoint that it cites."""

    receipt: Receipt | None = None
    refusal: RefusedError | None = None
    """A final one."""

    @property
    def is_waiting(self) -> bool:
        return self.receipt is None and not isinstance(self.refusal, PassedNumberError)


@dataclass(slots=True)
class Phone:
    """One device and the person who holds it."""

    device: Device
    log: VerifierKey
    kept: list[Kept] = field(default_factory=list)
    since: int = 0
    """Number from which this phone goes on: what it kept before a resumption waits no longer."""

    @property
    def waiting(self) -> list[Kept]:
        """What has to be handed in still, oldest first."""
        return [one for one in self.kept if one.is_waiting and one.number >= self.since]

    @property
    def is_stopped(self) -> bool:
        """Whether a person has to help: a note was refused for good."""
        return any(one.refusal is not None for one in self.waiting)

    def says(self, body: dict[str, object] | str) -> Kept:
        """Sign a statement, online or not."""
        return self._keeps(self.device.sequence, self.device.says(body))

    def registers(self, *lines: str) -> Kept:
        """Sign a register note."""
        return self._keeps(self.device.sequence, self.device.registers(*lines))

    def _keeps(self, number: int, note: bytes) -> Kept:
        self.kept.append(Kept(number, note, self.device.size, self.device.root))
        return self.kept[-1]

    def flush(self, send: Send) -> None:
        """Hand in what waits until nothing does, or something stands in the way."""
        while batch := self.waiting[:NOTES_MAX]:
            try:
                answers = send([one.note for one in batch])
            except (LedgerError, ConnectionError):
                return
            self.hears(batch, answers)
            if self.is_stopped or any(one.is_waiting for one in batch):
                return

    def hears(self, sent: Iterable[Kept], answers: Iterable[Answer]) -> None:
        """Take an answer to each note: a receipt if it holds, stop if it never will.

        Raises:
            ProofError: A receipt that proves nothing; the log lies.
        """
        for one, answer in zip(sent, answers, strict=True):
            if isinstance(answer, Receipt):
                self.believes(one, answer)
                one.receipt, one.refusal = answer, None
            elif answer.is_final and one.receipt is None:
                one.refusal = answer

    def believes(self, one: Kept, receipt: Receipt) -> None:
        """Check a receipt as somebody who trusts nobody, and hold its checkpoint."""
        assert Note.parse(receipt.note).text == Note.parse(one.note).text
        assert leaf_hash(receipt.note) == receipt.leaf
        seen = Checkpoint.opened(receipt.checkpoint, self.log)
        verify_inclusion(receipt.leaf, receipt.leaf_index, seen.size, receipt.inclusion, seen.root)
        grown(Checkpoint(seen.origin, one.size, one.root), seen, receipt.consistency)
        if (one.size, one.root) == (self.device.size, self.device.root):
            self._holds(seen)

    def looks(self, newest: bytes, proof: Sequence[bytes]) -> None:
        """Hold the log's newest checkpoint, if it continues the one held so far."""
        seen = Checkpoint.opened(newest, self.log)
        grown(Checkpoint(seen.origin, self.device.size, self.device.root), seen, proof)
        self._holds(seen)

    def _holds(self, seen: Checkpoint) -> None:
        if seen.size > self.device.size:
            self.device.sees(seen.size, seen.root)

    def resumes(self, number: int, head: bytes) -> None:
        """Go on at a number, after a note that an enroller has named."""
        self.since = self.device.sequence = number
        self.device.head = head


@dataclass(eq=False, slots=True)
class Holder:
    """A person with a phone, and who let this person begin or go on."""

    phone: Phone
    enroller: "Holder | None" = None
    base: bytes = b""
    """Leaf hash of the note by which the enroller did so."""

    is_resumed: bool = False
    prefix: str = ""
    """Where a delegate may enrol."""

    @classmethod
    def of(cls, device: Device, log: VerifierKey) -> Self:
        return cls(Phone(device, log))

    @property
    def name(self) -> str:
        return self.phone.device.name

    def enrols(self, holder: Self, delegate: str | None = None) -> Self:
        """Scan a new phone's code: it may write from now on, though no log knows of it yet."""
        note = self.phone.registers(holder.phone.device.enrol_line(delegate=delegate)).note
        holder.phone.device.enrolled(note).sees(self.phone.device.size, self.phone.device.root)
        holder.enroller, holder.base = self, leaf_hash(note)
        return holder

    def resumes(self, holder: Self, number: int, head: bytes) -> Self:
        """Let an old journal go on in a new phone, from a number on."""
        line = f"resume {holder.name} at {number} after {to_base64(head)}"
        holder.enroller, holder.is_resumed = self, True
        holder.base = leaf_hash(self.phone.registers(line).note)
        holder.phone.resumes(number, head)
        return holder


def grown(old: Checkpoint, new: Checkpoint, proof: Sequence[bytes]) -> None:
    """Check that a log has only grown; everything begins with nothing.

    Raises:
        ProofError: It has not, or the proof does not show it.
    """
    if old.size == 0:
        assert not proof
    else:
        verify_consistency(old.size, new.size, proof, old.root, new.root)
