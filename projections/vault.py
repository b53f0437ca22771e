"""The vault: what opens the commitments in the public notes, in a file of its own.

An opening comes beside its note and is kept only if it opens what stands in the note; a missing or
wrong one never blocks the note.  Unlike everything else here the vault cannot be built anew from
the log: it is to be backed up, and to be guarded.  Who may read which value, and when, is decided
by `domain.disclosure` for each reader; encryption and erasure come later.

Source: docs/reference/formats.md
"""

import threading
from binascii import Error, a2b_base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, Self, TypeAlias

import msgspec
from sqlalchemy import (
    Column,
    Engine,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
)

from domain.disclosure import Opening, Wrong, check, sealed_class, sealed_paths
from domain.photo import within
from domain.statement import SealedClass
from ledger import sqlite
from ledger.journal import STATEMENT
from ledger.log import Log, Stored

Refusal: TypeAlias = Wrong | Literal["leaf"]
"""Why an opening is not kept: as `domain.disclosure` says, or no such statement is in the log."""

_METADATA: Final = MetaData()
_TABLE: Final = Table(
    "opening",
    _METADATA,
    Column("leaf", LargeBinary, nullable=False, comment="leaf hash"),
    Column("path", String, nullable=False, comment="JSON Pointer into the body"),
    Column("class", String, nullable=False),
    Column("salt", String, nullable=False, comment="base64"),
    Column("value", LargeBinary, nullable=False, comment="canonical JSON"),
    PrimaryKeyConstraint("leaf", "path"),
)
_PHOTO: Final = Table(
    "photo",
    _METADATA,
    Column("digest", LargeBinary, nullable=False, comment="SHA-256 of the picture's bytes"),
    Column("leaf", LargeBinary, nullable=False, comment="leaf hash"),
    Column("path", String, nullable=False, comment="of the opening that cites it"),
    PrimaryKeyConstraint("digest", "leaf", "path"),
)
_INSERT: Final = "INSERT OR IGNORE INTO opening VALUES (?, ?, ?, ?, ?)"
_CITE: Final = "INSERT OR IGNORE INTO photo VALUES (?, ?, ?)"
_CITED: Final = "SELECT 1 FROM photo WHERE digest = ? LIMIT 1"
_CITING: Final = "SELECT DISTINCT leaf FROM photo WHERE digest = ? ORDER BY leaf"
_SELECT: Final = "SELECT path, class, salt, value FROM opening WHERE leaf = ? ORDER BY path"


class Row(NamedTuple):
    """An opening as it is stored."""

    leaf: bytes
    path: str
    visibility: SealedClass
    salt: str
    value: bytes


class Opened(NamedTuple):
    """One value behind a commitment."""

    path: str
    """JSON Pointer into the body: `/visitor`."""
    class_: SealedClass
    salt: str
    value: Any


class Sealing(NamedTuple):
    """One commitment of a statement."""

    path: str
    is_opened: bool
    """Whether the vault holds what opens it."""


@dataclass(slots=True)
class Vault:
    """One `vault.db`, with its only writer."""

    _log: Log
    _writer: Engine
    _readers: Engine
    _lock: threading.Lock

    @classmethod
    def open(cls, path: Path, log: Log) -> Self:
        """Open the file, and make it if it is not there.

        Args:
            path: The file; the caller holds the directory's lock.
            log: Where the notes stand.

        Raises:
            StorageError: The disk did not take it.
        """
        writer = sqlite.writer(path)
        with sqlite.transaction(writer) as connection:
            _METADATA.create_all(connection)
        return cls(log, writer, sqlite.readers(path), threading.Lock())

    def close(self) -> None:
        """Close every connection."""
        self._readers.dispose()
        self._writer.dispose()

    def keep(self, openings: Sequence[Opening]) -> list[Refusal | None]:
        """Keep the openings that fit; tell of each why it is not kept, or None.

        Raises:
            StorageError: The disk did not take it; none was kept.
        """
        answers = [self._examined(opening) for opening in openings]
        rows = [tuple(answer) for answer in answers if isinstance(answer, Row)]
        photos = [
            photo for answer in answers if isinstance(answer, Row) for photo in _shown(answer)
        ]
        if rows:
            with self._lock, sqlite.transaction(self._writer) as connection:
                connection.exec_driver_sql(_INSERT, rows)
                if photos:
                    connection.exec_driver_sql(_CITE, photos)
        return [None if isinstance(answer, Row) else answer for answer in answers]

    def cites(self, digest: bytes) -> bool:
        """Tell whether any sealed value that was opened here cites a photograph."""
        with sqlite.answers(), self._readers.connect() as connection:
            return connection.exec_driver_sql(_CITED, (digest,)).first() is not None

    def citing(self, digest: bytes) -> tuple[bytes, ...]:
        """Return the leaves whose opened values cite a photograph."""
        with sqlite.answers(), self._readers.connect() as connection:
            rows = connection.exec_driver_sql(_CITING, (digest,)).fetchall()
        return tuple(row[0] for row in rows)

    def opened(self, leaf: bytes) -> tuple[Opened, ...]:
        """Return what is known behind the commitments of a note; the caller decides who reads."""
        with sqlite.answers(), self._readers.connect() as connection:
            rows = connection.exec_driver_sql(_SELECT, (leaf,)).fetchall()
        return tuple(
            Opened(path, visibility, salt, msgspec.json.decode(value))
            for path, visibility, salt, value in rows
        )

    def sealings(self, stored: Stored) -> tuple[Sealing, ...]:
        """List the commitments of a statement."""
        opened = {each.path for each in self.opened(stored.leaf)}
        return tuple(Sealing(path, path in opened) for path in _paths(stored))

    def _examined(self, opening: Opening) -> Refusal | Row:
        """Return the row to write for an opening, or why there is none."""
        leaf, stored = _leaf(opening), None
        if leaf is not None:
            stored = self._log.cited(leaf)
        if leaf is None or stored is None or stored.topic != STATEMENT:
            return "leaf"
        body = body_of(stored)
        wrong = check(opening, body)
        visibility = sealed_class(opening, body)
        if wrong or visibility is None:
            return wrong or "not-sealed"
        value = msgspec.json.encode(opening.value)
        return Row(leaf, opening.path, visibility, opening.salt, value)


def _shown(row: Row) -> list[tuple[bytes, bytes, str]]:
    """Return the photographs that an opened value cites, as they are to be written."""
    found = within(msgspec.json.decode(row.value))
    return [(a2b_base64(digest), row.leaf, row.path) for digest in found]


def body_of(stored: Stored) -> bytes:
    """Return the body line of a statement's note."""
    return stored.note.split(b"\n", 6)[5]


def _leaf(opening: Opening) -> bytes | None:
    try:
        return a2b_base64(opening.leaf)
    except Error:
        return None


def _paths(stored: Stored) -> Iterable[str]:
    if stored.topic != STATEMENT:
        return ()
    try:
        return sealed_paths(body_of(stored))
    except ValueError:
        return ()
