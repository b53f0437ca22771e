"""Anchors: witnessed checkpoints, written back into the log by the clerk.

    segel/anchor/v1
    <four more header lines, in the clerk's journal>
    checkpoint <base64 of the checkpoint note: the log's line and its witnesses' lines>

A cosignature outside the log can be lost or held back.  In the log it becomes a
leaf like every other: who was a quorum when, and with it the time brackets of
all statements, are functions of the log alone (`ledger.bracket`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median_low
from typing import NamedTuple, Self

from ledger.journal import ANCHOR, Entry
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.cosignature import Cosignature, verify_cosignature
from ledger.tlog.errors import FormatError, PolicyError
from ledger.tlog.note import Note, Signature, VerifierKey
from ledger.tlog.policy import Policy, Witness
from ledger.tlog.text import parse_base64, to_base64

_WORD = "checkpoint"

CHECKPOINT_BYTES_MAX = 32 * 1024
"""Largest checkpoint in an anchor: in base64 it leaves room for header and signature in 48 KiB."""


class Vouched(NamedTuple):
    """One witness of a policy, and what it has said."""

    name: str
    """As the policy has it."""

    cosignature: Cosignature


@dataclass(frozen=True, slots=True)
class Anchored:
    """A checkpoint that a policy's quorum of witnesses has seen."""

    checkpoint: Checkpoint
    vouched: tuple[Vouched, ...]
    """In the policy's order, each once."""

    is_timed: bool = True
    """Whether those who tell a time are a quorum themselves; fewer bound no statement's time."""

    @property
    def names(self) -> tuple[str, ...]:
        """The witnesses' names in the policy."""
        return tuple(one.name for one in self.vouched)

    @property
    def times(self) -> tuple[int, ...]:
        """When they saw it, seconds since 1970 UTC; 0 is no word on the time and left out."""
        return tuple(one.cosignature.time for one in self.vouched if one.cosignature.time)

    @property
    def middle(self) -> int | None:
        """The middle one of these times: one clock that is wrong, either way, does not move it."""
        return median_low(self.times) if self.times else None

    @property
    def earliest(self) -> int | None:
        """The earliest of these times, if a quorum tells one."""
        return min(self.times, default=None) if self.is_timed else None

    @property
    def latest(self) -> int | None:
        """The latest of these times, if a quorum tells one."""
        return max(self.times, default=None) if self.is_timed else None


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an anchor note says."""

    note: bytes
    """The checkpoint note with its cosignatures, byte for byte."""

    @classmethod
    def parse(cls, body: str) -> Self:
        """Read the line of an anchor note after its header, without the last line feed.

        Raises:
            FormatError: Out of form, not a checkpoint note, or larger than one may be.
        """
        word, _, encoded = body.partition(" ")
        if word != _WORD or not encoded:
            raise FormatError("anchor", f"{word[:40]!r} is out of form")
        anchor = cls(parse_base64(encoded, "anchor"))
        anchor.check()
        return anchor

    @classmethod
    def opened(cls, raw: bytes) -> "tuple[Entry, Anchor]":
        """Read a whole note of the log as an anchor; who signed it is not looked at.

        Raises:
            RefusedError: Not a note of a journal.
            FormatError: Not an anchor.
        """
        entry = Entry.parse(raw)
        if entry.header.topic != ANCHOR:
            raise FormatError("anchor", f"a note of the kind {entry.header.topic}")
        return entry, cls.parse(entry.body)

    @classmethod
    def of(cls, checkpoint: Note, log: VerifierKey, policy: Policy) -> Self:
        """Make the anchor of a checkpoint, with those lines alone that count.

        Lines of strangers would let anybody who talks to the server choose what stands in a leaf.
        Where all of them are too many bytes, the longest that the quorum can spare are left out.

        Raises:
            FormatError: Not a checkpoint of this log, or too many bytes.
            SignatureError: The log's line, or that of a witness, does not hold.
            PolicyError: The witnesses are no quorum.
        """
        given = {(line.name, line.key_id): line for line in checkpoint.signatures}
        own = tuple(line for key, line in given.items() if key == (log.name, log.id))
        names = {(w.key.name, w.key.id): w.name for w in policy.witnesses}
        lines = {names[key]: line for key, line in given.items() if key in names}
        raw = _note(checkpoint.text, own, lines)
        for name in sorted(lines, key=lambda name: len(lines[name].value), reverse=True):
            rest = {other: line for other, line in lines.items() if other != name}
            if len(raw) > CHECKPOINT_BYTES_MAX and policy.is_met_by(rest):
                lines, raw = rest, _note(checkpoint.text, own, rest)
        anchor = cls(raw)
        anchor.check()
        anchor.verified(log, policy)
        return anchor

    def body(self) -> str:
        """Return the line that `parse` reads, and the last line feed."""
        return f"{_WORD} {to_base64(self.note)}\n"

    def check(self) -> None:
        """Check the form alone.

        Raises:
            FormatError: Not a checkpoint note, or larger than one may be.
        """
        if len(self.note) > CHECKPOINT_BYTES_MAX:
            raise FormatError("anchor", f"{len(self.note)} bytes, at most {CHECKPOINT_BYTES_MAX}")
        Checkpoint.parse(Note.parse(self.note).text)

    def verified(self, log: VerifierKey, policy: Policy) -> Anchored:
        """Check that the log signed the checkpoint and a policy's quorum has seen it.

        Args:
            log: The log's key.
            policy: The one in force at the anchor's leaf; effects begin at the next leaf.

        Raises:
            FormatError: Not a checkpoint of this log.
            SignatureError: The log's line, or that of a witness of the policy, does not hold.
            PolicyError: The witnesses are no quorum, or none has signed at all.
        """
        return opened(self.note, log, policy)


def _note(text: str, own: tuple[Signature, ...], lines: Mapping[str, Signature]) -> bytes:
    signatures = (*own, *lines.values())
    return Note(text, signatures).serialise() if signatures else b""


def opened(raw: bytes, log: VerifierKey, policy: Policy) -> Anchored:
    """Check a cosigned checkpoint against a log's key and a policy of witnesses.

    Raises:
        FormatError: Not a checkpoint of this log.
        SignatureError: The log's line, or that of a witness of the policy, does not hold.
        PolicyError: The witnesses are no quorum, or none has signed at all.
    """
    checkpoint = Checkpoint.opened(raw, log)
    found = vouched(Note.parse(raw), policy.witnesses)
    if not found or not policy.is_met_by([one.name for one in found]):
        names = ", ".join(one.name for one in found) or "none"
        raise PolicyError(f"no quorum of witnesses: {names}")
    timed = [one.name for one in found if one.cosignature.time]
    return Anchored(checkpoint, found, policy.is_met_by(timed))


def vouched(checkpoint: Note, witnesses: tuple[Witness, ...]) -> tuple[Vouched, ...]:
    """Return which of these witnesses have cosigned a checkpoint note; strangers are ignored.

    Raises:
        FormatError: Not a checkpoint, or a time that cannot be.
        SignatureError: The line of one of them does not hold.

    Source: https://c2sp.org/tlog-cosignature
    """
    lines = {(line.name, line.key_id) for line in checkpoint.signatures}
    return tuple(
        Vouched(witness.name, verify_cosignature(checkpoint, witness.key))
        for witness in witnesses
        if (witness.key.name, witness.key.id) in lines
    )
