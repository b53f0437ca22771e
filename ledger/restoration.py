"""Restoration: a lost server's directory, made again from a copy of its log.

The copy holds every entry; subtrees and head follow from them, and each must lead
to the root of every checkpoint that the log has signed.  Keys come from where the
operator kept them.  When each note had come in is not in the copy: what is
restored says when it was restored.

Everything is made beside the directory and renamed at the end: it is there whole,
or not at all.  A guard that is ahead of the copy is put in place as it is, so that
the log halts instead of signing a second history.
"""

import fcntl
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

from ledger import file, key as keyfile
from ledger.charter import Charter, fingerprint, read_policy
from ledger.directory import Directory
from ledger.errors import (
    CharterError,
    GuardError,
    LockedError,
    RefusedError,
    RestorationError,
)
from ledger.journal import CHARTER, Entry
from ledger.log import Draft, Log
from ledger.replay import replayed
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.cosignature import verify_cosignature
from ledger.tlog.errors import TlogError
from ledger.tlog.note import Note, SignerKey
from ledger.tlog.policy import Policy


@dataclass(frozen=True, slots=True)
class Restored:
    """A directory that is there again."""

    size: int
    """Entries."""

    signed: int
    """The largest size that the log is known to have signed; beyond `size`, the rest is lost."""


@dataclass(frozen=True, slots=True)
class Keepsake:
    """What was kept elsewhere than in the copy."""

    keys: tuple[SignerKey, SignerKey]
    """The log's key and the clerk's."""

    guards: Sequence[Checkpoint] = ()
    """Trees that the log is known to have signed: its old guard, what phones and witnesses hold."""

    lost: Sequence[bytes] = ()
    """Signed checkpoints of a tail from which the registrars had recovered the log before."""


class Restoration:
    """A directory in the making."""

    def __init__(self, path: Path, charter: bytes, kept: Keepsake, now: int) -> None:
        """Begin with the charter; use as a context, and `finish`.

        Args:
            path: A directory that does not exist yet, or is empty.
            charter: Leaf 0, whose hash is trusted.
            kept: Keys and guards.
            now: Milliseconds since 1970 UTC.

        Raises:
            CharterError: Not a charter, or of other keys.
            FileExistsError: There is something in the directory.
            LockedError: Another process is making the same directory.
            StorageError: The disk did not take it.
        """
        self._charter = Charter.opened(charter)
        if tuple(one.verifier for one in kept.keys) != (self._charter.log, self._charter.clerk):
            raise CharterError("the charter names other keys for the log and the clerk")
        self.path = path.absolute()
        if self.path.exists() and any(self.path.iterdir()):
            raise FileExistsError(f"{path} is not empty")
        self._kept = kept
        self._now = now
        self._draft = self.path.with_name(f".{self.path.name}.restoring")
        self._lock = _locked(self._draft)
        for left in self._draft.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        directory = self._directory = Directory(self._draft)
        directory.log_key.parent.mkdir(mode=0o700)
        for place, secret in zip((directory.log_key, directory.clerk_key), kept.keys, strict=True):
            keyfile.save(place, secret)
        directory.write_fingerprint(fingerprint(charter))
        self._log = Log.create(directory.database)

    def __enter__(self) -> Self:
        """Let go of everything at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the database; remove what is not whole."""
        self._log.close()
        shutil.rmtree(self._draft, ignore_errors=True)
        os.close(self._lock)

    def take(self, notes: Sequence[bytes]) -> None:
        """Append the next entries.

        Raises:
            RestorationError: One of them is no note of this version.
            StorageError: The disk did not take them.
        """
        first = self._log.size
        drafts = [self._placed(index, raw) for index, raw in enumerate(notes, first)]
        self._log.append(drafts, self._now)

    def finish(self, notes: Iterable[bytes]) -> Restored:
        """Keep the checkpoints, set the guard, and let the directory be there.

        Args:
            notes: Signed checkpoints with their cosignatures, smallest first.

        Raises:
            TlogError: One that the log did not sign.
            RestorationError: One that the entries do not bear out, or none at all.
            GuardError: The log has signed another tree than this one.
            StorageError: The disk did not take it.
        """
        newest = self._keep_checkpoints(notes)
        guarded = self._guarded(newest)
        self._keep_lost()
        file.replace(self._directory.guard, guarded.text().encode())
        self._log.close()
        file.sync(self._draft)
        if self.path.exists():
            self.path.rmdir()
        self._draft.rename(self.path)
        file.sync(self.path.parent)
        return Restored(self._log.size, guarded.size)

    def _placed(self, index: int, raw: bytes) -> Draft:
        if index == 0:
            return Draft(self._charter.origin, 0, CHARTER, raw)
        try:
            header = Entry.parse(raw).header
        except RefusedError as error:
            raise RestorationError(f"leaf {index}: {error}") from error
        return Draft(header.journal, header.sequence, header.topic, raw)

    def _keep_checkpoints(self, notes: Iterable[bytes]) -> Checkpoint:
        newest, rows = None, []
        policies = self._policies()
        for raw in notes:
            newest = Checkpoint.opened(raw, self._charter.log)
            self._check(newest)
            note = Note.parse(raw)
            own = self._charter.log
            line = next(s for s in note.signatures if (s.name, s.key_id) == (own.name, own.id))
            rows.append((newest.size, Note(note.text, (line,)).serialise()))
            self._keep_cosignatures(newest.size, note, policies)
        if newest is None:
            raise RestorationError("there is no checkpoint")
        self._log.keep_checkpoints(rows)
        return newest

    def _keep_cosignatures(self, size: int, note: Note, policies: Iterable[Policy]) -> None:
        """Keep the lines that hold, of witnesses whom a policy names."""
        for witness in {w.key: w for policy in policies for w in policy.witnesses}.values():
            for line in note.signatures:
                if (line.name, line.key_id) != (witness.key.name, witness.key.id):
                    continue
                try:
                    verify_cosignature(Note(note.text, (line,)), witness.key)
                except TlogError:
                    continue
                self._log.keep_cosignature(size, witness.name, line.line())

    def _policies(self) -> list[Policy]:
        """Return the first policy and the one in force, whose names for a key come last."""
        register, _ = replayed(self._log, self._charter)
        return [read_policy(self._charter.policy, self._charter.log), register.policy]

    def _check(self, signed: Checkpoint) -> None:
        if signed.size > self._log.size:
            raise RestorationError(f"{signed.size} entries were signed, {self._log.size} are here")
        if self._log.subtrees.root(signed.size) != signed.root:
            raise RestorationError(
                f"the first {signed.size} entries are not those that were signed"
            )

    def _keep_lost(self) -> None:
        """Keep what was signed for a lost tail: shown again, it must not end the log."""
        if not self._kept.lost:
            return
        recoveries = replayed(self._log, self._charter)[0].recoveries
        self._directory.lost.mkdir(exist_ok=True)
        for raw in self._kept.lost:
            signed = Checkpoint.opened(raw, self._charter.log)
            if not any(one.size < signed.size for one in recoveries):
                raise RestorationError(
                    f"no recovery speaks of a lost tail of {signed.size} entries"
                )
            file.replace(self._directory.lost / f"{sha256(raw).hexdigest()}.checkpoint", raw)

    def _guarded(self, newest: Checkpoint) -> Checkpoint:
        """Return the largest tree that the log has signed, as far as anybody here knows."""
        for guard in self._kept.guards:
            if guard.origin != self._charter.origin:
                raise GuardError(f"the guard is of another log: {guard.origin}")
            if guard.size <= self._log.size and self._log.subtrees.root(guard.size) != guard.root:
                raise GuardError(f"the log has signed another tree of {guard.size} entries")
        return max((newest, *self._kept.guards), key=lambda one: one.size)


def _locked(draft: Path) -> int:
    """Make a folder, or take over what a crash has left of it; nobody else does until it closes."""
    draft.mkdir(parents=True, exist_ok=True)
    held = os.open(draft, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)  # it will be cleared
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_ours = os.path.samestat(os.fstat(held), draft.stat())
    except OSError as error:
        os.close(held)
        raise LockedError(f"another process is restoring into {draft}") from error
    if not is_ours:  # what was locked has become the directory meanwhile
        os.close(held)
        raise LockedError(f"another process has restored into {draft}")
    return held
