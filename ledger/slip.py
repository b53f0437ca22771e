"""Slips: the proof of one leaf, small enough for a QR code on paper.

    0x01 0x01       version, kind: proof
    u8 n, n bytes   the log's origin, UTF-8
    32              leaf hash of the charter, as the printer gives it
    u64, u64        size of the checkpoint, index of the leaf
    32, 32          root of the checkpoint, leaf hash
    32 * k          inclusion path, leaf's side first; k follows from size and index
    4, 64           the log's key id and signature under the checkpoint
    u8 c, c * 76    cosignatures, key ids ascending: key id, u64 time, signature (0x04)
    4               the first bytes of SHA-256 over all before: a slip of the pen shows at once

    0x01 0x02       version, kind: a note; the note follows, byte for byte

Numbers are big-endian.  Names of witnesses are left out: whoever believes a
witness has its key, and with it the name.  What a slip says of its charter is
believed by nobody: it tells the reader which eight words to compare.

In a QR code a slip stands as `SEGEL:` and base45, in the alphanumeric mode.

Source: https://c2sp.org/tlog-checkpoint, https://c2sp.org/tlog-cosignature
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple, Self

from ledger import base45
from ledger.tlog import tree
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.cosignature import Cosignature, verify_cosignature
from ledger.tlog.errors import FormatError, KeyFormatError, SignatureError
from ledger.tlog.note import COSIGNATURE_ED25519, Note, Signature, VerifierKey, check_name
from ledger.tlog.text import HASH_BYTES, SIZE_MAX

SLIP_BYTES_MAX = 1200
"""What one QR code of a proof holds at most."""

NOTE_BYTES_MAX = 2850
"""What the largest QR code can hold of a note."""

PREFIX = "SEGEL:"
"""How the text of every code of ours begins."""

_PROOF, _NOTE = b"\x01\x01", b"\x01\x02"
_ID, _SIGNATURE, _TIME, _SEAL = 4, 64, 8, 4
_COSIGNATURES_MAX = 16


class Mark(NamedTuple):
    """The Ed25519 cosignature of a witness, named by its key alone."""

    key_id: bytes
    value: bytes
    """8 bytes of time and 64 of signature, as the signature line has them."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One leaf, its way to a root, and who signed that root."""

    charter: bytes
    """The charter's leaf hash, as the printer gives it; 32 bytes."""

    checkpoint: Checkpoint
    index: int
    leaf: bytes
    path: tuple[bytes, ...]
    log_id: bytes
    signature: bytes
    """64 bytes, the log's."""

    marks: tuple[Mark, ...] = ()

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Read a slip of which every byte is as specified; nothing is verified here.

        Raises:
            FormatError: Out of form, longer than `SLIP_BYTES_MAX`, or a wrong seal.
        """
        if len(raw) > SLIP_BYTES_MAX:
            raise FormatError("slip", f"{len(raw)} bytes are more than {SLIP_BYTES_MAX}")
        reader = _Reader(raw)
        if reader.take(2) != _PROOF:
            raise FormatError("slip", "not a proof of version 1")
        origin = reader.name()
        charter = reader.take(HASH_BYTES)
        size, index = reader.number(8), reader.number(8)
        if not index < size <= SIZE_MAX:
            raise FormatError("slip", f"no leaf {index} in a tree of {size}")
        root, leaf = reader.take(HASH_BYTES), reader.take(HASH_BYTES)
        path = tuple(reader.take(HASH_BYTES) for _ in range(tree.path_length(index, size)))
        log_id, signature = reader.take(_ID), reader.take(_SIGNATURE)
        count = reader.number(1)
        marks = tuple(Mark(reader.take(_ID), reader.take(_TIME + _SIGNATURE)) for _ in range(count))
        reader.end()
        slip = cls(
            charter, Checkpoint(origin, size, root), index, leaf, path, log_id, signature, marks
        )
        slip.check()
        return slip

    def check(self) -> None:
        """Refuse what has a second spelling.

        Raises:
            FormatError: Too many cosignatures, or not in their order.
        """
        ids = [mark.key_id for mark in self.marks]
        if len(ids) > _COSIGNATURES_MAX or ids != sorted(set(ids)):
            raise FormatError("slip", "the cosignatures do not stand once each, in order")

    def serialise(self) -> bytes:
        """Return the bytes that `parse` reads.

        Raises:
            FormatError: More than a code holds, or cosignatures out of order.
        """
        self.check()
        origin = self.checkpoint.origin.encode()
        body = b"".join(
            (
                _PROOF,
                bytes([len(origin)]) + origin,
                self.charter,
                self.checkpoint.size.to_bytes(8, "big"),
                self.index.to_bytes(8, "big"),
                self.checkpoint.root + self.leaf,
                *self.path,
                self.log_id + self.signature,
                bytes([len(self.marks)]),
                *(mark.key_id + mark.value for mark in self.marks),
            )
        )
        raw = body + _seal(body)
        if len(raw) > SLIP_BYTES_MAX:
            raise FormatError("slip", f"{len(raw)} bytes are more than {SLIP_BYTES_MAX}")
        return raw

    def verify(self, log: VerifierKey) -> None:
        """Check that the log whose key this is signed a tree that holds the leaf at its index.

        Raises:
            SignatureError: It is another key's slip, or the signature does not hold.
            ProofError: The path does not lead to the signed root.
        """
        self.verify_signature(log)
        self.verify_path()

    def note(self) -> Note:
        """Return the checkpoint as the log has signed it, without cosignatures."""
        own = Signature(self.checkpoint.origin, self.log_id, self.signature)
        return Note(self.checkpoint.text(), (own,))

    def verify_signature(self, log: VerifierKey) -> None:
        """Check that this log signed the checkpoint.

        Raises:
            SignatureError: It is another key's slip, or the signature does not hold.
        """
        if (log.name, log.id) != (self.checkpoint.origin, self.log_id):
            raise SignatureError(f"signed by another key than {log.name}+{log.id.hex()}")
        log.verify(self.note())

    def verify_path(self) -> None:
        """Check that the leaf leads to the checkpoint's root; who signed that is not asked.

        Raises:
            ProofError: It leads elsewhere.
        """
        root, size = self.checkpoint.root, self.checkpoint.size
        tree.verify_inclusion(self.leaf, self.index, size, self.path, root)

    def cosignature(self, witness: VerifierKey) -> Cosignature | None:
        """Return what a witness has signed, if its mark is here.

        Raises:
            SignatureError: The mark does not hold.
        """
        for mark in self.marks:
            if mark.key_id == witness.id and witness.algorithm == COSIGNATURE_ED25519:
                line = Signature(witness.name, mark.key_id, mark.value)
                return verify_cosignature(Note(self.checkpoint.text(), (line,)), witness)
        return None


def mark_of(signature: Signature) -> Mark:
    """Return a cosignature line without its name.

    Raises:
        FormatError: Not of an Ed25519 witness: no other fits on paper.
    """
    if len(signature.value) != _TIME + _SIGNATURE:
        raise FormatError("slip", f"the cosignature of {signature.name} does not fit on paper")
    return Mark(signature.key_id, signature.value)


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return marks as they stand on a slip."""
    return tuple(sorted(marks))


def note_slip(note: bytes) -> bytes:
    """Return the slip that carries a note itself.

    Raises:
        FormatError: It does not fit into a QR code.
    """
    if len(note) > NOTE_BYTES_MAX:
        raise FormatError("slip", f"a note of {len(note)} bytes is more than {NOTE_BYTES_MAX}")
    return _NOTE + note


def read_text(text: str) -> Slip | bytes | None:
    """Read the text of a QR code: a proof, a note's bytes, or nothing of ours.

    Raises:
        FormatError: It is of ours, and out of form.
    """
    if not text.startswith(PREFIX):
        return None
    raw = base45.decode(text.removeprefix(PREFIX))
    if raw[:2] != _NOTE:
        return Slip.parse(raw)
    if len(raw) > len(_NOTE) + NOTE_BYTES_MAX:
        raise FormatError("slip", "a note larger than a code can hold")
    return raw[2:]


def write_text(raw: bytes) -> str:
    """Return the text of the QR code that carries a slip."""
    return PREFIX + base45.encode(raw)


def _seal(body: bytes) -> bytes:
    return sha256(body).digest()[:_SEAL]


class _Reader:
    """Takes a slip from its front."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._place = 0

    def take(self, count: int) -> bytes:
        found = self._raw[self._place : self._place + count]
        if len(found) != count:
            raise FormatError("slip", "it ends too early")
        self._place += count
        return found

    def number(self, width: int) -> int:
        return int.from_bytes(self.take(width), "big")

    def name(self) -> str:
        raw = self.take(self.number(1))
        try:
            return check_name(raw.decode())
        except (UnicodeDecodeError, KeyFormatError) as error:
            raise FormatError("slip", f"the origin: {error}") from error

    def end(self) -> None:
        seal = _seal(self._raw[: self._place])
        if self.take(_SEAL) != seal:
            raise FormatError("slip", "the seal is not that of its bytes")
        if self._place != len(self._raw):
            raise FormatError("slip", "bytes stand behind its end")
