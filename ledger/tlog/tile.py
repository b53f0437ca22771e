"""Tiles: a log as static files of 256 hashes, and bundles of 256 entries.

    tile/0/x001/234        256 leaf hashes
    tile/1/004.p/17        the first 17 roots of complete 256-leaf subtrees
    tile/entries/x001/234  the 256 entries themselves

Source: https://c2sp.org/tlog-tiles
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from ledger.tlog.errors import FormatError
from ledger.tlog.text import HASH_BYTES

HEIGHT = 8
WIDTH = 1 << HEIGHT
"""Hashes in a full tile, entries in a full bundle."""

ENTRIES = -1
"""The level under which entry bundles are filed."""

ENTRY_BYTES_MAX = 65_535
"""A bundle gives each entry's length in two bytes."""

_LEVEL_MAX = 7
"""Eight levels of height 8 hold 2^64 leaves; six groups of digits count their tiles."""
_PATH = re.compile(r"tile/(entries|[0-7])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """The name of one tile or bundle."""

    level: int
    """0 for leaf hashes, 1 for their 256-leaf subtrees, ...; `ENTRIES` for a bundle."""

    index: int
    width: int = WIDTH
    """How many of its hashes or entries there are, 1 to 256."""

    @classmethod
    def parse(cls, path: str) -> Self:
        """Read a path such as `tile/0/x001/234.p/5`.

        Raises:
            FormatError: Not a tile's path, or a second spelling of one.
        """
        match = _PATH.fullmatch(path)
        if match is None:
            raise FormatError("tile path", f"{path[:60]!r} is out of form")
        level, groups, width = match.groups()
        index = int(groups.replace("x", "").replace("/", ""))
        tile = cls(ENTRIES if level == "entries" else int(level), index, int(width or WIDTH))
        if tile.width > WIDTH or tile.path() != path:
            raise FormatError("tile path", f"{path[:60]!r} is not canonical")
        return tile

    def path(self) -> str:
        """Return the path that `parse` reads."""
        level = "entries" if self.level == ENTRIES else str(self.level)
        groups, rest = f"{self.index % 1000:03d}", self.index // 1000
        while rest:
            groups, rest = f"x{rest % 1000:03d}/{groups}", rest // 1000
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{level}/{groups}{partial}"

    def is_within(self, size: int) -> bool:
        """Tell whether a log of `size` leaves has everything this tile names."""
        complete = size >> (HEIGHT * max(self.level, 0))
        return self.index * WIDTH + self.width <= complete


def tiles_of(size: int) -> Iterator[Tile]:
    """Yield the hash tiles of a log of `size` leaves, full before partial, level by level."""
    for level in range(_LEVEL_MAX + 1):
        complete = size >> (HEIGHT * level)
        if complete == 0:
            return
        yield from (Tile(level, index) for index in range(complete // WIDTH))
        if complete % WIDTH:
            yield Tile(level, complete // WIDTH, complete % WIDTH)


def bundles_of(size: int) -> Iterator[Tile]:
    """Yield the entry bundles of a log of `size` leaves."""
    yield from (Tile(ENTRIES, index) for index in range(size // WIDTH))
    if size % WIDTH:
        yield Tile(ENTRIES, size // WIDTH, size % WIDTH)


def join_bundle(entries: Sequence[bytes]) -> bytes:
    """Write an entry bundle: each entry behind its length in two bytes, big endian."""
    for entry in entries:
        if len(entry) > ENTRY_BYTES_MAX:
            raise FormatError("entry", f"{len(entry)} bytes, at most {ENTRY_BYTES_MAX} fit")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def split_bundle(raw: bytes, width: int) -> list[bytes]:
    """Read the `width` entries of a bundle.

    Raises:
        FormatError: Cut short, longer than its entries, or of another number of entries.
    """
    entries, offset = [], 0
    while offset < len(raw):
        length = int.from_bytes(raw[offset : offset + 2], "big")
        entry = raw[offset + 2 : offset + 2 + length]
        offset += 2 + length
        entries.append(entry)
    if offset != len(raw) or len(entries) != width:
        raise FormatError("entry bundle", f"does not hold exactly {width} whole entries")
    return entries


def split_hashes(raw: bytes, width: int) -> list[bytes]:
    """Read the `width` hashes of a hash tile.

    Raises:
        FormatError: Not exactly that many hashes of 32 bytes.
    """
    if len(raw) != width * HASH_BYTES:
        raise FormatError("tile", f"{len(raw)} bytes are not {width} hashes")
    return [raw[i : i + HASH_BYTES] for i in range(0, len(raw), HASH_BYTES)]
