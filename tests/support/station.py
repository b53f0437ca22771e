"""A ledger on real files whose process dies, whose disk fills up, whose backups are put back.

A killed process leaves nothing but files: so the files are copied at that instant,
the old objects are abandoned with their directory, and the copy is opened as if by a
new process.  Every life has a directory of its own.
"""

import errno
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from ledger.application import Answer, Ledger
from ledger.errors import LedgerError, StorageBusyError, StorageError
from ledger.founding import found
from tests.support import outage
from tests.support.device import Founders
from tests.support.outage import Instant
from tests.support.practice import NOW

_PAGES_MAX = 1_073_741_823


@dataclass(slots=True)
class Station:
    """The server as its operator sees it: files, and a process that may be there."""

    room: Path
    path: Path
    ledger: Ledger | None = None
    lives: int = 0
    is_full: bool = False
    """Whether the database has no room for another page."""

    is_guard_full: bool = False
    """Whether the guard's folder has no room for another file."""

    intruder: sqlite3.Connection | None = None
    """Another program that holds the database."""

    @classmethod
    def founded(cls, room: Path, people: Founders) -> Self:
        """Found a ledger in a folder and start it."""
        path = room / "0"
        found(path, people.note, (people.log, people.clerk.key), NOW)
        station = cls(room, path)
        station.start()
        return station

    @property
    def is_well(self) -> bool:
        """Whether nothing keeps the ledger from writing."""
        return not (self.is_full or self.is_guard_full or self.intruder)

    def start(self) -> None:
        """Start the server; not while another program holds its database."""
        try:
            self.ledger = Ledger.open(self.path, lambda: NOW, busy_seconds=0.01)
        except StorageBusyError:
            assert self.intruder is not None
            return
        if self.is_full:
            self._limit(1)  # as few pages as it has now

    def stop(self) -> None:
        """Stop the server in good order."""
        if self.ledger is not None:
            self.ledger.close()
            self.ledger = None

    def running(self) -> Ledger:
        """Return the ledger.

        Raises:
            ConnectionError: It is down.
        """
        if self.ledger is None:
            raise ConnectionError
        return self.ledger

    def submit(self, notes: Sequence[bytes]) -> "Future[list[Answer]]":
        """Hand in notes without waiting."""
        return self.running().submit(notes)

    def database(self) -> bytes:
        """Return the file of the log while the server is down, in good order: it is all of it."""
        assert not (self.path / "ledger.db-wal").exists()
        return (self.path / "ledger.db").read_bytes()

    def puts_back(self, database: bytes) -> None:
        """Write a copy of the file of the log over it."""
        (self.path / "ledger.db").write_bytes(database)

    def dies(self) -> None:
        """Kill the process now, and start another."""
        self._goes_on_from(self._keep)

    def dies_at(self, instant: Instant, notes: Sequence[bytes], torn: float = 1.0) -> None:
        """Hand in notes and kill the process at an instant of their commit, or after it.

        Args:
            instant: When.
            notes: Nobody hears what becomes of them.
            torn: How much of what the commit has written is left; only before the guard.
        """
        ledger = self.running()
        kept: list[Path] = []
        wal = self.path / "ledger.db-wal"
        whole = wal.stat().st_size if wal.exists() else 0

        def die() -> None:
            target = self._keep()
            if instant is Instant.AFTER_COMMIT:
                outage.tear(target, whole, torn)
            kept.append(target)

        with outage.at(instant, self.path, die):
            try:
                ledger.append_all(notes)
            except LedgerError:
                assert not self.is_well
        self._goes_on_from(lambda: kept[0] if kept else self._keep())

    def fails_at(self, instant: Instant, notes: Sequence[bytes]) -> None:
        """Hand in notes, and let one call to the operating system fail on their way."""

        def fail() -> None:
            raise OSError(errno.EIO, "a fault")

        with outage.at(instant, self.path, fail), suppress(StorageError):
            self.running().append_all(notes)

    def _keep(self) -> Path:
        self.lives += 1
        target = self.room / str(self.lives)
        outage.keep(self.path, target)
        return target

    def _goes_on_from(self, files: Callable[[], Path]) -> None:
        path = files()
        self.let_go()
        self.stop()
        self.path = path
        self.start()

    def fill(self, *, guard: bool) -> None:
        """Let the disk be full, for the database or for the guard."""
        if guard and not self.is_guard_full:
            (self.path / "guard.new").unlink(missing_ok=True)
            (self.path / "guard.new").mkdir()
            self.is_guard_full = True
        elif not guard and self.ledger is not None:
            self._limit(1)
            self.is_full = True

    def hold(self) -> None:
        """Let another program hold the database, as a careless backup does."""
        if self.intruder is None:
            database = self.path / "ledger.db"
            self.intruder = sqlite3.connect(database, timeout=5, isolation_level=None)
            self.intruder.execute("BEGIN IMMEDIATE")

    def let_go(self) -> None:
        """Let the other program end."""
        if self.intruder is not None:
            self.intruder.close()
            self.intruder = None

    def clear(self) -> None:
        """Make all well; start the server if it was down."""
        self.let_go()
        if self.is_guard_full:
            (self.path / "guard.new").rmdir()
        self.is_full = self.is_guard_full = False
        if self.ledger is None:
            self.start()
        self._limit(_PAGES_MAX)

    def _limit(self, pages: int) -> None:
        """Tell SQLite how large the file may be; only its one writer can be told."""
        tree = self.running().tree
        assert tree._writer is not None  # noqa: SLF001 - this limit is no business of a server
        with tree._lock, closing(tree._writer.raw_connection()) as connection:  # noqa: SLF001 - likewise
            connection.cursor().execute(f"PRAGMA max_page_count={pages}")
