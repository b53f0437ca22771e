"""The tiles of a log in a folder, read without belief and written before anybody looks.

A tile is written under another name and renamed, but brought to stable storage
only when many are settled at once: until a checkpoint names them nobody reads
them, and what a power cut leaves of them is checked again before it is used.

Source: https://c2sp.org/tlog-tiles
"""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from ledger import file
from ledger.tlog.errors import FormatError
from ledger.tlog.tile import (
    ENTRIES,
    WIDTH,
    Tile,
    bundles_of,
    split_bundle,
    split_hashes,
    tiles_of,
)

_UNSYNCED_MAX = 512
_THREADS = 4
"""A disk takes several files at once in the time of one."""


class Shelf:
    """The folder `tile` of one log."""

    def __init__(self, root: Path, settled: int = 0) -> None:
        """Keep `tile/...` in the folder `root`; a tree of `settled` leaves is settled already."""
        self._root = root
        self._settled = settled
        self._unsynced: set[Path] = set()
        self.written = 0
        """Files that are new."""

        self.repaired: list[str] = []
        """Files that were there, and held something else."""

    def at_hand(self, tile: Tile) -> list[bytes] | None:
        """Return the hashes or entries of a tile, perhaps false; nothing if they are no tile's."""
        try:
            return self.read(tile)
        except (OSError, FormatError):
            return None

    def read(self, tile: Tile) -> list[bytes]:
        """Return the hashes or entries of a tile, as they stand there.

        Raises:
            OSError: It is not there, or cannot be read.
            FormatError: Not a tile of that width.
        """
        raw = (self._root / tile.path()).read_bytes()
        return (split_bundle if tile.level == ENTRIES else split_hashes)(raw, tile.width)

    def put(self, tile: Tile, raw: bytes) -> None:
        """Let a tile have these bytes; leave it alone if it has them.

        Raises:
            OSError: The disk refused.
        """
        path = self._root / tile.path()
        if path.exists():
            if path.read_bytes() == raw:
                self.keep(tile)
                return
            self.repaired.append(tile.path())
        else:
            self.written += 1
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.new")
        draft.write_bytes(raw)
        draft.rename(path)
        self._unsynced.add(path)
        if len(self._unsynced) > _UNSYNCED_MAX:
            self.settle()

    def keep(self, tile: Tile) -> None:
        """Settle a tile that was found there: whoever wrote it may have been killed before."""
        if not tile.is_within(self._settled):
            self._unsynced.add(self._root / tile.path())

    def settle(self) -> int:
        """Bring everything that was put or kept to stable storage; return how many files.

        Raises:
            OSError: The disk refused.
        """
        count = len(self._unsynced)
        folders = {
            above for path in self._unsynced for above in path.relative_to(self._root).parents
        }
        with ThreadPoolExecutor(_THREADS) as pool:
            list(pool.map(file.sync, self._unsynced))
        for folder in folders:
            file.sync(self._root / folder)
        self._unsynced.clear()
        return count

    def prune(self, size: int, *sizes: int) -> None:
        """Remove partial tiles of which a log of `size` leaves has the full ones.

        Args:
            size: Of a tree that readers have seen already.
            sizes: Of those before it, as far as they are known; else every folder is looked at.

        Source: https://c2sp.org/tlog-tiles, section Partial Tiles
        """
        parts = [tile for before in sizes for tile in _partial(before)] if sizes else self._parts()
        for tile in parts:
            if Tile(tile.level, tile.index).is_within(size):
                shutil.rmtree((self._root / tile.path()).parent, ignore_errors=True)

    def _parts(self) -> Iterator[Tile]:
        for folder in list((self._root / "tile").rglob("*.p")):
            with suppress(FormatError):
                yield Tile.parse(f"{folder.relative_to(self._root).as_posix()}/1")


def _partial(size: int) -> Iterator[Tile]:
    """Yield the partial tiles and the partial bundle of a log."""
    for tile in (*tiles_of(size), *bundles_of(size)):
        if tile.width < WIDTH:
            yield tile
