"""What a verifier keeps of a log: its tree and its journals' places, in few bytes.

A million entries must fit in a few hundred megabytes, so leaf hashes are packed
one behind the other and notes are not kept at all.
"""

from array import array
from functools import lru_cache
from typing import NamedTuple

from ledger.tlog.subtree import Subtrees
from ledger.tlog.text import HASH_BYTES
from ledger.tlog.tile import WIDTH

_LEVELS = 9
_TILES_KEPT = 128
_ROOTS_KEPT = 1 << 14


class Tree:
    """The tree over leaf hashes that the verifier has computed itself."""

    def __init__(self) -> None:
        """Start with no leaf."""
        self._rows = [bytearray() for _ in range(_LEVELS)]
        self._subtrees = Subtrees(0, self._tile, _TILES_KEPT)
        self.root = lru_cache(_ROOTS_KEPT)(self._subtrees.root)
        """(size) -> root of the first `size` leaves."""

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return self._subtrees.size

    def push(self, leaf: bytes) -> None:
        """Add the next leaf hash, of 32 bytes."""
        self._rows[0] += leaf
        for level, _, root in self._subtrees.push(leaf):
            self._rows[level] += root

    def leaf(self, index: int) -> bytes:
        """Return a leaf hash."""
        return self.hash(0, index)

    def hash(self, level: int, index: int) -> bytes:
        """Return the root of the complete subtree `index` of 256**level leaves."""
        return bytes(self._rows[level][index * HASH_BYTES : (index + 1) * HASH_BYTES])

    def complete(self, level: int) -> int:
        """Return how many complete subtrees of 256**level leaves there are."""
        return len(self._rows[level]) // HASH_BYTES

    def _tile(self, level: int, index: int, width: int) -> list[bytes]:
        return [self.hash(level, index * WIDTH + row) for row in range(width)]


class _Run(NamedTuple):
    """Notes of one journal whose numbers follow one another."""

    first: int
    leaves: "array[int]"
    """Leaf index of each."""


class Places:
    """Where each journal's notes stand in the log."""

    def __init__(self) -> None:
        """Start with no note."""
        self._runs: dict[str, list[_Run]] = {}

    def put(self, journal: str, number: int, index: int) -> None:
        """Say that leaf `index` is a journal's note under a number."""
        runs = self._runs.setdefault(journal, [])
        if not runs or runs[-1].first + len(runs[-1].leaves) != number:
            runs.append(_Run(number, array("Q")))
        runs[-1].leaves.append(index)

    def find(self, journal: str, number: int) -> int | None:
        """Return the leaf index of a journal's note."""
        for run in self._runs.get(journal, []):
            if run.first <= number < run.first + len(run.leaves):
                return run.leaves[number - run.first]
        return None

    @property
    def journals(self) -> int:
        """How many journals have spoken."""
        return len(self._runs)
