"""Journals: one device's notes, in the order the device made them.

    segel/statement/v1
    segel.example/16.08/pilkada-2024
    16.08/kpu/gudang-03 17
    <base64 leaf hash of number 16>
    <size> <base64 root>
    {"kind":"VisitorReported","at":"2024-11-25T08:01:02.345+07:00"}

    — 16.08/kpu/gudang-03 ...

Only the device can order what it signs while offline, so the device, not the
server, numbers its notes.  The journal is the aggregate of the event store: its
name is the originator, its numbers are the versions.  The newest checkpoint the
device has verified makes it a witness of the log.
"""

import re
from dataclasses import dataclass
from typing import Self

from ledger.errors import (
    AheadError,
    BrokenChainError,
    MalformedNoteError,
    OversizeError,
    PassedNumberError,
)
from ledger.tlog.errors import FormatError
from ledger.tlog.note import NAME_BYTES_MAX, Note, Signature
from ledger.tlog.text import parse_hash, parse_number, to_base64
from ledger.tlog.tree import EMPTY_ROOT, leaf_hash

STATEMENT = "segel/statement/v1"
REGISTER = "segel/register/v1"
EVIDENCE = "segel/evidence/v1"
ANCHOR = "segel/anchor/v1"
CHARTER = "segel/charter/v1"

NOTE_BYTES_MAX = 32 * 1024
"""Largest note that a device signs and the ledger takes."""

CLERK_BYTES_MAX = 48 * 1024
"""Largest note of the clerk: a whole refused note in base64, or a checkpoint with its witnesses."""

CLERK_KINDS = frozenset({EVIDENCE, ANCHOR})
"""What stands in the clerk's journal and in no other."""

_KINDS = {STATEMENT, REGISTER, *CLERK_KINDS}
_HEADER_LINES = 5
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")


def check_journal(name: str) -> str:
    """Return a journal's name: segments of ASCII letters, digits and `._-` between slashes.

    Narrower than a key's name, because people compare these by eye and they stand in addresses:
    two names never look alike, and no segment is empty, `.` or `..`.

    Raises:
        FormatError: Another character, an empty segment, or more than 128 bytes.
    """
    if _NAME.fullmatch(name) is None or len(name) > NAME_BYTES_MAX:
        raise FormatError("journal name", f"{name[:40]!r} is out of form")
    return name


@dataclass(frozen=True, slots=True)
class Header:
    """The five lines in front of what a note says."""

    topic: str
    origin: str
    journal: str
    sequence: int
    """Number in the journal, from 0."""

    previous: bytes
    """Leaf hash of the note before; for number 0, of the note that enrolled the journal."""

    size: int
    root: bytes
    """The newest checkpoint that the device has verified."""

    @classmethod
    def parse(cls, lines: list[str]) -> Self:
        """Read five lines.

        Raises:
            FormatError: A line out of form, or with a second spelling.
        """
        if len(lines) != _HEADER_LINES:
            raise FormatError("header", f"want {_HEADER_LINES} lines and what the note says")
        topic, origin, place, previous, seen = lines
        journal, _, sequence = place.rpartition(" ")
        size, _, root = seen.partition(" ")
        if topic not in _KINDS or not origin:
            raise FormatError("header", f"{topic[:40]!r} {origin[:60]!r} is out of form")
        header = cls(
            topic,
            origin,
            check_journal(journal),
            parse_number(sequence, "sequence number"),
            parse_hash(previous, "previous leaf hash"),
            parse_number(size, "cited size"),
            parse_hash(root, "cited root"),
        )
        if header.size == 0 and header.root != EMPTY_ROOT:
            raise FormatError("header", "cites size 0 with the root of another tree")
        return header

    def text(self) -> str:
        """Return the five lines, each with its line feed."""
        return (
            f"{self.topic}\n{self.origin}\n{self.journal} {self.sequence}\n"
            f"{to_base64(self.previous)}\n{self.size} {to_base64(self.root)}\n"
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """A note of a journal, taken apart; what it says is left as it is."""

    raw: bytes
    header: Header
    body: str
    """The lines after the header, without the last line feed."""

    text: str
    """What the signature covers."""

    signature: Signature
    leaf: bytes
    """Leaf hash of `raw`: the name by which other notes cite this one."""

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Read a note of a journal: five header lines, a body, exactly one signature.

        Raises:
            OversizeError: More bytes than may be signed.
            MalformedNoteError: Not such a note, or not in its only spelling.
        """
        topic = raw[: raw.find(b"\n")].decode(errors="replace")
        limit = CLERK_BYTES_MAX if topic in CLERK_KINDS else NOTE_BYTES_MAX
        if len(raw) > limit:
            raise OversizeError(f"{len(raw)} bytes, at most {limit}")
        try:
            note = Note.parse(raw)
            *lines, body = note.text.split("\n", _HEADER_LINES)
            header = Header.parse(lines)
        except FormatError as error:
            raise MalformedNoteError(str(error)) from error
        if len(note.signatures) != 1:
            raise MalformedNoteError(f"{len(note.signatures)} signatures, want exactly one")
        if len(body) <= 1 or (header.topic == STATEMENT and body.index("\n") != len(body) - 1):
            raise MalformedNoteError("a statement says one line, every other note at least one")
        return cls(raw, header, body[:-1], note.text, note.signatures[0], leaf_hash(raw))


@dataclass(slots=True)
class Chain:
    """Where a journal stands: what its next note must be."""

    expected: int
    """The next number."""

    head: bytes
    """Leaf hash that the next note must name as its predecessor."""

    def check(self, header: Header) -> None:
        """Check that a note is the next one.

        Raises:
            AheadError: Earlier numbers are missing.
            PassedNumberError: The number lies behind; the caller has looked for a stored note.
            BrokenChainError: The right number after another predecessor.
        """
        if header.sequence > self.expected:
            raise AheadError(header.sequence, self.expected)
        if header.sequence < self.expected:
            raise PassedNumberError(f"number {header.sequence} lies before {self.expected}")
        if header.previous != self.head:
            raise BrokenChainError(
                f"number {header.sequence} does not follow the last note of {header.journal}"
            )

    def advance(self, sequence: int, leaf: bytes) -> None:
        """Take note `sequence`, whose leaf hash this is, as the journal's last."""
        self.expected = sequence + 1
        self.head = leaf
