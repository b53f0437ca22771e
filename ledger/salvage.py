"""Salvage: the registrars' word brought into a log that has halted, and the guard set anew.

The guard is ahead of the database and no copy is newer: the lost entries are lost
for good.  Over HTTP nobody can say so, because nothing is appended; so the
operator brings the registrars' signed notes to the directory, whose lock is held:

1. the notes are judged as the ledger would judge them, and together they must
   recover the log from exactly the tree that the database holds;
2. what was signed last is kept, signed, under `lost/`: the only trace of the tail;
3. the notes are appended in one transaction;
4. the guard is swapped: from here on the log signs what grows from these notes.

After a crash in between, the same command goes on where it stopped.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ledger.errors import GuardError, LostError, RecoveryError, RefusedError
from ledger.founding import Founding
from ledger.journal import Entry
from ledger.log import Draft
from ledger.publisher import Guard
from ledger.recovery import Recovery, recover_line, says_so
from ledger.register import Register
from ledger.replay import replayed
from ledger.tlog.checkpoint import Checkpoint


@dataclass(frozen=True, slots=True)
class Loss:
    """What a halted log has signed, and what it still has."""

    signed: Checkpoint
    kept: Checkpoint

    @property
    def line(self) -> str:
        """What the registrars have to say so that the log goes on."""
        return recover_line(self.kept.size, self.kept.root)


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A log that goes on."""

    recovery: Recovery
    loss: Loss
    appended: int
    """How many notes of the registrars were new to the log."""


def loss(path: Path) -> Loss:
    """Tell what was lost; the directory's lock is held meanwhile.

    Raises:
        LedgerError: It cannot be opened.
        RecoveryError: Nothing is missing.
    """
    founding = Founding.open(path, 0.0)
    try:
        return _loss(founding)
    finally:
        founding.close()


def salvage(path: Path, notes: Sequence[bytes], now: int, before: Callable[[], None]) -> Salvaged:
    """Let a log go on from what its database holds.

    Args:
        path: The ledger's directory.
        notes: Signed register notes, at least a quorum of registrars' `recover` lines, and before
            each whatever its journal has said that was lost.
        now: Milliseconds since 1970 UTC.
        before: Called once all is judged to be good, before anything is written: whatever was made
            out of the lost entries is to be thrown away.

    Raises:
        RecoveryError: Nothing is missing, or these notes do not recover this log.
        LedgerError: The directory cannot be opened or written.
    """
    founding = Founding.open(path, 0.0)
    try:
        lost = _loss(founding)
        register, _ = replayed(founding.log, founding.charter)
        known = register.recoveries
        entries = _judged(founding, register, lost, notes)
        if register.recoveries == known and not _is_begun(founding, register):
            raise RecoveryError(
                f"{founding.charter.quorum} registrars are needed who say: {lost.line}"
            )
        before()
        founding.keep_lost(founding.key.sign(lost.signed.text()).serialise())
        drafts = [_draft(entry) for entry in entries]
        if drafts:
            founding.log.append(drafts, now)
        _swap(founding, lost.signed)
        return Salvaged(register.recoveries[-1], lost, len(drafts))
    finally:
        founding.close()


def _loss(founding: Founding) -> Loss:
    guard = Guard(founding.directory.guard, founding.charter.origin)
    tree = founding.log
    kept = Checkpoint(founding.charter.origin, tree.size, tree.root)
    try:
        guard.check(tree.subtrees)
    except LostError:
        return Loss(guard.read(), kept)
    except GuardError:
        # perhaps the notes of an interrupted salvage stand where other entries were signed
        register, _ = replayed(tree, founding.charter)
        if _is_begun(founding, register):
            return Loss(guard.read(), kept)
        raise
    raise RecoveryError("nothing is missing: the log has all that it has signed")


def _is_begun(founding: Founding, register: Register) -> bool:
    """Tell whether the log was recovered and has signed nothing since: a crash came between."""
    newest = founding.log.newest_checkpoint()
    signed = newest[0] if newest else 0
    return bool(register.recoveries) and register.recoveries[-1].size >= signed


def _judged(
    founding: Founding, register: Register, lost: Loss, notes: Sequence[bytes]
) -> list[Entry]:
    """Fold what is new among the notes, as the ledger would; return that."""
    entries: list[Entry] = []
    for raw in dict.fromkeys(notes):
        entry = Entry.parse(raw)
        header = entry.header
        try:
            member = register.check_signed(entry)
            if header.sequence < member.chain.expected and _is_kept(founding, entry):
                continue
            register.check_not_revoked(entry)
            member.chain.check(header)
        except RefusedError as error:
            what = f"{header.journal} number {header.sequence}"
            raise RecoveryError(f"{what}: {error}") from error
        if not member.is_registrar:
            raise RecoveryError(f"{header.journal} is no registrar; let it send when the log runs")
        _check_cited(founding, entry, lost)
        register.take(lost.kept.size + len(entries), entry)
        entries.append(entry)
    return entries


def _is_kept(founding: Founding, entry: Entry) -> bool:
    row = founding.log.numbered(entry.header.journal, entry.header.sequence)
    return row is not None and Entry.parse(row.note).text == entry.text


def _check_cited(founding: Founding, entry: Entry, lost: Loss) -> None:
    """Let a registrar's own lost notes cite what was lost, but not the note that recovers."""
    header, tree = entry.header, founding.log
    if header.size <= tree.size and tree.subtrees.root(header.size) == header.root:
        return
    if says_so(entry) or not lost.kept.size < header.size <= lost.signed.size:
        raise RecoveryError(
            f"{header.journal} number {header.sequence} cites a tree of size {header.size} that "
            f"this log never had; {lost.line!r} has to stand in a note that cites just this tree"
        )


def _draft(entry: Entry) -> Draft:
    header = entry.header
    return Draft(header.journal, header.sequence, header.topic, entry.raw)


def _swap(founding: Founding, signed: Checkpoint) -> None:
    """Set the guard to the tree that holds the recovery, which is then signed for as always."""
    tree = founding.log
    now = Checkpoint(founding.charter.origin, tree.size, tree.root)
    Guard(founding.directory.guard, founding.charter.origin).swap(signed, now)
