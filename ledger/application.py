"""The ledger: takes signed notes, gives receipts, understands nothing.

In the event-sourcing library's words it is an application whose aggregates are
journals and whose recorder is our log.  `append_all` is the one command.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Self

from eventsourcing.application import AggregateNotFoundError, Application
from eventsourcing.persistence import InfrastructureFactory, Mapper, PersistenceError, StoredEvent
from eventsourcing.utils import Environment, EnvType

from ledger.admission import Admission, Examined, Placed
from ledger.aggregate import Journal, VerbatimMapper
from ledger.charter import Charter
from ledger.clerk import Clerk
from ledger.commit import GroupCommit
from ledger.errors import (
    GuardError,
    HaltedError,
    LedgerError,
    MalformedNoteError,
    RefusedError,
    StorageError,
)
from ledger.founding import Founding
from ledger.journal import Entry
from ledger.publisher import Guard, Publisher
from ledger.receipt import Receipt, Receipts
from ledger.recorder import LogFactory
from ledger.recovery import Recovery
from ledger.replay import replayed
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import TlogError
from ledger.tlog.note import Note, VerifierKey
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from ledger.verifier import Verifier

Answer = Receipt | RefusedError
"""What becomes of one note."""

Clock = Callable[[], int]
"""Milliseconds since 1970 UTC."""


class Ledger(Application[str]):
    """One ledger directory, open for writing."""

    name = "segel"

    def __init__(self, founding: Founding, clock: Clock, env: EnvType | None = None) -> None:
        """Use `open`; this takes over a founding whose lock is held."""
        self._founding = founding
        self.tree = founding.log
        super().__init__(env)
        self._clock = clock
        self.charter: Charter = founding.charter
        guard = Guard(founding.directory.guard, self.charter.origin)
        newest = self.tree.newest_checkpoint()
        self._stored_size = newest[0] if newest else 0
        guard.check(self.tree.subtrees, self._stored_size)
        self._publisher = Publisher(guard, founding.key)
        self._unstored: tuple[int, bytes] | None = None
        self._witnessed: Note | None = None
        dispute = founding.dispute()
        self._halt: LedgerError | None = HaltedError(dispute) if dispute else None
        self._verifier = Verifier()
        self._is_stale = True
        self._load()
        self._signed = self._begin()
        self._receipts = Receipts(self.tree, lambda: self.register.recoveries)
        self._commit: GroupCommit[Examined, Answer] = GroupCommit(
            self._examine, self._write, self._store_checkpoint
        )

    @classmethod
    def open(cls, path: Path, clock: Clock, *, busy_seconds: float = 2.0) -> Self:
        """Open a ledger directory as its one writer, and sign what is not yet signed.

        Raises:
            LockedError: Another process is the writer.
            CharterError: The directory does not hold what its fingerprint says.
            GuardError: Storage was lost; nothing may be signed.
        """
        founding = Founding.open(path, busy_seconds)
        try:
            return cls(founding, clock)
        except BaseException:
            founding.close()
            raise

    def close(self) -> None:
        """Answer what was handed in, store the newest checkpoint, let go of the directory."""
        self._commit.close()
        self._verifier.close()
        self._store_checkpoint()
        super().close()
        self._founding.close()

    def submit(self, notes: Sequence[bytes]) -> "Future[list[Answer]]":
        """Hand in notes without waiting; the future holds an answer for each.

        The future raises HaltedError or StorageError where nothing was kept.
        """
        return self._commit.submit(notes)

    def append_all(self, notes: Sequence[bytes]) -> list[Answer]:
        """Append signed notes; a receipt means that its note is durable and signed for.

        Raises:
            HaltedError: The log is disputed; nothing was kept.
            StorageError: The disk did not take it; nothing was kept.
        """
        return self.submit(notes).result()

    def anchor(self, checkpoint: Note) -> "Future[list[Answer]]":
        """Let the clerk write a checkpoint that a quorum has cosigned into the log.

        It goes through the group commit like every note. If it is not seen by a quorum of the
        policy in force when its turn comes, or not of this tree, nothing is written.
        """
        self._witnessed = checkpoint
        return self.submit(())

    def receipt(self, leaf_index: int, under: tuple[int, bytes] | None = None) -> Receipt | None:
        """Return the receipt of a leaf that is in the log, with fresh proofs.

        Args:
            leaf_index: Which leaf.
            under: A signed checkpoint of this tree and its size; the first that holds the leaf,
                if none is given.
        """
        rows = self.tree.entries(leaf_index, 1)
        if not rows or rows[0].leaf_index != leaf_index:
            return None
        covering = under or self._covering(leaf_index)
        if covering[0] <= leaf_index:  # committed this moment, not yet signed for
            return None
        return self._receipts.of(Placed.stored(rows[0]), covering)

    def journal(self, name: str) -> Journal | None:
        """Return where a journal stands, from its notes alone."""
        try:
            return self.repository.get(name, projector_func=Journal.project)
        except AggregateNotFoundError:
            return None

    @property
    def checkpoint(self) -> bytes:
        """The newest signed checkpoint."""
        return self._signed[1]

    @property
    def is_halted(self) -> str:
        """Why nothing is appended; empty while everything is well."""
        return "" if self._halt is None else str(self._halt)

    @property
    def is_writing(self) -> bool:
        """Whether there is a writer, who answers what is handed in."""
        return self._commit.is_alive

    @property
    def folder(self) -> Path:
        """Where everything of this ledger lies."""
        return self._founding.directory.path

    def words(self, recovery: Recovery) -> tuple[bytes, ...]:
        """Return the charter and the registrars' notes that have recovered the log."""
        return self._receipts.words(recovery)

    def challenge(self, raw: bytes) -> Recovery | None:
        """Take a checkpoint that somebody holds against this log.

        Under our own key and not of our tree, it stops appending and signing at once, and is
        kept: two signed checkpoints that cannot both be true are proof against the log. One of a
        tail that was lost is kept apart; returned is how the registrars have recovered the log.

        Raises:
            MalformedNoteError: Not a checkpoint signed by this log.
            StorageError: It could not be kept; appending has stopped all the same.
        """
        try:
            checkpoint = Checkpoint.opened(raw, self.charter.log)
        except TlogError as error:
            raise MalformedNoteError(f"not a checkpoint of this log: {error}") from error
        size = checkpoint.size
        if size <= self.tree.size and self.tree.subtrees.root(size) == checkpoint.root:
            return None
        bare = _bare(raw, self.charter.log)
        recoveries = [one for one in self.register.recoveries if one.size < size]
        if recoveries and size <= self._founding.lost():
            self._founding.keep_lost(bare)
            return recoveries[-1]
        self._halt = HaltedError("log-disputed: this log has signed two trees")  # at once
        self._founding.keep_dispute(bare)
        self._halt = HaltedError(self._founding.dispute())
        return None

    def construct_factory(self, env: Environment) -> InfrastructureFactory:
        """Record in our log."""
        return LogFactory(env, self.tree)

    def construct_mapper(self) -> Mapper[str]:
        """Store notes as they are."""
        return VerbatimMapper(self.construct_transcoder())

    def _load(self) -> None:
        """Fold the log anew, if what is folded holds notes that were not kept in the end."""
        if not self._is_stale:
            return
        self.register, docket = replayed(self.tree, self._founding.charter)
        self._admission = Admission(self.register, self.tree, self._verifier)
        self._clerk = Clerk(self._founding.clerk_key, self.register, docket)
        self._is_stale = False

    def _examine(self, notes: Sequence[bytes]) -> list[Examined]:
        return self._admission.examine(notes)

    def _write(self, examined: Sequence[Examined]) -> Sequence[Answer]:
        """Decide, commit, sign, and only then answer."""
        self._check_not_halted()
        self._load()
        self._admission.begin()
        events: list[StoredEvent] = []
        try:
            self._write_anchor(events)
            placed = [self._place(one, events) for one in examined]
            if events:
                self._keep(events)
        except BaseException:
            self._is_stale = True
            self._load()  # at once: others read the register; or at the latest for the next batch
            raise
        if self._signed[0] < self.tree.size:
            self._check_not_halted()  # somebody may have held a checkpoint against us meanwhile
            self._signed = self._publish()
        return [self._answer(one) for one in placed]

    def _check_not_halted(self) -> None:
        if self._halt is not None:
            raise type(self._halt)(str(self._halt))

    def _place(self, examined: Examined, events: list[StoredEvent]) -> Placed | RefusedError:
        try:
            found = self._admission.admit(examined)
        except RefusedError as error:
            self._file(examined.entry, error, events)
            return error
        if isinstance(found, Placed):
            return found
        return self._enter(found, events)

    def _enter(self, entry: Entry, events: list[StoredEvent]) -> Placed:
        index = self.tree.size + len(events)
        header = entry.header
        events.append(StoredEvent(header.journal, header.sequence, header.topic, entry.raw))
        return self._admission.take(index, entry)

    def _file(
        self, refused: Entry | None, refusal: RefusedError, events: list[StoredEvent]
    ) -> None:
        """File a refused note at the next leaf: the fact is true there, and perhaps not later."""
        if refused is None:
            return
        seen = Checkpoint(self.charter.origin, self.tree.size, self.tree.root)
        note = self._clerk.file(refused, refusal, seen)
        if note is not None:
            self._enter(note, events)

    def _write_anchor(self, events: list[StoredEvent]) -> None:
        """Write the anchor that was asked for, ahead of the batch: at a leaf of known policy."""
        note, self._witnessed = self._witnessed, None
        if note is None:
            return
        seen = Checkpoint(self.charter.origin, self.tree.size, self.tree.root)
        with suppress(TlogError):
            checkpoint = Checkpoint.opened(note.serialise(), self.charter.log)
            size = checkpoint.size
            if size <= seen.size and self.tree.subtrees.root(size) == checkpoint.root:
                self._enter(self._clerk.anchor(note, seen), events)

    def _keep(self, events: Sequence[StoredEvent]) -> None:
        try:
            self.recorder.insert_events(
                events, received_at=self._clock(), checkpoint=self._unstored
            )
        except PersistenceError as error:
            raise error.__cause__ if isinstance(error.__cause__, LedgerError) else error from None
        self._stored()

    def _begin(self) -> tuple[int, bytes]:
        """Sign what is committed; if that may not be, or not now, show what was signed last."""
        if self._halt is None:
            with suppress(StorageError):  # no room for the guard: reading goes on
                return self._publish()
        return self._publisher.again()

    def _publish(self) -> tuple[int, bytes]:
        """Sign what is committed; return the checkpoint with its size."""
        try:
            signed = self.tree.size, self._publisher.publish(self.tree.subtrees, self.tree.root)
        except GuardError as error:
            self._halt = error
            raise
        if self.tree.size > self._stored_size:
            self._unstored = signed
        return signed

    def _store_checkpoint(self) -> None:
        """Write the newest checkpoint down while nobody waits; the next batch would do it too."""
        if self._unstored is None:
            return
        try:
            self.tree.append((), self._clock(), self._unstored)
        except StorageError:
            return
        self._stored()

    def _stored(self) -> None:
        if self._unstored is not None:
            self._stored_size = self._unstored[0]
            self._unstored = None

    def _answer(self, placed: Placed | RefusedError) -> Answer:
        if isinstance(placed, RefusedError):
            return placed
        covering = self._signed if placed.is_new else self._covering(placed.leaf_index)
        return self._receipts.of(placed, covering)

    def _covering(self, index: int) -> tuple[int, bytes]:
        """Return the first checkpoint whose tree holds a leaf, and its size."""
        newest = self._signed  # before looking: meanwhile it may be stored, and a larger one signed
        return self.tree.checkpoint_covering(index) or newest

    def fingerprint(self) -> str:
        """Return the charter's leaf hash in base64: what trust starts from."""
        return to_base64(leaf_hash(self._founding.charter_note))


def _bare(raw: bytes, log: VerifierKey) -> bytes:
    """Return a checkpoint with the log's own line alone: anybody can add others without end."""
    note = Note.parse(raw)
    own = next(s for s in note.signatures if (s.name, s.key_id) == (log.name, log.id))
    return Note(note.text, (own,)).serialise()
