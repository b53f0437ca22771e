"""Readership: who may read more than everybody, and by what they are known again.

A file of its own, `readers.db`.  The server writes to it, and the operator's command does while the
server runs; so it has a rollback journal, which any number of programs may share.  Of a secret
(token, invitation, session) only the SHA-256 is kept: whoever reads the file can be nobody else.
The secrets hold 256 bits of chance, so no slower hash would make guessing harder.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, Self

from sqlalchemy import (
    Column,
    Engine,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

from domain.disclosure import Role
from ledger import sqlite

Purpose = Literal["token", "undangan", "sesi"]
"""What a secret is for: a machine, the registration of one passkey, one login."""

SESSION_HOURS: Final = 12
HOUR: Final = 3_600_000
"""Milliseconds."""

PREFIX: Final = "segel_"
"""Before every token, so that whoever finds one in a file knows what it is."""

_OWNER_ONLY: Final = 0o600
_METADATA: Final = MetaData()
_READER: Final = Table(
    "reader",
    _METADATA,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("journal", String, comment="in which this reader signs what it reads"),
    Column("since", Integer, nullable=False, comment="milliseconds since 1970 UTC"),
    Column("revoked", Integer),
)
_SECRET: Final = Table(
    "secret",
    _METADATA,
    Column("hash", LargeBinary, primary_key=True, comment="SHA-256"),
    Column("reader", String, ForeignKey(_READER.c.id), nullable=False, index=True),
    Column("purpose", String, nullable=False),
    Column("until", Integer, comment="milliseconds since 1970 UTC; NULL: until it is revoked"),
)
_PASSKEY: Final = Table(
    "passkey",
    _METADATA,
    Column("id", LargeBinary, primary_key=True),
    Column("reader", String, ForeignKey(_READER.c.id), nullable=False, index=True),
    Column("public", LargeBinary, nullable=False, comment="COSE key"),
    Column("count", Integer, nullable=False, comment="signatures, as the authenticator counts"),
    Column("site", String, nullable=False, comment="the host for which it was made"),
)
_ADD: Final = "INSERT INTO reader VALUES (?, ?, ?, ?, ?, NULL)"
_KEEP: Final = "INSERT OR REPLACE INTO secret VALUES (?, ?, ?, ?)"
_CLEAN: Final = "DELETE FROM secret WHERE until <= ?"
_KNOWN: Final = (
    "SELECT reader.id, name, role, journal FROM secret JOIN reader ON reader.id = reader "
    "WHERE hash = ? AND purpose = ? AND (until IS NULL OR until > ?) AND revoked IS NULL"
)
_FORGET: Final = "DELETE FROM secret WHERE hash = ?"
_REVOKE: Final = "UPDATE reader SET revoked = ? WHERE id = ? AND revoked IS NULL"
_FORGET_ALL: Final = "DELETE FROM secret WHERE reader = ?"
_ENROL: Final = "INSERT INTO passkey VALUES (?, ?, ?, ?, ?)"
_PASSKEYS: Final = (
    "SELECT passkey.id, reader, public, count, site FROM passkey "
    "JOIN reader ON reader.id = reader WHERE passkey.id = ? AND revoked IS NULL"
)
_COUNT: Final = "UPDATE passkey SET count = ? WHERE id = ?"
_BY_ID: Final = "SELECT id, name, role, journal FROM reader WHERE id = ? AND revoked IS NULL"
_ALL: Final = (
    "SELECT id, name, role, journal, since, revoked, "
    "(SELECT count(*) FROM passkey WHERE reader = reader.id), "
    "(SELECT count(*) FROM secret WHERE secret.reader = reader.id AND purpose = 'token') "
    "FROM reader ORDER BY since, id"
)

Chance = Callable[[int], bytes]
"""So many random bytes."""


class Reader(NamedTuple):
    """Who asks."""

    id: str = ""
    name: str = ""
    role: Role = "publik"
    journal: str | None = None
    """In which this reader signs that personal data are read; None: cannot read any."""


class Listed(NamedTuple):
    """A reader, as the operator sees it."""

    id: str
    name: str
    role: Role
    journal: str | None
    since: int
    """Milliseconds since 1970 UTC."""
    revoked: int | None
    passkeys: int
    tokens: int


class Passkey(NamedTuple):
    """The public half of a reader's passkey."""

    id: bytes
    reader: str
    public: bytes
    """COSE key."""
    signatures: int
    """How many the authenticator had counted."""
    site: str
    """The host for which it was made."""


@dataclass(slots=True)
class Readership:
    """One `readers.db`."""

    _engine: Engine
    chance: Chance

    @classmethod
    def open(cls, path: Path, chance: Chance = secrets.token_bytes) -> Self:
        """Open the file, and make it if it is not there; nobody else on this machine reads it.

        Raises:
            StorageError: The disk did not take it.
        """
        path.touch(_OWNER_ONLY)
        path.chmod(_OWNER_ONLY)
        engine = sqlite.shared(path)
        with sqlite.transaction(engine) as connection:
            _METADATA.create_all(connection)
        return cls(engine, chance)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def add(self, name: str, role: Role, journal: str | None, now: int) -> Reader:
        """Let a reader in, who has nothing yet to be known by."""
        reader = Reader(self.chance(6).hex(), name, role, journal)
        self._write(_ADD, (*reader, now))
        return reader

    def give(self, reader: Reader, purpose: Purpose, now: int, until: int | None = None) -> str:
        """Return a new secret; it is kept nowhere.

        Args:
            reader: Who will be known by it.
            purpose: What it is for.
            now: Milliseconds since 1970 UTC.
            until: Likewise; None: until it is revoked.
        """
        secret = f"{PREFIX if purpose == 'token' else ''}{self.chance(32).hex()}"
        with sqlite.statements(self._engine) as cursor:
            cursor.execute(_CLEAN, (now,))
            cursor.execute(_KEEP, (_hash(secret), reader.id, purpose, until))
        return secret

    def known(self, secret: str, purpose: Purpose, now: int) -> Reader | None:
        """Return who is known by a secret; None: nobody, or nobody any more."""
        rows = sqlite.rows(self._engine, _KNOWN, (_hash(secret), purpose, now))
        return Reader(*rows[0]) if rows else None

    def forget(self, secret: str) -> None:
        """Let a secret be worth nothing from now on."""
        self._write(_FORGET, (_hash(secret),))

    def revoke(self, reader: str, now: int) -> bool:
        """Shut a reader out, at once; tell whether there was one to shut out."""
        with sqlite.statements(self._engine) as cursor:
            cursor.execute(_FORGET_ALL, (reader,))
            cursor.execute(_REVOKE, (now, reader))
            return cursor.rowcount > 0

    def enrol(self, invitation: str, passkey: Passkey) -> None:
        """Keep a passkey, and let the invitation that it was registered with be used up.

        Raises:
            ConflictError: The passkey is known already.
        """
        with sqlite.statements(self._engine) as cursor:
            cursor.execute(_ENROL, passkey)
            cursor.execute(_FORGET, (_hash(invitation),))

    def passkey(self, identity: bytes) -> Passkey | None:
        """Return a passkey that is in force."""
        rows = sqlite.rows(self._engine, _PASSKEYS, (identity,))
        return Passkey(*rows[0]) if rows else None

    def counted(self, identity: bytes, count: int) -> None:
        """Remember how many signatures an authenticator has counted."""
        self._write(_COUNT, (count, identity))

    def one(self, reader: str) -> Reader | None:
        """Return a reader who is not shut out."""
        rows = sqlite.rows(self._engine, _BY_ID, (reader,))
        return Reader(*rows[0]) if rows else None

    def listed(self) -> list[Listed]:
        """Return everybody who was ever let in, in that order."""
        return [Listed(*row) for row in sqlite.rows(self._engine, _ALL, ())]

    def _write(self, sql: str, values: tuple[Any, ...]) -> None:
        with sqlite.statements(self._engine) as cursor:
            cursor.execute(sql, values)


def _hash(secret: str) -> bytes:
    return sha256(secret.encode("utf-8", "surrogatepass")).digest()
