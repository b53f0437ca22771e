"""A ledger's directory: which file is where, and who may write.

charter.hash     the fingerprint: base64 of leaf 0's hash
ledger.db        the log
guard            what the log has signed last
keys/log.key     keys/clerk.key
disputes/        checkpoints of our own key that contradict the log
objections/      what witnesses answered as if the log had signed two trees
lost/            checkpoints of entries that were lost, and from which the log was recovered
photos/          photographs that statements cite
preparation/     what is there before the ledger is founded (`ledger.preparation`)
readers.db       who may read more than everybody
boundaries.json  where districts lie, for the map
lock             held by the one process that writes
"""

import fcntl
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path

from ledger import file
from ledger.errors import CharterError, LockedError
from ledger.tlog.errors import TlogError
from ledger.tlog.text import parse_hash, to_base64


@dataclass(frozen=True, slots=True)
class Directory:
    """Where a ledger lives."""

    path: Path

    @property
    def database(self) -> Path:
        """The log."""
        return self.path / "ledger.db"

    @property
    def hash(self) -> Path:
        """The fingerprint."""
        return self.path / "charter.hash"

    @property
    def guard(self) -> Path:
        """What the log has signed last."""
        return self.path / "guard"

    @property
    def log_key(self) -> Path:
        """The log's private key."""
        return self.path / "keys" / "log.key"

    @property
    def clerk_key(self) -> Path:
        """The clerk's private key."""
        return self.path / "keys" / "clerk.key"

    @property
    def disputes(self) -> Path:
        """Folder of checkpoints under our own key that our tree does not extend."""
        return self.path / "disputes"

    @property
    def objections(self) -> Path:
        """Folder of what witnesses answered as if the log had signed two trees."""
        return self.path / "objections"

    @property
    def lost(self) -> Path:
        """Folder of checkpoints that the log had signed and lost, before it was recovered."""
        return self.path / "lost"

    @property
    def photos(self) -> Path:
        """Folder of photographs that statements cite."""
        return self.path / "photos"

    @property
    def readers(self) -> Path:
        """Who may read more than everybody."""
        return self.path / "readers.db"

    @property
    def boundaries(self) -> Path:
        """Where districts lie, for the map; it may be missing."""
        return self.path / "boundaries.json"

    def fingerprint(self) -> bytes:
        """Return the charter's leaf hash, as it was written down at the founding.

        Raises:
            CharterError: The file is missing or does not hold one.
        """
        place = self.hash
        try:
            return parse_hash(place.read_text(encoding="utf-8").removesuffix("\n"), str(place))
        except (OSError, UnicodeDecodeError, TlogError) as error:
            raise CharterError(f"{place}: {error}") from error

    def write_fingerprint(self, leaf: bytes) -> None:
        """Write down the charter's leaf hash."""
        file.replace(self.hash, f"{to_base64(leaf)}\n".encode())

    def lock(self) -> TextIOWrapper:
        """Become the one writer until the returned file is closed.

        Raises:
            LockedError: Another process is.
        """
        held = (self.path / "lock").open("w", encoding="utf-8")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            held.close()
            raise LockedError(f"another process writes to {self.path}") from error
        return held
