"""A log as a monitor has verified it: a copy of its own, grown entry by entry, and folded here.

Nothing enters before it was shown to be under a checkpoint that the log has signed and that begins
with what is here already.  An entry that is not authentic or not in order is kept in its place all
the same, because it *is* in the log, but under no journal: it is named and it is not folded.  What
is on the disk is what was verified; a process that is killed goes on from there, and none is
skipped, because leaf indexes are dense and the copy's tree is compared with the signed one.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Self

from ledger.charter import Charter
from ledger.directory import Directory
from ledger.equivocation import Equivocation, accuse
from ledger.errors import ForkError, RefusedError
from ledger.journal import CHARTER, EVIDENCE, REGISTER, Entry
from ledger.log import Draft, Log
from ledger.mirror import Growth
from ledger.recovery import excuse
from ledger.register import Register
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import TlogError
from ledger.tlog.note import Note
from projections import findings
from projections.directory import Projections
from projections.findings import Listed

PAGE = 1024
"""Entries that are written at once."""

NOWHERE = "?"
"""Under which an entry stands that is not authentic or not in order."""

Clock = Callable[[], int]
"""Milliseconds since 1970 UTC."""


class Fault(NamedTuple):
    """An entry that does not stand where it should, or not as it should."""

    leaf: int
    reason: str
    is_citation: bool = False
    """It is authentic and in order, and cites a tree that never was."""


class Shadow:
    """One log."""

    def __init__(self, folder: Path, log: Log, charter: bytes, clock: Clock) -> None:
        """Stand on a copy; use `open`."""
        self.charter = Charter.opened(charter)
        self._raw_charter = charter
        self._folder = folder
        self._log = log
        self._clock = clock
        self._projections: Projections | None = None
        self.register = _register(log, self.charter)
        self._returned: dict[str, int] = {}

    @classmethod
    def open(cls, folder: Path, charter: bytes, clock: Clock) -> Self:
        """Open the copy in a folder, or begin one with the charter.

        Raises:
            CharterError: It is none.
            StorageError: The disk did not take it.
        """
        folder.mkdir(parents=True, exist_ok=True)
        path = Directory(folder).database
        if not path.exists():
            opened = Charter.opened(charter)
            draft = path.with_suffix(".new")
            draft.unlink(missing_ok=True)
            log = Log.create(draft)
            log.append([Draft(opened.origin, 0, CHARTER, charter)], clock())
            log.close()
            draft.rename(path)  # a copy is there with its charter, or not at all
        log = Log.open(path)
        try:
            return cls(folder, log, charter, clock)
        except BaseException:
            log.close()
            raise

    def beside(self, folder: Path) -> "Shadow":
        """Begin another copy of the same log in a folder.

        Raises:
            StorageError: The disk did not take it.
        """
        return Shadow.open(folder, self._raw_charter, self._clock)

    def close(self) -> None:
        """Close every file."""
        if self._projections is not None:
            self._projections.close()
        self._log.close()

    @property
    def known(self) -> Checkpoint:
        """The tree of what is here."""
        return Checkpoint(self.charter.origin, self._log.size, self._log.root)

    @property
    def signed(self) -> bytes | None:
        """The newest checkpoint that was verified, as the log has signed it."""
        newest = self._log.newest_checkpoint()
        return newest[1] if newest else None

    def root(self, size: int) -> bytes:
        """Return the root of the first so many entries, at most those that are here."""
        return self._log.subtrees.root(size)

    def check(self, checkpoint: Checkpoint, note: bytes) -> None:
        """Compare a checkpoint that is not larger than what is here; remember the first one.

        Raises:
            ForkError: The log has signed another history.
        """
        if self.root(checkpoint.size) != checkpoint.root:
            raise ForkError(self.known.size, checkpoint.size)
        if checkpoint.size == self.known.size:
            self.sign(checkpoint.size, note)

    def grow(self, growth: Growth, note: bytes) -> Iterator[Fault]:
        """Take what is new under a verified checkpoint; yield what is wrong with it.

        Args:
            growth: From `known` to the tree of the checkpoint.
            note: The checkpoint, as the log has signed it.

        Raises:
            UnprovenError: The log does not show what it has signed; what came before it stays.
            StorageError: The disk did not take it.
        """
        drafts: list[Draft] = []
        for bundle in growth.bundles(self._log.size // 256):
            start = self._log.size + len(drafts) - bundle.first
            for index, raw in enumerate(bundle.entries[start:], bundle.first + start):
                draft, fault = self._judged(index, raw, growth)
                drafts.append(draft)
                if fault is not None:
                    yield fault
            if len(drafts) >= PAGE:
                self._log.append(drafts, self._clock())
                drafts = []
        self._log.append(drafts, self._clock())
        self.sign(growth.new.size, note)

    def sign(self, size: int, note: bytes) -> None:
        """Remember a verified checkpoint of what is here, without the witnesses' lines."""
        found, log = Note.parse(note), self.charter.log
        own = next(one for one in found.signatures if (one.name, one.key_id) == (log.name, log.id))
        newest = self._log.newest_checkpoint()
        if newest is None or newest[0] < size:
            raw = Note(found.text, (own,)).serialise()
            self._log.append((), self._clock(), (size, raw))

    def findings(self, after: int, at: int) -> tuple[list[Listed], datetime | None]:
        """Fold what is here; return findings raised behind a leaf or due by now, and the next due.

        Args:
            after: Leaf index.
            at: Milliseconds since 1970 UTC.
        """
        if self._projections is None:
            self._projections = Projections.open(self._folder, self._log, self._clock)
        self._projections.catch_up()
        with self._projections.view() as now:
            moment = datetime.fromtimestamp(at / 1000, UTC)
            return findings.raised(now, after, moment), findings.next_due(now, moment)

    def accused(self, note: bytes, growth: Growth | None) -> Equivocation | None:
        """Return the proof that a checkpoint contradicts what is here, where there can be one.

        Args:
            note: The other checkpoint, signed by the log.
            growth: Its tree, if that is the larger one.
        """
        own = self.signed
        if own is None:
            return None
        node = self._log.subtrees.node if growth is None else growth.node
        try:
            return accuse(self._raw_charter, (own, note), node)
        except TlogError:  # the copy is larger than its newest checkpoint: a crash came between
            return None

    def _judged(self, index: int, raw: bytes, growth: Growth) -> tuple[Draft, Fault | None]:
        try:
            entry = Entry.parse(raw)
            header, member = entry.header, self.register.check_signed(entry)
            self.register.check_not_revoked(entry)
            member.chain.check(header)
        except RefusedError as error:
            return Draft(NOWHERE, index, "", raw), Fault(index, str(error))
        fault = None
        if header.size <= index and growth.root(header.size) == header.root:
            if self.register.recoveries:
                returned = self._returned.get(header.journal, 0)
                self._returned[header.journal] = max(returned, header.size)
        elif excuse(self.register.recoveries, entry, self._returned_to(header.journal)) is None:
            reason = f"{header.journal} cites another tree of size {header.size}"
            fault = Fault(index, reason, is_citation=True)
        self.register.take(index, entry)
        return Draft(header.journal, header.sequence, header.topic, raw), fault

    def _returned_to(self, journal: str) -> int:
        """Return the largest tree of this log that a journal cites since the first recovery."""
        if not self.register.recoveries:
            return 0
        since = self.register.recoveries[0].index
        rows = self._log.query(_SELECT_SAID, (journal, since))
        headers = [Entry.parse(row[0]).header for row in rows]
        kept = [
            one.size
            for one in headers
            if one.size <= self._log.size and self.root(one.size) == one.root
        ]
        return max([self._returned.get(journal, 0), *kept])


_PAGE = 10_000
_SELECT_SAID = "SELECT note FROM entry WHERE journal = ? AND leaf_index > ?"
_SELECT = (
    "SELECT leaf_index, journal, sequence, leaf_hash, "
    "CASE WHEN topic IN (?, ?) THEN note END FROM entry "
    "WHERE leaf_index >= ? AND journal <> ? ORDER BY leaf_index LIMIT ?"
)


def _register(log: Log, charter: Charter) -> Register:
    """Fold the register of the copy again; entries under no journal say nothing."""
    register = Register.opened(charter, log.entries(0, 1)[0].leaf)
    start = 1
    while rows := log.query(_SELECT, (REGISTER, EVIDENCE, start, NOWHERE, _PAGE)):
        for index, journal, sequence, leaf, note in rows:
            if note is None:
                register.advance(index, journal, sequence, leaf)
            else:
                register.take(index, Entry.parse(note))
        start = rows[-1][0] + 1
    return register
