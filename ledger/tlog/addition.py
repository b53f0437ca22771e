"""Additions: what a log sends to a witness, and whether the witness may cosign it.

    old 3
    ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c=
    B1Bqhf2d0vEg62lPhgEeW7RmLlxBWmKRcDPUqWJEh+c=

    segel.example/16.08/pilkada-2024
    8
    Xcnaeac...Qyg=

    — segel.example/16.08/pilkada-2024 nz4xoqsb...sgs=

The decision is a pure function of the request, the log's keys, and the one
(size, root) that the witness remembers: where that is kept, and that comparing
and keeping are one step, is the matter of whoever calls.

Source: https://c2sp.org/tlog-witness, section add-checkpoint
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Self

from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import FormatError, ProofError, SignatureError, StaleError, UnknownLogError
from ledger.tlog.note import Note, VerifierKey
from ledger.tlog.text import parse_hash, parse_number, to_base64
from ledger.tlog.tree import EMPTY_ROOT, prefix_roots, verify_consistency

PROOF_MAX = 63
"""A client must not send more proof lines."""

_OLD = "old "
_CHECKPOINT_LINES = 3


class Standing(NamedTuple):
    """What a witness remembers of a log: the newest tree that it has cosigned."""

    size: int
    root: bytes


NOTHING = Standing(0, EMPTY_ROOT)
"""What is remembered of a log that was never cosigned."""


class Contradiction(StrEnum):
    """How a checkpoint that the log has signed does not fit what is remembered."""

    EQUIVOCATION = "equivocation"
    """Two roots for one size: proof against the log."""

    FORK = "fork"
    """Growth from another tree of the remembered size, shown by its own proof: proof against
    the log."""

    EMPTY = "empty"
    """Size 0 with the root of another tree: proof against the log, by itself."""

    UNPROVEN = "unproven"
    """Growth whose proof does not hold: whoever sent it may have spoilt the proof, so this
    proves nothing yet; the log owes an explanation."""


@dataclass(frozen=True, slots=True)
class Addition:
    """One request `add-checkpoint`."""

    old: int
    """Size of the tree that the witness is believed to remember."""

    proof: tuple[bytes, ...]
    """Consistency proof from `old`: at most 63 hashes of 32 bytes."""

    note: Note
    """The checkpoint as it was sent, with every signature line."""

    checkpoint: Checkpoint
    """What it says.  Extension lines stand in the note's text alone."""

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Read a request of which every byte is as specified.

        Raises:
            FormatError: Out of form, or `old` above the checkpoint's own size.
        """
        head, gap, rest = raw.partition(b"\n\n")
        if not gap or not head.isascii():
            raise FormatError("addition", "no empty line before the checkpoint, or not ASCII")
        first, *hashes = head.decode("ascii").split("\n")
        if not first.startswith(_OLD):
            raise FormatError("addition", "does not begin with `old` and a size")
        if len(hashes) > PROOF_MAX:
            raise FormatError("addition", f"more than {PROOF_MAX} hashes")
        old = parse_number(first.removeprefix(_OLD), "old size")
        proof = tuple(parse_hash(line, "proof line") for line in hashes)
        note = Note.parse(rest)
        checkpoint = _checkpoint(note.text)
        if old > checkpoint.size:
            raise FormatError("old size", f"{old} is above the checkpoint's {checkpoint.size}")
        return cls(old, proof, note, checkpoint)

    def serialise(self) -> bytes:
        """Return the bytes that `parse` reads."""
        return request(self.old, self.proof, self.note.serialise())

    def signed(self, keys: Collection[VerifierKey]) -> Note:
        """Return the checkpoint under the signatures of the log's own keys alone.

        Args:
            keys: The Ed25519 keys that are trusted for the checkpoint's origin.

        Raises:
            UnknownLogError: There is none.
            SignatureError: None of them has signed, or a line of one does not hold.
        """
        if not keys:
            raise UnknownLogError(f"no log {self.checkpoint.origin!r} is known here")
        named = {(key.name, key.id): key for key in keys}
        own = tuple(line for line in self.note.signatures if (line.name, line.key_id) in named)
        if not own:
            raise SignatureError(f"no signature by a known key of {self.checkpoint.origin!r}")
        note = Note(self.note.text, own)
        kept = {(line.name, line.key_id): line for line in own}
        for name in kept:
            named[name].verify(note)
        # One line of each key: anybody can repeat a line until no reader takes the note any more.
        return Note(note.text, tuple(kept.values()))

    def check(self, standing: Standing) -> None:
        """Let nothing pass that does not extend what the witness remembers.

        Raises:
            StaleError: The witness remembers another size than `old`.
            ProofError: The tree does not extend that one, or is none.
        """
        size, root = self.checkpoint.size, self.checkpoint.root
        if self.old != standing.size:
            raise StaleError(standing.size)
        if size == 0 and root != EMPTY_ROOT:
            raise ProofError("size 0 with the root of another tree")
        if self.old:
            verify_consistency(self.old, size, self.proof, standing.root, root)
        elif self.proof:
            raise ProofError("everything begins with nothing: from size 0 there is no proof")

    def contradiction(self, standing: Standing) -> Contradiction | None:
        """Tell how a checkpoint that its log has signed does not fit; whatever `old` says."""
        size, root = self.checkpoint.size, self.checkpoint.root
        if size == 0:
            return Contradiction.EMPTY if root != EMPTY_ROOT else None
        if size == standing.size:
            return Contradiction.EQUIVOCATION if root != standing.root else None
        return self._fault_of_growth(standing) if 0 < self.old == standing.size else None

    def _fault_of_growth(self, standing: Standing) -> Contradiction | None:
        try:
            self.check(standing)
        except ProofError:
            return Contradiction.FORK if self._tells_of_a_fork(standing) else Contradiction.UNPROVEN
        return None

    def _tells_of_a_fork(self, standing: Standing) -> bool:
        """Tell whether the proof leads to the new root as signed, and begins with another tree.

        Nobody but the log can make such a pair: the hashes under a signed root are what they are.
        From a power of two the proof leaves out what it begins with, and so cannot tell.
        """
        if self.old & (self.old - 1) == 0:
            return False
        try:
            was, now = prefix_roots(self.old, self.checkpoint.size, self.proof)
        except ProofError:
            return False
        return now == self.checkpoint.root and was != standing.root


def request(old: int, proof: Sequence[bytes], checkpoint: bytes) -> bytes:
    """Write a request `add-checkpoint`.

    Args:
        old: Size of the tree that the witness is believed to remember; 0 if none.
        proof: Consistency proof from `old`, empty from 0.
        checkpoint: The signed checkpoint note, byte for byte.
    """
    lines = [f"{_OLD}{old}", *(to_base64(found) for found in proof), "", ""]
    return "\n".join(lines).encode("ascii") + checkpoint


def _checkpoint(text: str) -> Checkpoint:
    """Read a checkpoint as any log may sign it, extension lines and untrue roots included."""
    lines = text.split("\n")[:-1]
    if len(lines) < _CHECKPOINT_LINES or not all(lines):
        raise FormatError("checkpoint", "want origin, size, root, and no empty line")
    size = parse_number(lines[1], "checkpoint size")
    return Checkpoint(lines[0], size, parse_hash(lines[2], "checkpoint root"))
