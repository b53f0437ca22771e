"""Founding: a ledger's directory made, checked and locked.

What a directory says of itself is compared before anything is written: leaf 0
with the fingerprint, the keys with the charter.
"""

from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from hashlib import sha256
from io import TextIOWrapper
from pathlib import Path
from typing import Self

from ledger import file, key as keyfile
from ledger.charter import Charter, fingerprint
from ledger.directory import Directory
from ledger.errors import CharterError, StorageError
from ledger.journal import CHARTER
from ledger.log import Draft, Log
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import TlogError
from ledger.tlog.note import SignerKey


def found(path: Path, charter: bytes, keys: tuple[SignerKey, SignerKey], now: int) -> bytes:
    """Make a ledger directory from a signed charter; return its fingerprint.

    Args:
        path: A directory that does not exist yet, or is empty.
        charter: The note that all founders have signed.
        keys: The log's key and the clerk's.
        now: Milliseconds since 1970 UTC.

    Raises:
        CharterError: The charter is not complete, or names other keys.
        FileExistsError: There is a ledger already.
    """
    opened = Charter.opened(charter)
    if (keys[0].verifier, keys[1].verifier) != (opened.log, opened.clerk):
        raise CharterError("the charter names other keys for the log and the clerk")
    path.mkdir(parents=True, exist_ok=True)
    directory = Directory(path)
    if directory.database.exists():
        raise FileExistsError(f"{directory.database} exists")
    directory.log_key.parent.mkdir(mode=0o700, exist_ok=True)
    keyfile.save(directory.log_key, keys[0])
    keyfile.save(directory.clerk_key, keys[1])
    log = Log.create(directory.database)
    log.append([Draft(opened.origin, 0, CHARTER, charter)], now)
    log.close()
    leaf = fingerprint(charter)
    directory.write_fingerprint(leaf)
    return leaf


@dataclass(frozen=True, slots=True)
class Founding:
    """A checked directory whose lock is held."""

    directory: Directory
    lock: TextIOWrapper
    log: Log
    charter: Charter
    charter_note: bytes
    key: SignerKey
    clerk_key: SignerKey

    @classmethod
    def open(cls, path: Path, busy_seconds: float) -> Self:
        """Lock a directory and check what it says of itself.

        Raises:
            LockedError: Another process is the writer.
            CharterError: Leaf 0 or a key is not what the directory says.
            StorageError: The database cannot be read.
        """
        directory = Directory(path)
        if not directory.database.exists():
            raise CharterError(f"{path} holds no ledger; make one with `segel init`")
        leaf = directory.fingerprint()
        with ExitStack() as held:
            lock = held.enter_context(directory.lock())
            log = held.enter_context(
                closing(Log.open(directory.database, busy_seconds=busy_seconds))
            )
            note = _leaf_zero(log, leaf)
            charter = Charter.opened(note)
            keys = _keys(directory, charter)
            held.pop_all()
        return cls(directory, lock, log, charter, note, *keys)

    def close(self) -> None:
        """Let go of the database and of the directory."""
        self.log.close()
        self.lock.close()

    def keep_dispute(self, raw: bytes) -> None:
        """Keep a checkpoint that contradicts the log, for the auditors.

        Raises:
            StorageError: The disk did not take it.
        """
        _keep(self.directory.disputes, raw)

    def keep_lost(self, raw: bytes) -> None:
        """Keep a checkpoint of entries that were lost, for the auditors.

        Raises:
            StorageError: The disk did not take it.
        """
        _keep(self.directory.lost, raw)

    def lost(self) -> int:
        """Return the largest size that is known to have been signed and lost."""
        size = 0
        for kept in self.directory.lost.glob("*.checkpoint"):
            with suppress(OSError, TlogError):  # a file that is damaged shows nothing
                size = max(size, Checkpoint.opened(kept.read_bytes(), self.key.verifier).size)
        return size

    def dispute(self) -> str:
        """Return why nothing may be appended, or nothing if the log is not disputed."""
        kept = sorted(self.directory.disputes.glob("*.checkpoint"))
        if not kept:
            return ""
        return (
            f"log-disputed: {kept[0].parent.name}/{kept[0].name} is signed by this log's key and "
            f"does not fit its tree. "
            f"Nothing is appended or signed. Keep it, and call the auditors and the witnesses."
        )


def _keep(folder: Path, raw: bytes) -> None:
    """Keep a checkpoint under its hash; witnesses and phones bring the same one at once."""
    try:
        folder.mkdir(exist_ok=True)
        with suppress(FileExistsError):  # the same one, from somebody else
            file.create(folder / f"{sha256(raw).hexdigest()}.checkpoint", raw)
    except OSError as error:
        raise StorageError(f"{folder.name} cannot be written: {error.strerror}") from error


def _leaf_zero(log: Log, leaf: bytes) -> bytes:
    rows = log.entries(0, 1)
    if not rows or fingerprint(rows[0].note) != leaf:
        raise CharterError("leaf 0 is not the charter whose fingerprint the directory holds")
    return rows[0].note


def _keys(directory: Directory, charter: Charter) -> tuple[SignerKey, SignerKey]:
    try:
        pair = keyfile.load(directory.log_key), keyfile.load(directory.clerk_key)
    except (OSError, UnicodeDecodeError, TlogError) as error:
        raise CharterError(f"a key cannot be read: {error}") from error
    if (pair[0].verifier, pair[1].verifier) != (charter.log, charter.clerk):
        raise CharterError("the keys in the directory are not those of the charter")
    return pair
