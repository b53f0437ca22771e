"""The publisher: signs checkpoints, and is the only user of the log's key.

What was signed last stands in a *guard file* outside the database, compared and
swapped before every signature: written, synced, renamed, the folder synced.  A
guard ahead of the database means that storage was lost, for example an old
backup put back; signing then would fork the log, so it halts instead, until the
newest copy is there again or `ledger.salvage` lets it go on.
"""

import errno
from pathlib import Path

from ledger import file
from ledger.errors import GuardError, LostError, StorageError, StorageFullError
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import TlogError
from ledger.tlog.note import SignerKey
from ledger.tlog.subtree import Subtrees
from ledger.tlog.tree import EMPTY_ROOT


class Guard:
    """The file that remembers what the log has signed."""

    def __init__(self, path: Path, origin: str) -> None:
        """Guard the log named `origin` with the file at `path`."""
        self.path = path
        self._origin = origin

    def read(self) -> Checkpoint:
        """Return what was signed last; the empty tree if nothing was.

        Raises:
            GuardError: The file does not hold such a thing.
            StorageError: It cannot be opened now; another time it can perhaps.
        """
        try:
            guarded = Checkpoint.parse(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Checkpoint(self._origin, 0, EMPTY_ROOT)
        except OSError as error:
            raise StorageError(f"{self.path} cannot be opened: {error}") from error
        except (TlogError, UnicodeDecodeError) as error:
            raise GuardError(f"{self.path} cannot be read: {error}") from error
        if guarded.origin != self._origin:
            raise GuardError(f"{self.path} guards another log: {guarded.origin}")
        return guarded

    def check(self, subtrees: Subtrees, signed: int = 0) -> Checkpoint:
        """Check that the tree extends what was signed, and return that.

        Args:
            subtrees: The committed tree.
            signed: A size that is known from elsewhere to have been signed.

        Raises:
            GuardError: The database has lost entries, or holds others; or the guard was lost.
        """
        guarded = self.read()
        if guarded.size < signed:
            raise GuardError(
                f"{self.path} is missing or old: it says {guarded.size} entries, and {signed} were "
                f"signed. Nothing is signed, nothing is appended. Put it back, or write there the "
                f"three lines of the newest checkpoint that any witness, phone or mirror holds."
            )
        if guarded.size > subtrees.size:
            raise LostError(guarded.size, subtrees.size, str(self.path))
        if subtrees.root(guarded.size) != guarded.root:
            raise GuardError(
                f"the first {guarded.size} entries in the database are not those that were signed. "
                f"Keep both files and call the auditors; do not delete {self.path}."
            )
        return guarded

    def swap(self, expected: Checkpoint, new: Checkpoint) -> None:
        """Replace what was signed last, durably, if it is still what the caller has seen.

        Raises:
            GuardError: Somebody else has signed meanwhile.
            StorageError: The disk refused; which of the two stands has to be read again.
        """
        if self.read() != expected:
            raise GuardError(f"{self.path} was changed by another process")
        try:
            file.replace(self.path, new.text().encode())
        except OSError as error:
            failure = StorageFullError if error.errno == errno.ENOSPC else StorageError
            raise failure(f"{self.path} cannot be written: {error}") from error


class Publisher:
    """Signs the tree's growth, never a fork."""

    def __init__(self, guard: Guard, key: SignerKey) -> None:
        """Sign with `key` what `guard` allows."""
        self._guard = guard
        self._key = key
        self._signed: Checkpoint | None = guard.read()
        """What the guard holds; unknown after it could not be written."""

    def again(self) -> tuple[int, bytes]:
        """Return what was signed last, byte for byte, and its size; the empty tree at first."""
        guarded = self._guard.read()
        return guarded.size, self._key.sign(guarded.text()).serialise()

    def publish(self, subtrees: Subtrees, root: bytes) -> bytes:
        """Return the signed checkpoint of the tree, whose entries are on stable storage.

        Args:
            subtrees: The committed tree.
            root: Its root.

        Raises:
            GuardError: The tree does not extend what was signed before.
            StorageError: The disk did not take the guard; nothing was signed.
        """
        checkpoint = Checkpoint(self._key.name, subtrees.size, root)
        if checkpoint != self._signed:
            before = self._guard.check(subtrees) if self._signed is None else self._signed
            is_growth = before.size < checkpoint.size or before == checkpoint
            if not is_growth or subtrees.root(before.size) != before.root:
                self._guard.check(subtrees)
                raise GuardError("two roots for one size")
            self._signed = None  # a rename may stand though its folder could not be synced
            self._guard.swap(before, checkpoint)
            self._signed = checkpoint
        return self._key.sign(checkpoint.text()).serialise()
