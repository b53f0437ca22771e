"""Verified growth: from the tree that one knows to a larger one that the log has signed.

Every hash is checked from above before anything is made of it: the tiles at the
right edge lead to the signed root, each full tile hashes to its place in the tile
above, each bundle of entries to its place in level 1.  So a bundle is known to be
true the moment it arrives, in any order, and the leaf hashes that a server stores
are never asked for.  That the new tree begins with the known one is computed, not
proven by somebody's hashes.

Whoever keeps a copy (`ledger.replica`) or follows a log reads it through here.

Source: https://c2sp.org/tlog-tiles; RFC 9162, section 2.1
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple, Protocol

from ledger.errors import ForkError, ShrunkError, UnprovenError
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import TlogError
from ledger.tlog.subtree import Pyramid, Subtrees
from ledger.tlog.tile import ENTRIES, HEIGHT, WIDTH, Tile, bundles_of
from ledger.tlog.tree import leaf_hash

Read = Callable[[Tile], list[bytes]]
"""Tile -> its hashes, or the entries of a bundle; raises whatever keeps it from being read."""

AtHand = Callable[[Tile], list[bytes] | None]
"""The same of what was read earlier: perhaps nothing, perhaps damaged."""

_TILES_KEPT = 64
_TRIES = 2
"""How often something is read from the log before it is said that the log does not bear it out."""


class Gather(Protocol):
    """Does work on one item after the other, perhaps ahead of its reader; keeps their order."""

    def __call__(
        self, work: "Callable[[Tile], Found]", items: Iterable[Tile], /
    ) -> "Iterator[Found]":
        """Yield what becomes of each item."""
        ...


class Found(NamedTuple):
    """Entries as they were read, not checked yet."""

    entries: list[bytes]
    is_at_hand: bool


class Bundle(NamedTuple):
    """Up to 256 entries that are in the signed tree."""

    tile: Tile
    entries: list[bytes]
    leaves: list[bytes]
    """Their leaf hashes, 32 bytes each."""

    is_at_hand: bool
    """Whether they were read earlier, and are whole."""

    @property
    def first(self) -> int:
        """Leaf index of the first entry."""
        return self.tile.index * WIDTH


class Growth:
    """The tree under one signed checkpoint, known to begin with an older one."""

    def __init__(self, old: Checkpoint | None, new: Checkpoint, read: Read) -> None:
        """Compare both trees.

        Args:
            old: What was verified before, if anything was.
            new: Its signature was verified.
            read: From the log that shows `new`.

        Raises:
            ShrunkError: The new one is smaller; whether it is a fork is not known.
            ForkError: The log has signed both, and the new one does not begin with the old one.
            UnprovenError: What the log shows does not lead to the new root.
        """
        self.old = old
        self.new = new
        self._read = read
        self._recent: tuple[int, list[bytes]] | None = None
        if old is not None and old.size > new.size:
            raise ShrunkError(old.size, new.size)
        if old is not None and old.size == new.size and old.root != new.root:
            raise ForkError(old.size, new.size)
        self._subtrees = self._rooted()
        if old is not None and self.root(old.size) != old.root:
            raise ForkError(old.size, new.size)

    def node(self, level: int, index: int) -> bytes:
        """Return the root of a complete subtree of the signed tree, as `tree.NodeReader`."""
        return self._subtrees.node(level, index)

    def root(self, size: int) -> bytes:
        """Return the root of the first `size` leaves of the signed tree.

        Raises:
            UnprovenError: What the log shows is not what it has signed.
        """
        return self._subtrees.root(size)

    def tile(self, tile: Tile) -> list[bytes]:
        """Return the hashes of a tile of level 1 or above.

        Raises:
            UnprovenError: What the log shows is not what it has signed.
        """
        first, level = tile.index * WIDTH, HEIGHT * tile.level
        return [self.node(level, first + row) for row in range(tile.width)]

    def bundles(
        self, first: int = 0, at_hand: AtHand = lambda _: None, gather: Gather = map
    ) -> Iterator[Bundle]:
        """Yield the entries, 256 at a time, from bundle `first` on.

        Args:
            first: Number of the bundle.
            at_hand: What need not be read from the log; what is damaged there is read anew.
            gather: How reading is done ahead.

        Raises:
            UnprovenError: What the log shows is not what it has signed.
        """

        def found(tile: Tile) -> Found:
            entries = at_hand(tile)
            return Found(self._read(tile) if entries is None else entries, entries is not None)

        tiles, again = (islice(bundles_of(self.new.size), first, None) for _ in range(2))
        for tile, one in zip(tiles, gather(found, again), strict=True):
            yield self._checked(tile, one)

    def _checked(self, tile: Tile, found: Found) -> Bundle:
        """Check a bundle; read it again if it is damaged, from the log and at last."""
        entries, is_at_hand = found
        again = iter(range(_TRIES - (not is_at_hand)))
        while True:
            leaves = [leaf_hash(entry) for entry in entries]
            if len(leaves) == tile.width and self._is_true(tile, leaves):
                self._recent = (tile.index, leaves)
                return Bundle(tile, entries, leaves, is_at_hand)
            if next(again, None) is None:
                raise UnprovenError(tile.path(), self.new.size)
            entries, is_at_hand = self._read(tile), False

    def _is_true(self, tile: Tile, leaves: list[bytes]) -> bool:
        if tile.width == WIDTH:
            return _root(leaves) == self.node(HEIGHT, tile.index)
        first = tile.index * WIDTH
        return all(self.node(0, first + row) == leaf for row, leaf in enumerate(leaves))

    def _rooted(self) -> Subtrees:
        """Read the right edge; nothing above it vouches for it but the root."""
        reason = ""
        for _ in range(_TRIES):
            try:
                subtrees = Subtrees(self.new.size, self._hashes, _TILES_KEPT)
            except TlogError as error:
                reason = str(error)
                continue
            if subtrees.root() == self.new.root:
                return subtrees
            reason = "the tiles at its right edge lead to another root"
        raise UnprovenError(reason, self.new.size)

    def _hashes(self, level: int, index: int, width: int) -> list[bytes]:
        """Return the hashes of a tile; those of a full one are true."""
        if level == 0 and self._recent is not None and self._recent[0] == index:
            return self._recent[1][:width]
        for _ in range(_TRIES):
            hashes = self._unchecked(level, index, width)
            if width < WIDTH or _root(hashes) == self.node(HEIGHT * (level + 1), index):
                return hashes
        raise UnprovenError(Tile(level or ENTRIES, index, width).path(), self.new.size)

    def _unchecked(self, level: int, index: int, width: int) -> list[bytes]:
        if level:
            return self._read(Tile(level, index, width))
        return [leaf_hash(entry) for entry in self._read(Tile(ENTRIES, index, width))]


def _root(hashes: list[bytes]) -> bytes | None:
    """Return the root over exactly 256 hashes."""
    pyramid = Pyramid()
    for found in hashes[:WIDTH]:
        pyramid.push(found)
    return pyramid.rows[HEIGHT][0] if len(hashes) == WIDTH else None
