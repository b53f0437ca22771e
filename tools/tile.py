"""A log read as static tiles: from a folder, or from a server.

    checkpoint              the newest, signed
    tile/0/x001/234         stored leaf hashes; tile/1, tile/2, ... stored subtree roots
    tile/entries/x001/234   the entries

One shape, two ways to fetch; what a server answers has a size, a time and an
end, or it is an error.

Source: https://c2sp.org/tlog-tiles
"""

import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import count
from pathlib import Path

import httpx2

from ledger import series
from ledger.tlog.errors import TlogError
from ledger.tlog.tile import ENTRIES, WIDTH, Tile, bundles_of, split_bundle, split_hashes, tiles_of
from tools.source import AbsentError, DamagedError, MissingError, NotALogError, Page, Subtree, read
from tools.trust import explained, trusted

Fetch = Callable[[str], bytes]
"""Path below the log's prefix -> bytes; raises MissingError or DamagedError."""

WITNESSED = "witnessed"
"""Path of the newest checkpoint that a quorum of witnesses has seen, where a server shows it."""

_BYTES_MAX = WIDTH * (2 + 65_535)
"""No entry bundle is larger, and no tile or checkpoint comes near."""

_SILENCE_SECONDS_MAX = 10.0
_REQUEST_SECONDS_MAX = 60.0
_PAUSES_SECONDS = (0.0, 0.5, 1.0, 2.0)
"""Before each try."""

_OK = 200
_NOT_THERE = {404, 410}
_BUSY = {408, 425, 429, 500, 502, 503, 504}
"""It may be otherwise in a moment."""


class _BusyError(Exception):
    """A server cannot answer now."""


class TileSource:
    """A log as a set of immutable files under one checkpoint."""

    def __init__(self, name: str, fetch: Fetch) -> None:
        """Read the checkpoint; the tree's size is what it says.

        Raises:
            DamagedError: The checkpoint is none.
            MissingError: It cannot be had.
        """
        self.name = self.file = name
        self._fetch = fetch
        self._checkpoint = fetch("checkpoint")
        self.entries = self._size("checkpoint", self._checkpoint)
        self._bundle = lru_cache(maxsize=4)(self._read_bundle)

    def fingerprint(self) -> bytes | None:
        """Return nothing: what a publisher writes beside its own log is no root of trust."""
        return None

    def pages(self) -> Iterator[Page]:
        """Yield all entries, 256 at a time, with the leaf hashes of tile level 0."""
        for bundle in bundles_of(self.entries):
            leaves = self._read_hashes(Tile(0, bundle.index, bundle.width))
            yield Page(bundle.index * WIDTH, self._read_bundle(bundle), leaves)

    def entry(self, index: int) -> bytes:
        """Return one entry."""
        number, row = divmod(index, WIDTH)
        bundle = Tile(ENTRIES, number, min(WIDTH, self.entries - number * WIDTH))
        return self._bundle(bundle)[row]

    def subtrees(self) -> Iterator[Subtree]:
        """Yield the hashes of tile levels 1 and above."""
        for tile in tiles_of(self.entries):
            if tile.level:
                for row, root in enumerate(self._read_hashes(tile)):
                    yield Subtree(tile.level, tile.index * WIDTH + row, root)

    def checkpoints(self, after: int = -1) -> Iterator[tuple[int, bytes]]:
        """Yield what a mirror has kept, what a quorum has seen last, and what is published."""
        last = -1
        for path in map(series.path, count()):
            kept = self._series(path)
            for raw in kept:
                size, before = self._size(path, raw), last
                if size <= before:  # or it could go on for ever
                    raise DamagedError(f"{self.name}: {path}: {size} stands behind {before}")
                if after < size <= self.entries and raw != self._checkpoint:
                    yield size, raw
                last = size
            if len(kept) < WIDTH or last >= self.entries:
                break
        witnessed = self._witnessed()
        if witnessed and max(after, last) < self._size(WITNESSED, witnessed) < self.entries:
            yield self._size(WITNESSED, witnessed), witnessed
        if self.entries > after:
            yield self.entries, self._checkpoint

    def cosignatures(self) -> Iterator[tuple[int, str]]:
        """Yield nothing: witnesses' lines stand under the checkpoint itself."""
        return iter(())

    def root(self) -> bytes | None:
        """Return nothing: no root is stored outside the checkpoint."""
        return None

    def guard(self) -> str | None:
        """Return nothing: the guard stays at home."""
        return None

    def disputes(self) -> Iterator[tuple[str, bytes]]:
        """Yield nothing."""
        return iter(())

    def lost(self) -> Iterator[tuple[str, bytes]]:
        """Yield nothing."""
        return iter(())

    def hashes(self, level: int, index: int, width: int) -> list[bytes]:
        """Return the first hashes of a tile, for proofs."""
        return self._read_hashes(Tile(level, index, width))

    def tile(self, tile: Tile) -> list[bytes]:
        """Return the stored hashes of a tile, or the entries of a bundle."""
        return self._read_bundle(tile) if tile.level == ENTRIES else self._read_hashes(tile)

    def _series(self, path: str) -> list[bytes]:
        try:
            return series.split(self._fetch(path))
        except AbsentError:
            return []
        except TlogError as error:
            raise DamagedError(f"{self.name}: {path}: {error}") from error

    def _witnessed(self) -> bytes | None:
        """Return what a server shows as witnessed; a folder has it among what it has kept."""
        try:
            return self._fetch(WITNESSED)
        except AbsentError:
            return None

    def _size(self, path: str, raw: bytes) -> int:
        try:
            return series.size_of(raw)
        except TlogError as error:
            raise DamagedError(f"{self.name}: {path}: {error}") from error

    def _read_bundle(self, tile: Tile) -> list[bytes]:
        raw, width = self._read(tile)
        try:
            return split_bundle(raw, width)[: tile.width]
        except TlogError as error:
            raise self._damaged(tile, error) from error

    def _read_hashes(self, tile: Tile) -> list[bytes]:
        raw, width = self._read(tile)
        try:
            return split_hashes(raw, width)[: tile.width]
        except TlogError as error:
            raise self._damaged(tile, error) from error

    def _read(self, tile: Tile) -> tuple[bytes, int]:
        """Return a tile's bytes and width; a full one where the partial one has gone."""
        try:
            return self._fetch(tile.path()), tile.width
        except MissingError:
            if tile.width == WIDTH:
                raise
        return self._fetch(Tile(tile.level, tile.index).path()), WIDTH

    def _damaged(self, tile: Tile, error: TlogError) -> DamagedError:
        first = tile.index * WIDTH << 8 * max(tile.level, 0)
        return DamagedError(f"{self.name}: {tile.path()} (leaf {first} ff.): {error}")


def folder_fetch(folder: Path) -> Fetch:
    """Return how to read the files of a published folder."""
    return lambda path: read(folder / path, _BYTES_MAX)


def http_fetch(prefix: str, client: httpx2.Client) -> Fetch:
    """Return how to read from a server, with limits on time and size.

    Args:
        prefix: Address of the log, without a slash at its end.
        client: Used for every request; closing it is the caller's.
    """

    def fetch(path: str) -> bytes:
        reason = ""
        for pause in _PAUSES_SECONDS:
            time.sleep(pause)
            try:
                return _get(client, f"{prefix}/{path}")
            except (httpx2.TransportError, _BusyError) as error:
                reason = f"{prefix}/{path}: {explained(error)}"
            except (httpx2.InvalidURL, httpx2.TooManyRedirects, httpx2.DecodingError) as error:
                raise NotALogError(f"{prefix}/{path}: {error}") from error
        raise MissingError(reason)

    return fetch


def client() -> httpx2.Client:
    """Return a client that does not wait for ever."""
    return httpx2.Client(verify=trusted(), timeout=_SILENCE_SECONDS_MAX, follow_redirects=True)


def _get(session: httpx2.Client, address: str) -> bytes:
    deadline = time.monotonic() + _REQUEST_SECONDS_MAX
    chunks, length = [], 0
    with session.stream("GET", address) as response:
        if response.status_code in _NOT_THERE:
            raise AbsentError(f"{address}: HTTP {response.status_code}")
        if response.status_code in _BUSY:
            raise _BusyError(f"HTTP {response.status_code}")
        if response.status_code != _OK:
            raise MissingError(f"{address}: HTTP {response.status_code}")
        for chunk in response.iter_bytes():
            chunks.append(chunk)
            length += len(chunk)
            if length > _BYTES_MAX:
                raise DamagedError(f"{address}: more than {_BYTES_MAX} bytes")
            if time.monotonic() > deadline:
                raise MissingError(f"{address}: slower than {_REQUEST_SECONDS_MAX:.0f} s")
    return b"".join(chunks)
