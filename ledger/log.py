"""Our log: dense leaf indexes in commit order, and the tree in the same commit.

Nothing here names the event-sourcing library; `recorder` adapts it.  The writer
numbers from the size it holds, inserts entries, completed subtrees and the new
head in one transaction; a rollback gives the numbers back.  Constant SQL on the
hot path: building a statement costs more than running it.
"""

import json
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from ledger import sqlite
from ledger.errors import StorageError
from ledger.schema import METADATA, triggers
from ledger.tlog.errors import ProofError
from ledger.tlog.subtree import Subtrees
from ledger.tlog.tile import WIDTH
from ledger.tlog.tree import EMPTY_ROOT, leaf_hash

_INSERT_ENTRY = "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)"
_INSERT_SUBTREE = "INSERT INTO subtree VALUES (?, ?, ?)"
_INSERT_CHECKPOINT = (
    "INSERT INTO checkpoint SELECT ?1, ?2 "
    "WHERE NOT EXISTS (SELECT 1 FROM checkpoint WHERE size = ?1 AND note = ?2)"
)
_UPSERT_HEAD = (
    "INSERT INTO head VALUES (1, ?, ?) "
    "ON CONFLICT (id) DO UPDATE SET size = excluded.size, root = excluded.root"
)
_SELECT_HEAD = "SELECT size, root FROM head WHERE id = 1"
_SELECT_LEAVES = "SELECT leaf_hash FROM entry WHERE leaf_index >= ? ORDER BY leaf_index LIMIT ?"
_SELECT_SUBTREES = (
    "SELECT root FROM subtree WHERE level = ? AND position >= ? ORDER BY position LIMIT ?"
)
_SELECT = "SELECT leaf_index, journal, sequence, topic, note, leaf_hash, received_at FROM entry"
_SELECT_ENTRIES = f"{_SELECT} WHERE leaf_index >= ? ORDER BY leaf_index LIMIT ?"
_SELECT_THESE = (
    "SELECT leaf_index, journal, sequence, topic, note, leaf_hash, received_at FROM entry "
    "WHERE leaf_index IN (SELECT value FROM json_each(?)) ORDER BY leaf_index"
)
_SELECT_NUMBERED = f"{_SELECT} WHERE journal = ? AND sequence = ?"
_SELECT_LEAF = f"{_SELECT} WHERE leaf_hash = ? ORDER BY leaf_index LIMIT 1"
_SELECT_COVERING = "SELECT size, note FROM checkpoint WHERE size > ? ORDER BY size LIMIT 1"
_SELECT_NEWEST = "SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1"
_SELECT_CHECKPOINTS = (
    "SELECT size, note, (SELECT json_group_array(witness) FROM cosignature "
    "WHERE cosignature.size = checkpoint.size ORDER BY witness) "
    "FROM checkpoint ORDER BY size DESC LIMIT ?"
)
_INSERT_COSIGNATURE = (
    "INSERT INTO cosignature SELECT ?1, ?2, ?3 "
    "WHERE NOT EXISTS (SELECT 1 FROM cosignature WHERE size = ?1 AND witness = ?2)"
)
_SELECT_COSIGNATURES = (
    "SELECT checkpoint.note, witness, line FROM cosignature JOIN checkpoint USING (size) "
    "WHERE (size, witness) IN (SELECT size, witness FROM ("
    "SELECT size, witness FROM cosignature ORDER BY size DESC LIMIT ?) "
    "UNION SELECT max(size), witness FROM cosignature GROUP BY witness) ORDER BY size DESC"
)
_SELECT_NEWEST_OF = f"{_SELECT} WHERE journal = ? AND topic = ? ORDER BY sequence DESC LIMIT 1"


class Draft(NamedTuple):
    """A note about to be written."""

    journal: str
    sequence: int
    topic: str
    note: bytes


class Stored(NamedTuple):
    """A row of `entry`."""

    leaf_index: int
    journal: str
    sequence: int
    topic: str
    note: bytes
    leaf: bytes
    received_at: int
    """Milliseconds since 1970 UTC."""


class Signed(NamedTuple):
    """A stored checkpoint."""

    size: int
    note: bytes
    """As the log has signed it, without cosignatures."""
    witnesses: tuple[str, ...]
    """Who has cosigned it, by the names of the policy."""


class Log:
    """One `ledger.db`: a writer if asked for, and readers."""

    def __init__(self, path: Path, writer: Engine | None) -> None:
        """Stand on an existing file; use `create`, `open` or `read`."""
        self.readers = sqlite.readers(path)
        self._writer = writer
        self._lock = threading.Lock()
        try:
            self.size, self.root = self._head()
            self.subtrees = self._tree()
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make the file with its tables and triggers, and open it for writing."""
        engine = sqlite.writer(path)
        with sqlite.transaction(engine) as connection:
            METADATA.create_all(connection)
            for trigger in triggers():
                connection.exec_driver_sql(trigger)
        return cls(path, engine)

    @classmethod
    def open(cls, path: Path, *, busy_seconds: float = sqlite.BUSY_SECONDS) -> Self:
        """Open an existing file for writing; the caller holds the directory's lock."""
        return cls(path, sqlite.writer(path, busy_seconds=busy_seconds))

    @classmethod
    def read(cls, path: Path) -> Self:
        """Open an existing file for reading only."""
        return cls(path, None)

    def close(self) -> None:
        """Close every connection; from now on this is not the file's writer."""
        self.readers.dispose()
        with self._lock:
            if self._writer is not None:
                self._writer.dispose()
                self._writer = None  # it would connect again, beside whoever opened the file next

    def append(
        self,
        drafts: Sequence[Draft],
        received_at: int,
        checkpoint: tuple[int, bytes] | None = None,
    ) -> range:
        """Write notes in one transaction; return their leaf indexes.

        Args:
            drafts: In the order they are to have.
            received_at: Milliseconds since 1970 UTC.
            checkpoint: An earlier signed checkpoint to store along with them, and its size.

        Raises:
            ConflictError: A number of a journal is used already.
            StorageError: The disk did not take it; nothing was written.
        """
        with self._lock:
            first, mark = self.size, self.subtrees.mark()
            try:
                root = self._write(drafts, received_at, checkpoint)
            except BaseException:
                self.subtrees.restore(mark)  # from memory: a disk that cannot write may not read
                raise
            self.size, self.root = first + len(drafts), root
        return range(first, self.size)

    def _write(
        self, drafts: Sequence[Draft], received_at: int, checkpoint: tuple[int, bytes] | None
    ) -> bytes:
        if self._writer is None:
            raise StorageError("this log was opened for reading only, or is closed")
        rows, completed = [], []
        for index, draft in enumerate(drafts, self.size):
            leaf = leaf_hash(draft.note)
            completed += self.subtrees.push(leaf)
            rows.append((index, *draft, leaf, received_at))
        root = self.subtrees.root()
        with sqlite.statements(self._writer) as cursor:
            cursor.executemany(_INSERT_ENTRY, rows)
            cursor.executemany(_INSERT_SUBTREE, completed)
            if checkpoint is not None:
                cursor.execute(_INSERT_CHECKPOINT, checkpoint)
            cursor.execute(_UPSERT_HEAD, (self.subtrees.size, root))
        return root

    def keep_checkpoints(self, checkpoints: Sequence[tuple[int, bytes]]) -> None:
        """Store signed checkpoints, each with its size, in one transaction.

        Raises:
            ConflictError: There is another one of a size.
            StorageError: The disk did not take them; nothing was written.
        """
        with self._lock:
            if self._writer is None:
                raise StorageError("this log was opened for reading only, or is closed")
            with sqlite.statements(self._writer) as cursor:
                cursor.executemany(_INSERT_CHECKPOINT, checkpoints)

    def keep_cosignature(self, size: int, witness: str, line: str) -> None:
        """Store a witness' line under the checkpoint of a size; the first one stays.

        Args:
            size: Of the checkpoint.
            witness: The witness' name in the policy.
            line: The signature line, without line feed; the caller has verified it.

        Raises:
            StorageError: The disk did not take it.
        """
        with self._lock:
            if self._writer is None:
                raise StorageError("this log was opened for reading only, or is closed")
            with sqlite.statements(self._writer) as cursor:
                cursor.execute(_INSERT_COSIGNATURE, (size, witness, line))

    def cosignatures(self, limit: int) -> list[tuple[bytes, str, str]]:
        """Return the newest cosignatures, and the newest of each witness, however long ago.

        Returns:
            Checkpoint note, witness' name and line; oldest first.
        """
        rows = self.query(_SELECT_COSIGNATURES, (limit,))
        return [(row[0], row[1], row[2]) for row in reversed(rows)]

    def newest_of(self, journal: str, topic: str) -> Stored | None:
        """Return the newest entry of a kind in a journal."""
        rows = self.query(_SELECT_NEWEST_OF, (journal, topic))
        return Stored(*rows[0]) if rows else None

    def entries(self, start: int, limit: int) -> list[Stored]:
        """Return up to `limit` committed entries from leaf `start` on."""
        return list(map(Stored._make, self.query(_SELECT_ENTRIES, (start, limit))))

    def leaves(self, indexes: Iterable[int]) -> list[Stored]:
        """Return the committed entries with these leaf indexes, in log order."""
        return list(map(Stored._make, self.query(_SELECT_THESE, (json.dumps([*indexes]),))))

    def numbered(self, journal: str, sequence: int) -> Stored | None:
        """Return the entry of a journal under a number."""
        rows = self.query(_SELECT_NUMBERED, (journal, sequence))
        return Stored(*rows[0]) if rows else None

    def cited(self, leaf: bytes) -> Stored | None:
        """Return the first entry with a leaf hash."""
        rows = self.query(_SELECT_LEAF, (leaf,))
        return Stored(*rows[0]) if rows else None

    def checkpoint_covering(self, index: int) -> tuple[int, bytes] | None:
        """Return the first stored checkpoint whose tree holds leaf `index`."""
        rows = self.query(_SELECT_COVERING, (index,))
        return (rows[0][0], rows[0][1]) if rows else None

    def newest_checkpoint(self) -> tuple[int, bytes] | None:
        """Return the newest stored checkpoint and its size."""
        rows = self.query(_SELECT_NEWEST, ())
        return (rows[0][0], rows[0][1]) if rows else None

    def checkpoints(self, limit: int) -> list[Signed]:
        """Return the newest stored checkpoints, the newest first."""
        rows = self.query(_SELECT_CHECKPOINTS, (limit,))
        return [Signed(size, note, tuple(sorted(json.loads(names)))) for size, note, names in rows]

    def hashes(self, level: int, index: int, width: int) -> list[bytes]:
        """Return the hashes of one tile, fewer if the log does not have them yet."""
        return self._tile(level, index, width)

    def query(self, sql: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
        """Run one read on a connection that cannot write."""
        return sqlite.rows(self.readers, sql, tuple(parameters))

    def _head(self) -> tuple[int, bytes]:
        try:
            rows = self.query(_SELECT_HEAD, ())
        except (StorageError, OperationalError) as error:
            raise StorageError(f"this is not a ledger: {error}") from error
        return (rows[0][0], rows[0][1]) if rows else (0, EMPTY_ROOT)

    def _tree(self) -> Subtrees:
        try:
            subtrees = Subtrees(self.size, self._tile)
        except ProofError as error:
            raise StorageError(f"entries or subtrees are missing: {error}") from error
        if subtrees.root() != self.root:  # whoever signs it would sign another tree
            raise StorageError("the root in `head` is not that of the entries")
        return subtrees

    def _tile(self, level: int, index: int, width: int) -> list[bytes]:
        if level == 0:
            rows = self.query(_SELECT_LEAVES, (index * WIDTH, width))
        else:
            rows = self.query(_SELECT_SUBTREES, (level, index * WIDTH, width))
        return [row[0] for row in rows]
