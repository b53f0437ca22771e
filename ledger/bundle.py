"""The evidence file: some notes of a log and all that it takes to check them, offline.

    segel/bundle/v1
    segel.example/16.08/pilkada-2024
    box 16.08.05.2003-TPS007-GUB
    checkpoint 409
    <the newest checkpoint with its cosignatures, byte for byte>

    leaf 0 needed 1893
    <the charter, byte for byte>

    leaf 4711 chosen 533
    <a note that was asked for>

    hash <base64>
    seal <base64>

Notes stand as they were signed, so that people can read them; the number in
front is their length in bytes.  The hashes are one proof (`tlog.multiproof`)
that these leaves, and every earlier tree that they cite, are in the tree of the
checkpoint.  The seal is SHA-256 over everything before it: against a torn copy,
not against a forger, whom the proof and the signatures stop.

There is one spelling: leaves in log order, each once, no hash more than needed.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Self

from ledger.anchor import Anchor
from ledger.errors import MalformedNoteError, OversizeError
from ledger.journal import ANCHOR, CLERK_BYTES_MAX, Entry
from ledger.tlog import multiproof
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import FormatError, TlogError
from ledger.tlog.note import Note
from ledger.tlog.text import parse_hash, parse_number, to_base64
from ledger.tlog.tree import NodeReader, leaf_hash

BUNDLE = "segel/bundle/v1"
"""First line of the file."""

BYTES_MAX = 64 * 1024 * 1024
"""Largest file that is read."""

LEAVES_MAX = 50_000
"""Most notes in one file; whoever needs more wants a copy of the log."""

SCOPE_BYTES_MAX = 512
"""Longest line that says what was asked for."""

_SEAL_DOMAIN = b"segel/bundle-seal/v1\n"
_CHECKPOINT_BYTES_MAX = CLERK_BYTES_MAX
_HASHES_MAX = 128 * LEAVES_MAX
_LINE_BYTES_MAX = SCOPE_BYTES_MAX + 64


class Asked(StrEnum):
    """After what the notes were chosen."""

    BOX = "box"
    PLACE = "place"
    SEAL = "seal"
    JOURNAL = "journal"
    LEAF = "leaf"
    TIME = "time"
    """Stated times, from one moment to another, both included."""


class Scope(NamedTuple):
    """What the file's maker was asked for; nothing vouches for it."""

    asked: Asked
    text: str
    """The name of the subject, the index of a leaf, or two moments with a space between them."""

    @classmethod
    def parse(cls, line: str) -> Self:
        """Read the line.

        Raises:
            FormatError: Out of form.
        """
        word, _, text = line.partition(" ")
        if word not in list(Asked) or not text.strip() or not line.isprintable():
            raise FormatError("bundle", f"{line[:60]!r} does not say what was asked for")
        if len(line.encode()) > SCOPE_BYTES_MAX:
            raise FormatError("bundle", f"asked for in more than {SCOPE_BYTES_MAX} bytes")
        if word == Asked.TIME and not re.fullmatch(r"\S+ \S+", text):
            raise FormatError("bundle", f"{text[:60]!r} are not two moments")
        return cls(Asked(word), text)

    def line(self) -> str:
        """Return the line, without its line feed."""
        return f"{self.asked} {self.text}"


class Enclosed(NamedTuple):
    """One note of the log."""

    leaf_index: int
    """Where it stands in the log."""

    is_chosen: bool
    """Whether it was asked for, or is only needed to check what was."""

    note: bytes


@dataclass(frozen=True, slots=True)
class Bundle:
    """One evidence file."""

    scope: Scope
    checkpoint: bytes
    """The signed note, with cosignatures, byte for byte."""

    tree: Checkpoint
    """What it says."""

    leaves: tuple[Enclosed, ...]
    """The charter first, then in log order."""

    hashes: tuple[bytes, ...]

    @classmethod
    def made(
        cls, scope: Scope, checkpoint: bytes, leaves: Sequence[Enclosed], node: NodeReader
    ) -> Self:
        """Enclose notes of a log, each with its proof.

        Args:
            scope: What was asked for.
            checkpoint: A signed note over a tree that holds all of them.
            leaves: The charter and others, in log order, each once.
            node: Reader of the log's complete subtrees.

        Raises:
            FormatError: What cannot stand in such a file, or does not fit into it.
            ProofError: A leaf that the checkpoint does not cover.
        """
        tree = Checkpoint.parse(Note.parse(checkpoint).text)
        hashes = multiproof.prove([one.leaf_index for one in leaves], cuts(leaves), tree.size, node)
        bundle = cls(Scope.parse(scope.line()), checkpoint, tree, tuple(leaves), hashes)
        return cls.parse(bundle.serialise())

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Read a file of which every byte is as specified.

        Raises:
            FormatError: Out of form, torn, or not sealed by its last line.
        """
        if len(raw) > BYTES_MAX:
            raise FormatError("bundle", f"{len(raw)} bytes, at most {BYTES_MAX}")
        reader = _Reader(raw)
        reader.expect(BUNDLE)
        origin = reader.line()
        scope = Scope.parse(reader.line())
        checkpoint = reader.block(reader.words("checkpoint", 1)[0], _CHECKPOINT_BYTES_MAX)
        tree = Checkpoint.parse(Note.parse(checkpoint).text)
        if tree.origin != origin:
            raise FormatError("bundle", f"a checkpoint of {tree.origin[:80]!r}, not of {origin!r}")
        leaves = tuple(reader.leaves(tree.size))
        bundle = cls(scope, checkpoint, tree, leaves, tuple(reader.hashes()))
        reader.close()
        if bundle.serialise() != raw:
            raise FormatError("bundle", "there is another spelling of the same")
        return bundle

    def serialise(self) -> bytes:
        """Return the bytes that `parse` reads."""
        parts = [
            f"{BUNDLE}\n{self.tree.origin}\n{self.scope.line()}\n".encode(),
            _block(f"checkpoint {len(self.checkpoint)}", self.checkpoint),
        ]
        for index, is_chosen, note in self.leaves:
            word = "chosen" if is_chosen else "needed"
            parts.append(_block(f"leaf {index} {word} {len(note)}", note))
        parts += (f"hash {to_base64(one)}\n".encode() for one in self.hashes)
        whole = b"".join(parts)
        return whole + f"seal {to_base64(seal(whole))}\n".encode()

    def roots(self) -> dict[int, bytes]:
        """Return the root of this tree and of every earlier one that is cited, by size.

        Raises:
            ProofError: The hashes are not those that these leaves need.
        """
        leaves = {one.leaf_index: leaf_hash(one.note) for one in self.leaves}
        return multiproof.roots(leaves, cuts(self.leaves), self.tree.size, self.hashes)


def seal(whole: bytes) -> bytes:
    """Return the seal over everything before the last line."""
    return hashlib.sha256(_SEAL_DOMAIN + whole).digest()


def cuts(leaves: Sequence[Enclosed]) -> set[int]:
    """Return the sizes of earlier trees that these notes cite and could have seen."""
    return {size for one in leaves for size in _cited(one.note) if 0 < size <= one.leaf_index}


def _cited(note: bytes) -> Iterator[int]:
    try:
        entry = Entry.parse(note)
    except (MalformedNoteError, OversizeError):
        return
    yield entry.header.size
    if entry.header.topic == ANCHOR:
        try:
            yield Checkpoint.parse(Note.parse(Anchor.parse(entry.body).note).text).size
        except TlogError:
            return


def _block(line: str, note: bytes) -> bytes:
    return b"%s\n%s\n" % (line.encode(), note)


class _Reader:
    """Reads a file from its first byte to its last."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._at = 0

    def line(self) -> str:
        end = self._raw.find(b"\n", self._at, self._at + _LINE_BYTES_MAX)
        if end < 0:
            raise FormatError("bundle", f"the line at byte {self._at} has no end")
        try:
            text = self._raw[self._at : end].decode()
        except UnicodeDecodeError as error:
            raise FormatError("bundle", f"not UTF-8 at byte {self._at}") from error
        self._at = end + 1
        return text

    def expect(self, text: str) -> None:
        line = self.line()
        if line != text:
            raise FormatError("bundle", f"want {text!r}, not {line[:40]!r}")

    def words(self, word: str, count: int) -> list[str]:
        first, *rest = self.line().split(" ")
        if first != word or len(rest) != count:
            raise FormatError("bundle", f"want a line {word!r} at byte {self._at}")
        return rest

    def has(self, word: str) -> bool:
        return self._raw.startswith(f"{word} ".encode(), self._at)

    def block(self, number: str, bytes_max: int) -> bytes:
        """Read so many bytes and the line feed behind them."""
        length = parse_number(number, "bundle")
        end = self._at + length
        if length > bytes_max or self._raw[end : end + 1] != b"\n":
            raise FormatError("bundle", f"no {length} bytes and a line feed at byte {self._at}")
        found = self._raw[self._at : end]
        self._at = end + 1
        return found

    def leaves(self, size: int) -> Iterator[Enclosed]:
        last = -1
        for number in range(LEAVES_MAX + 1):
            if not self.has("leaf"):
                break
            index, word, length = self.words("leaf", 3)
            place = parse_number(index, "bundle")
            if not last < place < size or (number == 0) != (place == 0) or number == LEAVES_MAX:
                raise FormatError("bundle", f"leaf {place} does not belong here")
            if word not in {"chosen", "needed"}:
                raise FormatError("bundle", f"leaf {place} is {word[:20]!r}")
            last = place
            yield Enclosed(place, word == "chosen", self.block(length, CLERK_BYTES_MAX))
        if last < 0:
            raise FormatError("bundle", "the charter, leaf 0, is missing")

    def hashes(self) -> Iterator[bytes]:
        for _ in range(_HASHES_MAX):
            if not self.has("hash"):
                return
            yield parse_hash(self.words("hash", 1)[0], "bundle hash")

    def close(self) -> None:
        """Read the seal, and find nothing behind it."""
        end = self._at
        given = parse_hash(self.words("seal", 1)[0], "bundle seal")
        if self._at != len(self._raw):
            raise FormatError("bundle", "something stands behind the seal")
        if given != seal(self._raw[:end]):
            raise FormatError("bundle", "the seal is broken: these are not the bytes it was put on")
