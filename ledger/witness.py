"""A witness: cosigns what a log signs as long as it only grows, and keeps what contradicts.

    DIR/witness.db     what is remembered of each log, and the evidence
    DIR/witness.key    the witness' key, used for nothing but cosignatures
    DIR/lock           held by the one process that serves or changes it

Comparing with what is remembered, remembering, and keeping evidence are one
transaction; a signature leaves when that is on stable storage.  So two requests
at once cannot roll a log back, and a witness that is killed has forgotten
nothing that it has signed.  The memory is the witness: one that has lost it
must not go on under its key, and is not opened.

Source: https://c2sp.org/tlog-witness
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import Engine
from sqlalchemy.engine.interfaces import DBAPICursor

from ledger import key as keyfile
from ledger.commit import GroupCommit
from ledger.directory import Directory
from ledger.errors import MemoryLostError
from ledger.sqlite import answers, readers, statements, writer
from ledger.tlog.addition import NOTHING, Addition, Contradiction, Standing
from ledger.tlog.cosignature import cosign
from ledger.tlog.errors import KeyFormatError, TlogError
from ledger.tlog.note import COSIGNATURE_ED25519, ED25519, Note, SignerKey, VerifierKey

EVIDENCE_MAX: Final = 100
"""Checkpoints kept per log and kind of contradiction: nobody fills the disk with more."""

_MILLISECONDS: Final = 1000

_SCHEMA: Final = (
    "CREATE TABLE identity (id INTEGER PRIMARY KEY CHECK (id = 1), key TEXT NOT NULL)",
    "CREATE TABLE log (origin TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (origin, key))",
    """CREATE TABLE head (
    origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL,
    note BLOB NOT NULL, cosigned_at INTEGER NOT NULL)""",
    """CREATE TABLE evidence (
    id INTEGER PRIMARY KEY, origin TEXT NOT NULL, kind TEXT NOT NULL, digest BLOB NOT NULL,
    size INTEGER NOT NULL, offered INTEGER NOT NULL, at INTEGER NOT NULL,
    kept BLOB NOT NULL, request BLOB NOT NULL, UNIQUE (origin, kind, digest))""",
    """CREATE TRIGGER head_no_delete BEFORE DELETE ON head
    BEGIN SELECT RAISE(ABORT, 'a witness does not forget'); END""",
    """CREATE TRIGGER head_no_replace BEFORE INSERT ON head
    WHEN EXISTS (SELECT 1 FROM head WHERE origin = NEW.origin)
    BEGIN SELECT RAISE(ABORT, 'a log is remembered once'); END""",
    """CREATE TRIGGER head_no_rollback BEFORE UPDATE ON head
    WHEN NEW.origin <> OLD.origin OR NEW.size < OLD.size
        OR (NEW.size = OLD.size AND NEW.root <> OLD.root)
    BEGIN SELECT RAISE(ABORT, 'a log only grows'); END""",
    """CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence
    BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END""",
    """CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence
    BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END""",
)

_HEAD: Final = "SELECT size, root, note FROM head WHERE origin = ?"
_FIRST: Final = "INSERT INTO head (size, root, note, cosigned_at, origin) VALUES (?, ?, ?, ?, ?)"
_NEXT: Final = "UPDATE head SET size = ?, root = ?, note = ?, cosigned_at = ? WHERE origin = ?"
_KEEP: Final = """
INSERT INTO evidence (origin, kind, digest, size, offered, at, kept, request)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
WHERE (SELECT count(*) FROM evidence WHERE origin = ?1 AND kind = ?2) < ?9
    AND NOT EXISTS (SELECT 1 FROM evidence WHERE origin = ?1 AND kind = ?2 AND digest = ?3)
"""
_LOGS: Final = """
SELECT DISTINCT log.origin, size, cosigned_at FROM log LEFT JOIN head USING (origin) ORDER BY 1
"""
_REFUSALS: Final = "SELECT id, origin, kind, at, size, offered FROM evidence ORDER BY id DESC"
_EVIDENCE: Final = "SELECT kept, request FROM evidence WHERE id = ?"


class Watched(NamedTuple):
    """One log, as far as this witness has seen it."""

    origin: str
    size: int | None
    """None before the first cosignature."""

    cosigned_at: int | None
    """Seconds since 1970 UTC, by the witness' clock."""


class Refusal(NamedTuple):
    """A checkpoint that its log has signed and this witness has not."""

    number: int
    origin: str
    kind: Contradiction
    at: int
    """Seconds since 1970 UTC, by the witness' clock."""

    size: int
    """What was remembered then; 0 if nothing was."""

    offered: int
    """Size of the refused tree."""


class Evidence(NamedTuple):
    """The bytes behind a refusal."""

    kept: bytes
    """What was remembered: log's signature and our cosignature; empty if nothing was."""

    request: bytes
    """What came: `old`, the proof, and the refused checkpoint under the log's own signatures."""

    @property
    def offered(self) -> bytes:
        """The refused checkpoint under the log's own signatures."""
        return Addition.parse(self.request).note.serialise()


class _Signed(NamedTuple):
    """A request whose checkpoint the log has signed."""

    addition: Addition
    note: Note
    """The checkpoint under the log's own signatures."""


Answer = str | TlogError
"""The cosignature line without its line feed, or why there is none."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a witness lives."""

    path: Path

    @property
    def database(self) -> Path:
        """What it remembers."""
        return self.path / "witness.db"

    @property
    def key(self) -> Path:
        """Its private key."""
        return self.path / "witness.key"


class Witness:
    """An open witness: the only process that signs with its key."""

    def __init__(
        self, key: SignerKey, engines: tuple[Engine, Engine], clock: Callable[[], int]
    ) -> None:
        """Take over what `opened` has opened: the writer's engine and the readers'."""
        self.key = verifier_of(key)
        self._signer = key
        self._writer, self._readers = engines
        self._clock = clock
        self._keys = _trusted(self._readers)
        self._origins = {origin_hash(origin): origin for origin in self._keys}
        self._commit: GroupCommit[_Signed | TlogError, Answer] = GroupCommit(
            self._examine, self._decide, lambda: None
        )

    def close(self) -> None:
        """Answer what was handed in, then stop."""
        self._commit.close()

    def submit(self, request: bytes) -> "Future[list[Answer]]":
        """Hand in one request `add-checkpoint`; the future holds one answer.

        It may also hold a StorageError: then nothing is remembered and nothing was signed.
        """
        return self._commit.submit([request])

    def newest(self, digest: str) -> bytes | None:
        """Return the newest cosigned checkpoint of a log, under its and our signature.

        Args:
            digest: `origin_hash` of the log.
        """
        origin = self._origins.get(digest)
        rows = self._rows(_HEAD, origin) if origin is not None else []
        return rows[0][2] if rows else None

    def keys(self, origin: str) -> tuple[VerifierKey, ...]:
        """Return the keys that are trusted for a log."""
        return self._keys.get(origin, ())

    def logs(self) -> list[Watched]:
        """Return every log by its origin."""
        return [Watched(*row) for row in self._rows(_LOGS)]

    def refusals(self) -> list[Refusal]:
        """Return what was refused, newest first."""
        return [
            Refusal(number, origin, Contradiction(kind), *rest)
            for number, origin, kind, *rest in self._rows(_REFUSALS)
        ]

    def evidence(self, number: int) -> Evidence | None:
        """Return the bytes behind a refusal, if there is one of this number."""
        rows = self._rows(_EVIDENCE, number)
        return Evidence(*rows[0]) if rows else None

    def _rows(self, sql: str, *values: str | int) -> list[tuple[Any, ...]]:
        with answers(), self._readers.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(sql, values)]

    def _examine(self, requests: Sequence[bytes]) -> list[_Signed | TlogError]:
        return [self._examined(request) for request in requests]

    def _examined(self, request: bytes) -> _Signed | TlogError:
        try:
            addition = Addition.parse(request)
            return _Signed(addition, addition.signed(self.keys(addition.checkpoint.origin)))
        except TlogError as error:
            return error

    def _decide(self, examined: Sequence[_Signed | TlogError]) -> list[Answer]:
        """Compare, remember and sign, in the order of the requests and in one transaction."""
        if all(isinstance(one, TlogError) for one in examined):
            return [one for one in examined if isinstance(one, TlogError)]
        time = self._clock() // _MILLISECONDS
        with statements(self._writer) as cursor:
            return [
                one if isinstance(one, TlogError) else self._answer(cursor, one, time)
                for one in examined
            ]

    def _answer(self, cursor: DBAPICursor, signed: _Signed, time: int) -> Answer:
        addition, note = signed
        checkpoint = addition.checkpoint
        cursor.execute(_HEAD, (checkpoint.origin,))
        head = cursor.fetchone()
        standing = Standing(head[0], bytes(head[1])) if head else NOTHING
        try:
            addition.check(standing)
        except TlogError as error:
            kind = addition.contradiction(standing)
            if kind is not None:
                own = replace(addition, note=note)  # a stranger's lines are not kept
                _keep(cursor, kind, (standing.size, head[2] if head else b"", own), time)
            return error
        line = cosign(note.text, self._signer.name, self._signer.private, time)
        row = (checkpoint.size, checkpoint.root, note.with_signature(line).serialise(), time)
        cursor.execute(_NEXT if head else _FIRST, (*row, checkpoint.origin))
        return line.line()


def origin_hash(origin: str) -> str:
    """Return what stands for a log in the address of its newest checkpoint: SHA-256 in hex."""
    return hashlib.sha256(origin.encode()).hexdigest()


def verifier_of(key: SignerKey) -> VerifierKey:
    """Return the public half of a witness' key, of the type that cosigns."""
    public = key.private.public_key().public_bytes_raw()
    return VerifierKey(key.name, COSIGNATURE_ED25519, public)


def found(path: Path, key: SignerKey) -> None:
    """Make a witness that knows no log yet.

    Args:
        path: A folder that is empty or not there.
        key: Its own key, which has signed nothing yet.

    Raises:
        FileExistsError: There is a witness, or the key of one.
        StorageError: The disk did not take it.
    """
    place = Place(path)
    path.mkdir(parents=True, exist_ok=True)
    with Directory(path).lock():
        if place.database.exists() or place.key.exists():
            raise FileExistsError(f"there is a witness in {path}")
        with _writing(place) as cursor:
            for statement in _SCHEMA:
                cursor.execute(statement)
            cursor.execute("INSERT INTO identity VALUES (1, ?)", (str(verifier_of(key)),))
        keyfile.save(place.key, key)


def trust(path: Path, key: VerifierKey, origin: str) -> None:
    """Watch a log from now on, or trust one more key of it.

    Args:
        path: A witness that nobody serves at the moment.
        key: Ed25519 key of the log.
        origin: First line of its checkpoints; by custom the name of the key.

    Raises:
        KeyFormatError: A key that does not sign checkpoints, or a weak one.
        LockedError: The witness is being served.
        MemoryLostError: There is no witness.
    """
    if key.algorithm != ED25519:
        raise KeyFormatError("log key", f"type {key.algorithm:#04x} is not that of a log")
    key.check_strong()
    place = Place(path)
    _check_there(place)
    with Directory(path).lock(), _writing(place) as cursor:
        cursor.execute("INSERT OR IGNORE INTO log VALUES (?, ?)", (origin, str(key)))


@contextmanager
def opened(path: Path, clock: Callable[[], int]) -> Iterator[Witness]:
    """Open a witness as the one process that signs with its key.

    Args:
        path: Made by `found`.
        clock: Milliseconds since 1970 UTC.

    Raises:
        MemoryLostError: The database is gone, or is that of another key.
        LockedError: It is being served already.
    """
    place = Place(path)
    _check_there(place)
    with ExitStack() as stack:
        stack.enter_context(Directory(path).lock())
        key = keyfile.load(place.key)
        engines = (writer(place.database), readers(place.database))
        for engine in engines:
            stack.callback(engine.dispose)
        _check_identity(place, engines[1], verifier_of(key))
        witness = Witness(key, engines, clock)
        stack.callback(witness.close)
        yield witness


def _check_there(place: Place) -> None:
    if not place.database.exists():
        raise MemoryLostError(f"{place.database} is not there: no witness, or one without memory")


def _check_identity(place: Place, engine: Engine, key: VerifierKey) -> None:
    with engine.connect() as connection:
        row = connection.exec_driver_sql("SELECT key FROM identity").fetchone()
    if row is None or row[0] != str(key):
        raise MemoryLostError(f"{place.database} is the memory of another key than {key}")


def _trusted(engine: Engine) -> dict[str, tuple[VerifierKey, ...]]:
    keys: dict[str, tuple[VerifierKey, ...]] = {}
    with engine.connect() as connection:
        for origin, text in connection.exec_driver_sql("SELECT origin, key FROM log"):
            keys[origin] = (*keys.get(origin, ()), VerifierKey.parse(text))
    return keys


@contextmanager
def _writing(place: Place) -> Iterator[DBAPICursor]:
    engine = writer(place.database)
    try:
        with statements(engine) as cursor:
            yield cursor
    finally:
        engine.dispose()


def _keep(
    cursor: DBAPICursor, kind: Contradiction, pair: tuple[int, bytes, Addition], time: int
) -> None:
    """Keep a refused checkpoint beside what was remembered; each text once."""
    size, kept, addition = pair
    checkpoint = addition.checkpoint
    digest = hashlib.sha256(addition.note.text.encode()).digest()
    row = (checkpoint.origin, kind.value, digest, size, checkpoint.size, time)
    cursor.execute(_KEEP, (*row, kept, addition.serialise(), EVIDENCE_MAX))
