"""The complete subtrees of a growing log, kept by tile.

A tile of 256 hashes holds eight levels of the tree.  Its inner nodes are
computed once and kept, so a proof touches at most one tile for eight levels,
and a million leaves are proven within a few dozen look-ups.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable

from ledger.tlog.errors import ProofError
from ledger.tlog.tile import HEIGHT, WIDTH
from ledger.tlog.tree import node_hash, root

TileReader = Callable[[int, int, int], list[bytes]]
"""(tile level, tile index, width) -> its first `width` hashes."""

_TILES_KEPT = 1024
"""Full tiles kept in memory; one takes about 25 kB."""


class Pyramid:
    """The inner nodes of one tile, growing from the left."""

    __slots__ = ("rows",)

    def __init__(self) -> None:
        """Start with no hash."""
        self.rows: list[list[bytes]] = [[] for _ in range(HEIGHT + 1)]

    @property
    def width(self) -> int:
        """How many hashes the tile has."""
        return len(self.rows[0])

    def copy(self) -> "Pyramid":
        """Return one that grows by itself."""
        twin = Pyramid()
        twin.rows = [row.copy() for row in self.rows]
        return twin

    def push(self, node: bytes) -> None:
        """Add the next hash and every inner node that it completes."""
        for row in self.rows:
            row.append(node)
            if len(row) & 1:
                return
            node = node_hash(row[-2], node)


Mark = tuple[int, dict[int, tuple[int, Pyramid]]]
"""Size and right edge of a tree at one moment."""


class Subtrees:
    """Roots of the complete subtrees of one log: read on demand, extended by `push`.

    One thread pushes; any thread may read what was there before.
    """

    def __init__(self, size: int, read: TileReader, tiles_kept: int = _TILES_KEPT) -> None:
        """Stand on the log of `size` leaves whose tiles `read` returns."""
        self.size = size
        self._read = read
        self._tiles_kept = tiles_kept
        self._edges: dict[int, tuple[int, Pyramid]] = {}
        self._tiles: OrderedDict[tuple[int, int], Pyramid] = OrderedDict()
        self._lock = threading.Lock()
        for level in range(HEIGHT):
            index, width = divmod(size >> (HEIGHT * level), WIDTH)
            self._edges[level] = (index, self._pyramid(level, index, width))

    def push(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Append a leaf hash; return the tile-sized subtrees that it completes.

        Returns:
            Rows (tile level from 1, index, root), lowest level first.
        """
        completed: list[tuple[int, int, bytes]] = []
        node = leaf
        self.size += 1
        for level in range(HEIGHT):
            index, pyramid = self._edges[level]
            pyramid.push(node)
            if pyramid.width < WIDTH:
                break
            node = pyramid.rows[HEIGHT][0]
            completed.append((level + 1, index, node))
            self._keep((level, index), pyramid)
            self._edges[level] = (index + 1, Pyramid())
        return completed

    def mark(self) -> Mark:
        """Return what `restore` needs; it costs microseconds."""
        return self.size, {level: (i, edge.copy()) for level, (i, edge) in self._edges.items()}

    def restore(self, mark: Mark) -> None:
        """Forget what was pushed since the mark; reads nothing, so it cannot fail.

        A mark is restored once.
        """
        size, edges = mark
        with self._lock:
            for level, index in [key for key in self._tiles if key[1] >= edges[key[0]][0]]:
                del self._tiles[level, index]
        self._edges = edges
        self.size = size

    def node(self, level: int, index: int) -> bytes:
        """Return the root of a complete subtree.

        Raises:
            ProofError: The log does not have that subtree yet.
        """
        if (index + 1) << level > self.size:
            raise ProofError(f"no subtree {index} of level {level} in {self.size} leaves")
        tile_level, row = divmod(level, HEIGHT)
        tile_index = index >> (HEIGHT - row)
        edge_index, edge = self._edges[tile_level]
        pyramid = edge if edge_index == tile_index else self._full(tile_level, tile_index)
        return pyramid.rows[row][index - (tile_index << (HEIGHT - row))]

    def root(self, size: int | None = None) -> bytes:
        """Return the root of the first `size` leaves, of all by default."""
        return root(self.size if size is None else size, self.node)

    def _full(self, level: int, index: int) -> Pyramid:
        pyramid = self._tiles.get((level, index))
        if pyramid is None:
            pyramid = self._pyramid(level, index, WIDTH)
            self._keep((level, index), pyramid)
        return pyramid

    def _keep(self, key: tuple[int, int], pyramid: Pyramid) -> None:
        with self._lock:
            self._tiles[key] = pyramid
            if len(self._tiles) > self._tiles_kept:
                self._tiles.popitem(last=False)

    def _pyramid(self, level: int, index: int, width: int) -> Pyramid:
        pyramid = Pyramid()
        nodes = self._read(level, index, width) if width else []
        if len(nodes) != width:
            raise ProofError(f"tile {index} of level {level}: {len(nodes)} of {width} hashes")
        for node in nodes:
            pyramid.push(node)
        return pyramid
