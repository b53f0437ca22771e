"""Admission: who says it, and where does it belong?

Decides for each note of a batch whether it is next, again or refused, from the
register, the journals and the tree alone; what the note says is never looked
at.  Nothing authentic is refused for what it says.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from ledger.errors import (
    BadSignatureError,
    BehindError,
    DisputedError,
    EquivocationError,
    MalformedNoteError,
    RefusedError,
    UnknownJournalError,
)
from ledger.journal import CHARTER, REGISTER, STATEMENT, Entry, Header
from ledger.log import Log, Stored
from ledger.member import Member
from ledger.recovery import excuse
from ledger.register import Register
from ledger.tlog.note import Note
from ledger.tlog.tree import EMPTY_ROOT
from ledger.verifier import Signed, Verifier

_ROOTS_KEPT = 4096
_SELECT_SAID = "SELECT note FROM entry WHERE journal = ? AND leaf_index > ?"


@dataclass(frozen=True, slots=True)
class Examined:
    """What can be said about a note without knowing the order of things."""

    entry: Entry | None = None
    signer: Member | None = None
    """Under whose key the signature was found to hold."""

    public: bytes = b""
    """That key."""

    refusal: RefusedError | None = None
    register: Register | None = None
    """What the signer was looked up in; it may hold notes that are not kept in the end."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a note is: in the log, or in the batch that is being written."""

    leaf_index: int
    leaf: bytes
    """Leaf hash of `note`."""

    note: bytes
    cited: int
    """The tree size that the note cites; 0 for the charter."""

    root: bytes = EMPTY_ROOT
    """The root that the note cites with it."""

    is_new: bool = False
    """Whether the batch that is being written brings it."""

    @classmethod
    def stored(cls, row: Stored) -> Self:
        """Return where a note of the log is."""
        if row.topic == CHARTER:
            return cls(row.leaf_index, row.leaf, row.note, 0)
        header = Entry.parse(row.note).header
        return cls(row.leaf_index, row.leaf, row.note, header.size, header.root)


@dataclass(slots=True)
class Admission:
    """Decides over one batch after the other."""

    register: Register
    log: Log
    verifier: Verifier
    _roots: dict[int, bytes] = field(default_factory=dict)
    _batch: dict[tuple[str, int], Placed] = field(default_factory=dict)
    _returned: dict[str, int] = field(default_factory=dict)
    """Largest size of our own trees that a journal cites since the log was first recovered."""

    def examine(self, notes: Sequence[bytes]) -> list[Examined]:
        """Parse notes and check their signatures; safe to call from any thread."""
        examined = [self._read(raw) for raw in notes]
        signed = [
            Signed(one.public, one.entry.signature.value, one.entry.text.encode())
            for one in examined
            if one.entry is not None and one.signer is not None
        ]
        found = iter(self.verifier.reasons(signed))
        return [one if one.signer is None else _judged(one, next(found)) for one in examined]

    def _read(self, raw: bytes) -> Examined:
        entry, register = None, self.register
        try:
            entry = Entry.parse(raw)
            if entry.header.topic not in {STATEMENT, REGISTER}:
                raise MalformedNoteError("only the server's own journal holds notes of this kind")
            signer = register.signer(entry)
            return Examined(entry, signer, signer.public(entry.signature), register=register)
        except UnknownJournalError:
            return Examined(entry)
        except RefusedError as error:
            return Examined(entry, refusal=error, register=register)

    def begin(self) -> None:
        """Start a batch: whatever the last one held is in the log now."""
        self._batch.clear()

    def admit(self, examined: Examined) -> Entry | Placed:
        """Return the entry if it is the journal's next, or where it is already.

        Raises:
            RefusedError: One of its kinds, saying why; nothing has changed.
        """
        entry, refusal = examined.entry, examined.refusal
        if isinstance(refusal, BadSignatureError) and examined.register is not self.register:
            refusal = None  # never is a long time: perhaps another key was enrolled in the end
        if refusal is not None or entry is None:
            raise refusal or MalformedNoteError("not a note")
        header = entry.header
        member = self.register.member(header.journal)
        if examined.signer is not member:
            self.register.check_signed(entry)
        if header.sequence < member.chain.expected and (again := self._again(entry)):
            return again
        self.register.check_not_revoked(entry)
        member.chain.check(header)
        self._check_cited(entry)
        return entry

    def take(self, index: int, entry: Entry) -> Placed:
        """Make room for what follows in the same batch: this note will be leaf `index`."""
        header = entry.header
        placed = Placed(index, entry.leaf, entry.raw, header.size, header.root)
        self._batch[header.journal, header.sequence] = placed
        self.register.take(index, entry)
        if header.journal in self._returned and self._fits(header):
            self._returned[header.journal] = max(self._returned[header.journal], header.size)
        return replace(placed, is_new=True)

    def _again(self, entry: Entry) -> Placed | None:
        place = (entry.header.journal, entry.header.sequence)
        found = self._batch.get(place)
        if found is None and (row := self.log.numbered(*place)) is not None:
            found = Placed.stored(row)
        if found is not None and Note.parse(found.note).text != entry.text:
            raise EquivocationError(f"{place[0]} holds another text under number {place[1]}")
        return found

    def _check_cited(self, entry: Entry) -> None:
        size = entry.header.size
        if self._fits(entry.header):
            return
        recoveries = self.register.recoveries
        if recoveries and excuse(recoveries, entry, self._returned_to(entry.header.journal)):
            return
        if size > self.log.size:
            raise BehindError(f"cites size {size}, this log has {self.log.size}")
        raise DisputedError(f"this log never had the cited root at size {size}")

    def _fits(self, header: Header) -> bool:
        return header.size <= self.log.size and self._root(header.size) == header.root

    def _returned_to(self, journal: str) -> int:
        """Return the largest tree of ours that a journal cites since the first recovery."""
        if journal not in self._returned:
            since = self.register.recoveries[0].index
            rows = self.log.query(_SELECT_SAID, (journal, since))
            notes = [row[0] for row in rows]
            notes += [one.note for (name, _), one in self._batch.items() if name == journal]
            headers = [Entry.parse(note).header for note in notes]
            self._returned[journal] = max(
                (header.size for header in headers if self._fits(header)), default=0
            )
        return self._returned[journal]

    def _root(self, size: int) -> bytes:
        root = self._roots.get(size)
        if root is None:
            if len(self._roots) >= _ROOTS_KEPT:
                self._roots.clear()
            root = self._roots[size] = self.log.subtrees.root(size)
        return root


def _judged(examined: Examined, reason: str) -> Examined:
    if not reason:
        return examined
    return Examined(examined.entry, refusal=BadSignatureError(reason), register=examined.register)
