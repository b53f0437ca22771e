"""SQLite files with one writer, and answers that people can act on.

Before 3.51.3 SQLite can corrupt a WAL database when two connections checkpoint.
So every file has exactly one read-write connection, which alone checkpoints;
every other connection is opened `mode=ro`.  A commit is on stable storage when
it returns: WAL with `synchronous=FULL`, read back at start.  A small file that
several programs write to has no WAL at all (`shared`).

Source: https://sqlite.org/wal.html, https://sqlite.org/pragma.html
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool, StaticPool

from ledger.errors import (
    ConflictError,
    StorageBusyError,
    StorageError,
    StorageFullError,
    UnsafeStorageError,
)

BUSY_SECONDS = 2.0
"""How long a writer waits for another program to let go of the file."""

_READERS_MAX = 16
_SYNCHRONOUS_FULL = 2
_SYNCHRONOUS_EXTRA = 3


def writer(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """Return the engine that owns the file's only read-write connection.

    Raises:
        UnsafeStorageError: The file system does not support what receipts promise.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(path)),  # in a text, a name with ? would be another file
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "timeout": busy_seconds},
    )
    return _checked(path, engine, ("wal", _SYNCHRONOUS_FULL))


def shared(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """Return an engine that writes to a file which another program may write to as well.

    The rollback journal is slower than the WAL, and knows no checkpoints: a file for a few writes
    an hour.

    Raises:
        UnsafeStorageError: The file system does not support what a commit promises.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=QueuePool,
        connect_args={"check_same_thread": False, "timeout": busy_seconds},
    )
    return _checked(path, engine, ("delete", _SYNCHRONOUS_EXTRA))


def readers(path: Path) -> Engine:
    """Return an engine whose connections can read the file and nothing else."""
    engine = create_engine(
        URL.create(
            "sqlite", database=f"file:{quote(str(path))}", query={"mode": "ro", "uri": "true"}
        ),
        poolclass=QueuePool,
        pool_size=_READERS_MAX,
        connect_args={"check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_reader)
    return engine


@contextmanager
def answers() -> Iterator[None]:
    """Turn what the database says into this package's errors."""
    try:
        yield
    except DatabaseError as error:
        raise _answer(error.orig or error) from error
    except sqlite3.DatabaseError as error:
        raise _answer(error) from error


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """Write in one transaction: all of it is on stable storage at the end, or nothing."""
    with answers(), engine.begin() as connection:
        yield connection


@contextmanager
def statements(engine: Engine) -> Iterator[DBAPICursor]:
    """Write constant SQL in one transaction, without the engine's 100 us per commit."""
    connection = engine.raw_connection()
    try:
        with answers(), closing(connection.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            yield cursor
            connection.commit()
    finally:
        connection.close()  # back to the pool, rolled back unless it was committed


def rows(engine: Engine, sql: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
    """Run one constant read, without the engine's 100 us per query."""
    connection = engine.raw_connection()
    try:
        with answers(), closing(connection.cursor()) as cursor:
            cursor.execute(sql, parameters)
            return list(cursor.fetchall())
    finally:
        connection.close()  # back to the pool


def _answer(error: BaseException) -> StorageError:
    message = str(error)
    if isinstance(error, sqlite3.IntegrityError):
        return ConflictError(message)
    if "full" in message:
        return StorageFullError(message)
    if "locked" in message or "busy" in message:
        return StorageBusyError(message)
    return StorageError(message)


def _checked(path: Path, engine: Engine, modes: tuple[str, int]) -> Engine:
    """Give an engine that writes its modes, and read back that it has them."""
    journal, synchronous = modes

    def prepare(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in (
            f"journal_mode={journal}",
            f"synchronous={synchronous}",
            "trusted_schema=OFF",
        ):
            connection.cursor().execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin_immediate)
    try:
        _check_modes(path, engine, modes)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _check_modes(path: Path, engine: Engine, modes: tuple[str, int]) -> None:
    with answers(), engine.connect() as connection:
        found = tuple(
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous")
        )
    if found != modes:
        raise UnsafeStorageError(f"{path}: journal mode and synchronous are {found}, not {modes}")


def _prepare_reader(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # each read sees the newest
    connection.cursor().execute("PRAGMA query_only=ON")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
