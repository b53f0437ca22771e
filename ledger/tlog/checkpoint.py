"""Checkpoints: the log's signed word on its size and root.

    segel.example/16.08/pilkada-2024
    8
    Xcnaeac...Qyg=

No extension lines: newer cosignatures do not cover them, so everything that
matters stands in leaves instead.

Source: https://c2sp.org/tlog-checkpoint
"""

from dataclasses import dataclass
from typing import Self

from ledger.tlog.errors import FormatError
from ledger.tlog.note import Note, VerifierKey
from ledger.tlog.text import parse_hash, parse_number, to_base64
from ledger.tlog.tree import EMPTY_ROOT

_LINES = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The size and root of one log."""

    origin: str
    size: int
    """Number of leaves, below 2^63."""

    root: bytes
    """SHA-256 of the whole tree, 32 bytes."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a checkpoint note.

        Raises:
            FormatError: Another number of lines, or a line out of form.
        """
        lines = text.split("\n")
        if len(lines) != _LINES + 1 or lines[_LINES] or not lines[0]:
            raise FormatError("checkpoint", "want three lines: origin, size, root")
        size = parse_number(lines[1], "checkpoint size")
        root = parse_hash(lines[2], "checkpoint root")
        if size == 0 and root != EMPTY_ROOT:
            raise FormatError("checkpoint", "size 0 with the root of another tree")
        return cls(lines[0], size, root)

    def text(self) -> str:
        """Return the text that `parse` reads and the log signs."""
        return f"{self.origin}\n{self.size}\n{to_base64(self.root)}\n"

    @classmethod
    def opened(cls, raw: bytes, log: VerifierKey) -> Self:
        """Read a signed checkpoint and check that `log` signed it under its own name.

        Raises:
            FormatError: Not a note, not a checkpoint, or of another origin.
            SignatureError: Not signed by the log.
        """
        note = Note.parse(raw)
        checkpoint = cls.parse(note.text)
        if checkpoint.origin != log.name:
            raise FormatError("checkpoint", f"origin {checkpoint.origin!r} is not {log.name!r}")
        log.verify(note)
        return checkpoint
