"""Offline proofs: one small file that an entry is in a log.

    c2sp.org/tlog-proof@v1
    index 5
    vBoGQ7Eu...nms=
    yoVOoSjt...CuA=

    <the checkpoint, verbatim>

Source: https://c2sp.org/tlog-proof
"""

from dataclasses import dataclass
from typing import Self

from ledger.tlog import tree
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import FormatError
from ledger.tlog.note import Note, VerifierKey
from ledger.tlog.text import parse_base64, parse_hash, parse_number, to_base64

_HEADER = "c2sp.org/tlog-proof@v1"
_EXTRA = "extra "
_INDEX = "index "


@dataclass(frozen=True, slots=True)
class Proof:
    """The place of an entry under a checkpoint."""

    index: int
    path: tuple[bytes, ...]
    """Sibling hashes of 32 bytes, leaf's side first."""

    checkpoint: bytes
    """The signed note, byte for byte."""

    extra: bytes | None = None
    """Whatever the maker added; nothing vouches for it."""

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Read a proof file.

        Raises:
            FormatError: A line out of form, or a checkpoint that is none.
        """
        head, gap, checkpoint = raw.partition(b"\n\n")
        try:
            lines = head.decode("ascii").split("\n")
        except UnicodeDecodeError as error:
            raise FormatError("proof", "not ASCII before the checkpoint") from error
        extra = None
        if len(lines) > 1 and lines[1].startswith(_EXTRA):
            extra = parse_base64(lines.pop(1).removeprefix(_EXTRA), "proof extra")
        if not gap or lines[0] != _HEADER or len(lines) == 1 or not lines[1].startswith(_INDEX):
            raise FormatError("proof", f"want {_HEADER}, an index, hashes, a checkpoint")
        index = parse_number(lines[1].removeprefix(_INDEX), "proof index")
        path = tuple(parse_hash(line, "proof hash") for line in lines[2:])
        if len(path) > tree.PATH_MAX:
            raise FormatError("proof", f"more than {tree.PATH_MAX} hashes")
        Checkpoint.parse(Note.parse(checkpoint).text)
        return cls(index, path, checkpoint, extra)

    def serialise(self) -> bytes:
        """Return the bytes that `parse` reads."""
        extra = "" if self.extra is None else f"{_EXTRA}{to_base64(self.extra)}\n"
        path = "".join(f"{to_base64(sibling)}\n" for sibling in self.path)
        return f"{_HEADER}\n{extra}{_INDEX}{self.index}\n{path}\n".encode() + self.checkpoint

    def verified(self, entry: bytes, log: VerifierKey) -> Checkpoint:
        """Check that the log whose key this is holds `entry` at `index`.

        Raises:
            FormatError: The checkpoint is of another log.
            SignatureError: The log did not sign the checkpoint.
            ProofError: The path does not lead to the checkpoint's root.
        """
        checkpoint = Checkpoint.opened(self.checkpoint, log)
        leaf = tree.leaf_hash(entry)
        tree.verify_inclusion(leaf, self.index, checkpoint.size, self.path, checkpoint.root)
        return checkpoint
