"""The vault: what opens the commitments in the public notes, in a file of its own.

An opening comes beside its note and is kept only if it opens what stands in the note; a missing or
wrong one never blocks the note.  Unlike everything else here the vault cannot be built anew from
the log: it is to be backed up, and to be guarded.  Who may read which value, and when, is decided
by `domain.disclosure` for each reader.  What is erased (`projections.erasure`) is overwritten on
the disk and never taken in again.  Nothing here is encrypted: whoever guards the disk guards it.

Source: docs/reference/formats.md
"""

import threading
from binascii import Error, a2b_base64
from collections.abc import Sequence
from contextlib import closing
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

from domain.disclosure import Opening, Wrong, check, commitments, sealed_class
from domain.evidence import PersonalDataErased
from domain.photo import within
from domain.statement import SealedClass
from ledger import sqlite
from ledger.journal import STATEMENT
from ledger.log import Log, Stored

Refusal: TypeAlias = Wrong | Literal["leaf", "erased"]
"""Why an opening is not kept: as `domain.disclosure` says, no such statement is in the log, or the
value was erased."""

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
_ERASED: Final = Table(
    "erased",
    _METADATA,
    Column("commitment", String, primary_key=True, comment="base64"),
    Column("leaf", String, nullable=False, comment="hash of the act that erased it, base64"),
)
_INSERT: Final = "INSERT OR IGNORE INTO opening VALUES (?, ?, ?, ?, ?)"
_CITE: Final = "INSERT OR IGNORE INTO photo VALUES (?, ?, ?)"
_CITED: Final = "SELECT 1 FROM photo WHERE digest = ? LIMIT 1"
_CITING: Final = "SELECT DISTINCT leaf FROM photo WHERE digest = ? ORDER BY leaf"
_PHOTOS: Final = "SELECT digest FROM photo WHERE leaf = ? AND path = ?"
_PLACES: Final = "SELECT leaf, path FROM photo WHERE digest = ?"
_BURY: Final = "INSERT OR IGNORE INTO erased VALUES (?, ?)"
_BURIED: Final = "SELECT leaf FROM erased WHERE commitment = ?"
_DELETE: Final = (
    "DELETE FROM opening WHERE leaf = ? AND path = ?",
    "DELETE FROM photo WHERE leaf = ? AND path = ?",
)
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

    erased_by: str | None = None
    """The act (leaf hash, base64) by which it was erased."""


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
        with sqlite.answers(), writer.connect() as connection:
            connection.exec_driver_sql("PRAGMA secure_delete=ON")  # what is erased is overwritten
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
        return tuple(
            Sealing(path, path in opened, self._erased_by(commitment))
            for path, commitment in _commitments(stored).items()
        )

    def photos(self, act: PersonalDataErased) -> tuple[bytes, ...]:
        """Return the photographs that are cited by the values that an act erases, and no others."""
        erased = set(self._erased(act))
        with sqlite.answers(), self._readers.connect() as connection:
            digests = {
                row[0]
                for place in erased
                for row in connection.exec_driver_sql(_PHOTOS, place).fetchall()
            }
            return tuple(
                digest
                for digest in sorted(digests)
                if all(
                    tuple(place) in erased
                    for place in connection.exec_driver_sql(_PLACES, (digest,)).fetchall()
                )
            )

    def erase(self, leaf: str, act: PersonalDataErased) -> None:
        """Erase what opens the commitments that an act names, and take it in no more.

        Args:
            leaf: The hash of the act, base64.
            act: What it says; whether it has force is for the caller to know.

        Raises:
            StorageError: The disk did not take it.
        """
        places = self._erased(act)
        with self._lock:
            with sqlite.transaction(self._writer) as connection:
                connection.exec_driver_sql(_BURY, [(one, leaf) for one in act.commitments])
                for sql in _DELETE if places else ():
                    connection.exec_driver_sql(sql, places)
            with sqlite.answers(), closing(self._writer.raw_connection()) as raw:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")  # older pages hold it still

    def _erased(self, act: PersonalDataErased) -> list[tuple[bytes, str]]:
        """Return where (leaf hash, JSON Pointer) the commitments stand that an act erases."""
        known = (self._log.cited(a2b_base64(leaf)) for leaf in act.of)
        return [
            (stored.leaf, path)
            for stored in known
            if stored is not None
            for path, commitment in _commitments(stored).items()
            if commitment in act.commitments
        ]

    def _erased_by(self, commitment: str) -> str | None:
        with sqlite.answers(), self._readers.connect() as connection:
            row = connection.exec_driver_sql(_BURIED, (commitment,)).first()
        return None if row is None else row[0]

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
        if self._erased_by(commitments(body)[opening.path]) is not None:
            return "erased"
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


def _commitments(stored: Stored) -> dict[str, str]:
    if stored.topic != STATEMENT:
        return {}
    try:
        return commitments(body_of(stored))
    except ValueError:
        return {}
