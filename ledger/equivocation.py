"""Equivocation: proof that a log has signed two histories, in one file that needs no other.

    segel/equivocation/v1
    charter <base64 of the signed charter>
    checkpoint <base64 of the smaller checkpoint, signed by the log alone>
    checkpoint <base64 of the larger one>
    hash <base64>                            none if the sizes are equal

Both checkpoints bear the log's signature, and the charter hangs the log's key on
the ledger's fingerprint.  Equal sizes with two roots cannot both be true.  Of
unequal sizes, the hashes lead to the larger root as signed, and to a root of its
first leaves that is not the smaller one as signed: no entry is needed to see it.

A log that was honest cannot be accused: its tree has one such set of hashes, and
those lead to both of its roots.

Source: RFC 9162, section 2.1.4
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from ledger.charter import Charter
from ledger.tlog import tree
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import FormatError, ProofError
from ledger.tlog.note import Note, VerifierKey
from ledger.tlog.text import parse_base64, parse_hash, to_base64

EQUIVOCATION = "segel/equivocation/v1"
"""The first line."""

FILE_BYTES_MAX = 1 << 17
"""A charter has 32 KiB at most, a checkpoint less than one, and there are 64 hashes at most."""

_LINES_MIN = 4


class Histories(NamedTuple):
    """What the log has signed, and what cannot be true beside it."""

    charter: Charter
    smaller: Checkpoint
    larger: Checkpoint
    implied: bytes
    """The root of the smaller size, as the larger checkpoint has it."""


@dataclass(frozen=True, slots=True)
class Equivocation:
    """A claim against a log, with all that it takes to see whether it holds."""

    charter: bytes
    """The signed charter, byte for byte."""

    smaller: bytes
    """Signed checkpoint; of two of one size, the one with the lower root."""

    larger: bytes
    hashes: tuple[bytes, ...] = ()
    """As `tree.prove_prefix` makes them; none between equal sizes."""

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Read a file of which every byte is as specified; what it claims is not judged here.

        Raises:
            FormatError: Out of form.
        """
        if len(raw) > FILE_BYTES_MAX:
            raise FormatError("equivocation", f"more than {FILE_BYTES_MAX} bytes")
        try:
            lines = raw.decode("ascii").split("\n")
        except UnicodeDecodeError as error:
            raise FormatError("equivocation", "not ASCII") from error
        if len(lines) <= _LINES_MIN or lines[0] != EQUIVOCATION or lines[-1]:
            raise FormatError(
                "equivocation", f"want {EQUIVOCATION}, a charter, two checkpoints, hashes"
            )
        charter, smaller, larger = (
            parse_base64(_value(line, word), f"equivocation {word}")
            for line, word in zip(
                lines[1:_LINES_MIN], ("charter", "checkpoint", "checkpoint"), strict=True
            )
        )
        hashes = tuple(
            parse_hash(_value(line, "hash"), "equivocation hash") for line in lines[_LINES_MIN:-1]
        )
        if len(hashes) > tree.PATH_MAX + 1:
            raise FormatError("equivocation", f"more than {tree.PATH_MAX + 1} hashes")
        return cls(charter, smaller, larger, hashes)

    def serialise(self) -> bytes:
        """Return the bytes that `parse` reads."""
        hashes = "".join(f"hash {to_base64(found)}\n" for found in self.hashes)
        return (
            f"{EQUIVOCATION}\ncharter {to_base64(self.charter)}\n"
            f"checkpoint {to_base64(self.smaller)}\ncheckpoint {to_base64(self.larger)}\n{hashes}"
        ).encode()

    def proven(self) -> Histories:
        """Check the whole claim; whether the charter is the trusted one is for the reader to say.

        Raises:
            CharterError: The charter is not valid.
            FormatError: A checkpoint out of form, in the wrong order, or signed by others too.
            SignatureError: The log did not sign both.
            ProofError: The hashes show nothing, or that both can be true.
        """
        charter = Charter.opened(self.charter)
        smaller = _opened(self.smaller, charter.log)
        larger = _opened(self.larger, charter.log)
        if (smaller.size, smaller.root) > (larger.size, larger.root):
            raise FormatError("equivocation", "the larger checkpoint stands first")
        return Histories(charter, smaller, larger, _implied(smaller, larger, self.hashes))


def accuse(
    charter: bytes, checkpoints: Sequence[bytes], node: tree.NodeReader | None = None
) -> Equivocation:
    """Make the file from two checkpoints of one log; cosignatures under them are left out.

    Args:
        charter: The signed charter.
        checkpoints: Two signed checkpoints, in any order.
        node: Reader of the larger one's tree; not needed between equal sizes.

    Raises:
        CharterError: The charter is not valid.
        TlogError: A checkpoint that the log did not sign, or both can be true.
    """
    log = Charter.opened(charter).log
    pairs = [(Checkpoint.opened(raw, log), raw) for raw in checkpoints]
    pairs.sort(key=lambda pair: (pair[0].size, pair[0].root))
    (smaller, first), (larger, second) = pairs
    if smaller.size in {larger.size, 0}:
        hashes: list[bytes] = []
    elif node is None:
        raise ProofError("between unequal sizes the tree of the larger one is needed")
    else:
        hashes = tree.prove_prefix(smaller.size, larger.size, node)
    made = Equivocation(charter, _stripped(first, log), _stripped(second, log), tuple(hashes))
    made.proven()
    return made


def _implied(smaller: Checkpoint, larger: Checkpoint, hashes: Sequence[bytes]) -> bytes:
    if smaller.size == larger.size and not hashes:
        was = larger.root
    else:
        was, now = tree.prefix_roots(smaller.size, larger.size, hashes)
        if now != larger.root:
            raise ProofError("the hashes do not lead to the root of the larger checkpoint")
    if was == smaller.root:
        raise ProofError("both checkpoints can be true: the larger one extends the smaller")
    return was


def _opened(raw: bytes, log: VerifierKey) -> Checkpoint:
    checkpoint = Checkpoint.opened(raw, log)
    if len(Note.parse(raw).signatures) != 1:
        raise FormatError("equivocation", "a checkpoint bears other signatures than the log's")
    return checkpoint


def _stripped(raw: bytes, log: VerifierKey) -> bytes:
    note = Note.parse(raw)
    own = next(s for s in note.signatures if (s.name, s.key_id) == (log.name, log.id))
    return Note(note.text, (own,)).serialise()


def _value(line: str, word: str) -> str:
    first, _, value = line.partition(" ")
    if first != word or not value:
        raise FormatError("equivocation", f"want a line {word!r}, not {line[:40]!r}")
    return value
