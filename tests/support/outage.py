"""Outages at a chosen instant of a commit, without a word to the ledger.

The instants are heard where the database and the interpreter tell of them anyway:
SQLite's trace of each statement before it runs, Python's audit events of opening
and renaming files.  What happens then is up to the test: kill the process, or keep
the files as they are, which is all that a killed process leaves behind.
"""

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import Pool


class Instant(Enum):
    """Where in the way of a batch the power goes."""

    BEFORE_COMMIT = "before COMMIT"
    AFTER_COMMIT = "after COMMIT, before the guard is touched"
    GUARD_DRAFTED = "the guard's successor written, the old one in place"
    BEFORE_ANSWER = "the guard in place, nothing signed, nobody answered"


@dataclass(slots=True)
class _Watch:
    """What is waited for; one at a time."""

    instant: Instant
    folder: Path
    act: Callable[[], object]
    is_over: bool = False

    def tell(self, instant: Instant) -> None:
        if instant is self.instant and not self.is_over:
            self.is_over = True
            self.act()


_watches: list[_Watch] = []


@contextmanager
def at(instant: Instant, folder: Path, act: Callable[[], object]) -> Iterator[None]:
    """Do something once, in the writing thread, when a commit in `folder` comes to `instant`."""
    _listen()
    watch = _Watch(instant, folder, act)
    _watches.append(watch)
    try:
        yield
    finally:
        _watches.remove(watch)


def keep(folder: Path, target: Path) -> None:
    """Copy the files as they are: what is left of a process that is killed now.

    Reading `ledger.db` lets go of this process's locks on it: its writer must not go on for long.
    """
    shutil.copytree(folder, target)
    # what an operating system that crashed would not find; SQLite makes it anew in any case
    (target / "ledger.db-shm").unlink(missing_ok=True)


def tear(folder: Path, whole: int, part: float) -> None:
    """Cut the write-ahead log within what a commit has added to it, as a power cut may.

    Args:
        folder: A kept copy.
        whole: Bytes that the write-ahead log had before the commit.
        part: How much of the rest is left, from 0 to 1.
    """
    wal = folder / "ledger.db-wal"
    added = wal.stat().st_size - whole if wal.exists() else 0
    if added > 0:
        with wal.open("r+b") as file:
            file.truncate(whole + int(added * part))


def _listen() -> None:
    if not event.contains(Pool, "checkout", _taken):
        event.listen(Pool, "checkout", _taken)
        sys.addaudithook(_audited)


def _taken(connection: DBAPIConnection, *_: object) -> None:
    """Listen to what a connection is about to run, as long as anybody waits for it."""
    if isinstance(connection, sqlite3.Connection):
        connection.set_trace_callback(None)
        if _watches:
            file = connection.execute("PRAGMA database_list").fetchone()[2]
            connection.set_trace_callback(lambda statement: _traced(file, statement))


def _traced(file: str, statement: str) -> None:
    for watch in tuple(_watches):
        if statement == "COMMIT" and file == str(watch.folder / "ledger.db"):
            watch.tell(Instant.BEFORE_COMMIT)


def _audited(name: str, details: tuple[Any, ...]) -> None:
    if not _watches or name not in {"open", "os.rename"}:
        return
    for watch in tuple(_watches):
        if name == "os.rename" and str(details[1]) == str(watch.folder / "guard"):
            watch.tell(Instant.GUARD_DRAFTED)
        elif name == "open" and str(details[0]) == str(watch.folder / "guard"):
            watch.tell(Instant.AFTER_COMMIT)
        elif name == "open" and str(details[0]) == str(watch.folder):
            watch.tell(Instant.BEFORE_ANSWER)
