"""Where a log can be read: a ledger's directory, a folder of tiles, a server.

A source hands out bytes and believes nothing; `tools.verify` judges them.  No
source writes, none waits for ever, and each read that fails ends in a
`SourceError` that names the file, the leaf or the address.
"""

import errno
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from ledger.directory import Directory
from ledger.errors import CharterError
from ledger.tlog.text import HASH_BYTES
from ledger.tlog.tile import ENTRIES, WIDTH, Tile

PAGE = 1024
"""Entries read at a time."""

ENTRY_BYTES_MAX = 65_535
"""No entry of a tiled log is larger."""

LEVEL_MAX = 7
"""No log has subtrees of a higher level."""

_ENTRIES = (
    "SELECT leaf_index, note, leaf_hash FROM entry "
    "WHERE leaf_index >= ? ORDER BY leaf_index LIMIT ?"
)
_ENTRY = "SELECT note FROM entry WHERE leaf_index = ?"
_LEAVES = "SELECT leaf_hash FROM entry WHERE leaf_index >= ? ORDER BY leaf_index LIMIT ?"
_TILE = "SELECT root FROM subtree WHERE level = ? AND position >= ? ORDER BY position LIMIT ?"
_SUBTREES = (
    "SELECT level, position, root FROM subtree "
    "WHERE (level, position) > (?, ?) ORDER BY level, position LIMIT ?"
)
_CHECKPOINTS = "SELECT size, note FROM checkpoint WHERE size > ? ORDER BY size LIMIT ?"
_COSIGNATURES = (
    "SELECT size, number, line FROM "
    "(SELECT size, row_number() OVER (ORDER BY size, witness) AS number, line FROM cosignature) "
    "WHERE (size, number) > (?, ?) ORDER BY size, number LIMIT ?"
)
_EXTENT = (
    "SELECT size, root, (SELECT max(leaf_index) FROM entry), "
    "(SELECT max(size) FROM checkpoint) FROM head WHERE id = 1"
)

_NOT_NOW = ("unable to open", "locked", "readonly")
"""What SQLite says where a running server's files cannot be shared."""

_STEPS = 1_000_000
_STEPS_MAX = 50
"""A read that takes more than this many million steps of SQLite's machine is not an honest one."""


class SourceError(Exception):
    """A log could not be read."""


class DamagedError(SourceError):
    """What stands there is not what a log's owner or server would have written."""


class MissingError(SourceError):
    """Something cannot be had here and now; it says nothing about the log."""


class AbsentError(MissingError):
    """The place can be reached, and holds no such thing."""


class NotALogError(SourceError):
    """The address leads to no log at all: wrong use."""


class Page(NamedTuple):
    """Entries that follow one another."""

    first: int
    """Leaf index of the first."""

    notes: list[bytes]
    leaves: list[bytes]
    """The leaf hashes stored beside them, 32 bytes each."""


class Subtree(NamedTuple):
    """A stored root of 256, 65,536, ... leaves."""

    level: int
    """1 for 256 leaves."""

    position: int
    root: bytes


class Source(Protocol):
    """One log, as it is stored somewhere."""

    name: str
    """As the reader gave it."""

    file: str
    """What holds entries and checkpoints, for the reader of a fault."""

    entries: int
    """How many there are; what comes later is not looked at."""

    def fingerprint(self) -> bytes | None:
        """Return the charter's hash, if the ledger's owner has written it down here."""
        ...

    def pages(self) -> Iterator[Page]:
        """Yield all entries in their order."""
        ...

    def entry(self, index: int) -> bytes:
        """Return one entry."""
        ...

    def hashes(self, level: int, index: int, width: int) -> list[bytes]:
        """Return the first stored hashes of a tile, for proofs."""
        ...

    def tile(self, tile: Tile) -> list[bytes]:
        """Return the stored hashes of a tile, or the entries of a bundle."""
        ...

    def subtrees(self) -> Iterator[Subtree]:
        """Yield the stored subtree roots, by level and position."""
        ...

    def checkpoints(self, after: int = -1) -> Iterator[tuple[int, bytes]]:
        """Yield every stored checkpoint with the size under which it is filed, smallest first.

        Args:
            after: Those of this size and below are left out.
        """
        ...

    def cosignatures(self) -> Iterator[tuple[int, str]]:
        """Yield signature lines of witnesses, with the checkpoint's size."""
        ...

    def root(self) -> bytes | None:
        """Return the root stored for all entries, where one is stored outside a checkpoint."""
        ...

    def guard(self) -> str | None:
        """Return the text that the signing guard remembers, where there is one."""
        ...

    def disputes(self) -> Iterator[tuple[str, bytes]]:
        """Yield checkpoints kept because they contradict this log, each with its file's name."""
        ...

    def lost(self) -> Iterator[tuple[str, bytes]]:
        """Yield checkpoints of entries that were lost, each with its file's name."""
        ...


class DirectorySource:
    """A ledger's own directory; the server that writes it may be running."""

    def __init__(self, path: Path, name: str = "") -> None:
        """Open `ledger.db` under `path`.

        Raises:
            NotALogError: There is none.
            DamagedError: It is not a ledger's database.
        """
        self.name = name or str(path)
        self.file = "ledger.db"
        self._directory = Directory(path)
        # Before the database: a server that goes on signing can then only be ahead of this text.
        self._guard = _text(self._directory.guard)
        self._database = self._directory.database
        self._connection, self._is_quiet = _connect(self._database)
        self._root, self.entries, self._signed = self._extent()

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def fingerprint(self) -> bytes | None:
        """Return the hash in `charter.hash`.

        Raises:
            DamagedError: The file holds no hash.
        """
        if not (self._directory.path / "charter.hash").exists():
            return None
        try:
            return self._directory.fingerprint()
        except CharterError as error:
            raise DamagedError(str(error)) from error

    def pages(self) -> Iterator[Page]:
        """Yield all entries, 1,024 at a time."""
        for first in range(0, self.entries, PAGE):
            count = min(PAGE, self.entries - first)
            rows = self._rows(_ENTRIES, (first, count))
            for index, row in zip(range(first, first + count), [*rows, ()], strict=False):
                if not row or row[0] != index:
                    raise DamagedError(f"{self._database}: leaf {index} is missing")
            yield Page(
                first,
                [self._blob(row[1], f"leaf {row[0]}") for row in rows],
                [self._hash(row[2], f"the hash of leaf {row[0]}") for row in rows],
            )

    def entry(self, index: int) -> bytes:
        """Return one entry."""
        rows = self._rows(_ENTRY, (index,))
        if not rows:
            raise DamagedError(f"{self._database}: leaf {index} is missing")
        return self._blob(rows[0][0], f"leaf {index}")

    def hashes(self, level: int, index: int, width: int) -> list[bytes]:
        """Return the first stored hashes of a tile."""
        where = (index * WIDTH, width) if level == 0 else (level, index * WIDTH, width)
        rows = self._rows(_TILE if level else _LEAVES, where)
        if len(rows) != width:
            raise DamagedError(f"{self._database}: tile {index} of level {level} is not complete")
        return [self._hash(row[0], f"tile {index} of level {level}") for row in rows]

    def tile(self, tile: Tile) -> list[bytes]:
        """Return the stored hashes of a tile, or the entries of a bundle."""
        if tile.level != ENTRIES:
            return self.hashes(tile.level, tile.index, tile.width)
        first = tile.index * WIDTH
        rows = self._rows(_ENTRIES, (first, tile.width))
        if [row[0] for row in rows] != [*range(first, first + tile.width)]:
            raise DamagedError(f"{self._database}: leaves {first} ff. are not complete")
        return [self._blob(row[1], f"leaf {row[0]}") for row in rows]

    def subtrees(self) -> Iterator[Subtree]:
        """Yield the rows of `subtree`."""
        for level, position, root in self._walk(_SUBTREES, (-1, -1)):
            # A server that goes on has added later ones since.
            if 0 < level <= LEVEL_MAX and (position + 1) << (8 * level) > self.entries:
                continue
            yield Subtree(level, position, self._hash(root, f"subtree {position} of level {level}"))

    def checkpoints(self, after: int = -1) -> Iterator[tuple[int, bytes]]:
        """Yield the rows of `checkpoint`."""
        for size, note in self._walk(_CHECKPOINTS, (after,)):
            if size <= self._signed:
                yield size, self._blob(note, f"checkpoint {size}")

    def cosignatures(self) -> Iterator[tuple[int, str]]:
        """Yield the rows of `cosignature`."""
        for size, _, line in self._walk(_COSIGNATURES, (-1, -1)):
            yield size, self._blob(line, f"cosignature of {size}").decode(errors="replace")

    def root(self) -> bytes | None:
        """Return the root in `head`."""
        return self._root

    def guard(self) -> str | None:
        """Return the text of the file `guard`."""
        return self._guard

    def disputes(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files under `disputes/`."""
        return _kept(self._directory.disputes)

    def lost(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files under `lost/`."""
        return _kept(self._directory.lost)

    def _extent(self) -> tuple[bytes, int, int]:
        """Return root and number of entries, and the newest checkpoint's size, of one moment."""
        rows = self._rows(_EXTENT, ())
        if not rows:
            raise DamagedError(f"{self._database}: the row of `head` is missing")
        size, root, last, signed = rows[0]
        if last is None or self._number(size, "head") != self._number(last, "leaf index") + 1:
            raise DamagedError(
                f"{self._database}: `head` counts {size} entries, the last leaf is {last}"
            )
        if signed is None:
            raise DamagedError(f"{self._database}: no checkpoint is stored")
        return self._hash(root, "the root in `head`"), size, self._number(signed, "checkpoint")

    def _walk(self, sql: str, place: tuple[int, ...]) -> Iterator[tuple[Any, ...]]:
        """Yield a table's rows by their numeric key, from `place` on, which must only grow."""
        while rows := self._rows(sql, (*place, PAGE)):
            for row in rows:
                key = tuple(self._number(value, "a key") for value in row[: len(place)])
                if key <= place:
                    raise DamagedError(f"{self._database}: rows {place} and {key} are out of order")
                place = key
                yield row

    def _rows(self, sql: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
        if self._is_quiet and _wal(self._database).exists():  # a server has started meanwhile
            self._connection.close()
            self._connection, self._is_quiet = _connect(self._database)
        steps = iter(range(_STEPS_MAX))
        self._connection.set_progress_handler(lambda: next(steps, None) is None, _STEPS)
        try:
            return self._connection.execute(sql, tuple(parameters)).fetchall()
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            raise _fault(self._database, error) from error

    def _number(self, value: object, what: str) -> int:
        if not isinstance(value, int):
            raise DamagedError(f"{self._database}: {what}: {value!r:.40} is no number")
        return value

    def _hash(self, value: object, what: str) -> bytes:
        found = self._blob(value, what)
        if len(found) != HASH_BYTES:
            raise DamagedError(f"{self._database}: {what}: {len(found)} bytes are no hash")
        return found

    def _blob(self, value: object, what: str) -> bytes:
        if not isinstance(value, bytes):
            raise DamagedError(f"{self._database}: {what}: {value!r:.40} is no bytes")
        return value


def read(path: Path, bytes_max: int = 1 << 25) -> bytes:
    """Return a small file's bytes.

    Raises:
        AbsentError: It is not there.
        MissingError: It may not be read.
        DamagedError: It is larger than anything of a log.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(bytes_max + 1)
    except FileNotFoundError as error:
        raise AbsentError(f"{path}: {error.strerror}") from error
    except OSError as error:
        raise MissingError(f"{path}: {error.strerror}") from error
    if len(raw) > bytes_max:
        raise DamagedError(f"{path}: larger than {bytes_max} bytes")
    return raw


def _kept(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        yield f"{folder.name}/{path.name}", read(path)


def _text(path: Path) -> str | None:
    return read(path).decode(errors="replace") if path.exists() else None


def _wal(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _connect(path: Path) -> tuple[sqlite3.Connection, bool]:
    if not path.is_file():
        raise NotALogError(f"{path.parent}: no ledger.db, no checkpoint")
    # Without a WAL nobody is writing, and SQLite would leave two files of its own behind; with one
    # it must be read, as the newest entries stand there alone.
    is_quiet = not _wal(path).exists()
    uri = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if is_quiet else ''}"
    try:
        connection = sqlite3.connect(uri, uri=True, timeout=5.0, isolation_level=None)
        connection.text_factory = bytes
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 4 * ENTRY_BYTES_MAX)
        for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON"):
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error as error:
        raise _fault(path, error) from error
    return connection, is_quiet


def _fault(path: Path, error: Exception) -> SourceError:
    """Tell a file that may not be read, or is in somebody's hands, from one that is damaged."""
    if not os.access(path, os.R_OK):
        return MissingError(f"{path}: {os.strerror(errno.EACCES)}")
    if _wal(path).exists() and any(words in str(error) for words in _NOT_NOW):
        return MissingError(f"{path}: {error}")
    return DamagedError(f"{path}: {error}")
