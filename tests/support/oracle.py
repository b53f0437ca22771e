"""An oracle: what a ledger has to answer, worked out slowly from its entries alone.

Folds every entry in full, one by one, and judges one note at a time; no batch, no
cache, no thread.  Whatever the ledger keeps in memory must agree with it.
"""

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from ledger.charter import Charter
from ledger.errors import (
    AheadError,
    BehindError,
    BrokenChainError,
    DisputedError,
    EquivocationError,
    MalformedNoteError,
    PassedNumberError,
    RefusedError,
    RevokedError,
)
from ledger.evidence import Evidence
from ledger.journal import EVIDENCE, REGISTER, STATEMENT, Entry, Header
from ledger.log import Stored
from ledger.receipt import Receipt
from ledger.register import Effect, Register
from ledger.tlog.tree import EMPTY_ROOT, leaf_hash, root_of

Kind = type[Receipt] | type[RefusedError]

FILED = (EquivocationError, RevokedError, DisputedError, BrokenChainError, PassedNumberError)
"""Refusals that are worth a leaf."""


@dataclass(slots=True)
class Oracle:
    """Everything that follows from the first `size` entries."""

    register: Register
    leaves: list[bytes]
    roots: list[bytes]
    """Root at each size, from 0."""

    texts: dict[tuple[str, int], str] = field(default_factory=dict)
    """Every journal's note under every number."""

    filed: set[tuple[str, int, str]] = field(default_factory=set)
    """Journal, number and text of what stands in evidence."""

    effects: dict[bytes, list[Effect]] = field(default_factory=dict)
    """Leaf hash of a register note -> what its lines did."""

    @classmethod
    def of(cls, charter: Charter, note: bytes) -> Self:
        """Begin with leaf 0."""
        leaf = leaf_hash(note)
        return cls(Register.opened(charter, leaf), [leaf], [EMPTY_ROOT, leaf])

    @property
    def size(self) -> int:
        return len(self.leaves)

    def reads(self, rows: Iterable[Stored]) -> None:
        """Fold the next entries, which must be authentic, next, and one of a kind."""
        for row in rows:
            entry = Entry.parse(row.note)
            header = entry.header
            place = (header.journal, header.sequence)
            assert (row.leaf_index, row.leaf) == (self.size, entry.leaf)
            assert (row.journal, row.sequence, row.topic) == (*place, header.topic)
            self.register.check_signed(entry)
            self.register.check_not_revoked(entry)
            self.register.member(header.journal).chain.check(header)
            assert header.size <= self.size
            assert header.root == self.roots[header.size]
            assert place not in self.texts
            self._take(entry)
            self.leaves.append(entry.leaf)
            self.roots.append(root_of(self.leaves))

    def judges(self, notes: Iterable[bytes]) -> list[Kind]:
        """Say what becomes of notes that are handed in one after the other."""
        ahead = copy.deepcopy(self)
        return [ahead.judge(raw) for raw in notes]

    def judge(self, raw: bytes) -> Kind:
        """Say what becomes of the next note, and go on as if it were in the log."""
        try:
            entry = Entry.parse(raw)
            if entry.header.topic not in {STATEMENT, REGISTER}:
                return MalformedNoteError
            self.register.check_signed(entry)
            kind = self._placed(entry)
        except RefusedError as error:
            return type(error)
        if kind is None:
            self._take(entry)
        return kind or Receipt

    def _placed(self, entry: Entry) -> Kind | None:
        """Say what becomes of an authentic note; nothing, if it is the next."""
        header = entry.header
        chain = self.register.member(header.journal).chain
        known = self.texts.get((header.journal, header.sequence))
        if known is not None:
            return Receipt if known == entry.text else EquivocationError
        self.register.check_not_revoked(entry)
        if header.sequence != chain.expected:
            return AheadError if header.sequence > chain.expected else PassedNumberError
        if header.previous != chain.head:
            return BrokenChainError
        return self._disputed(header)

    def _disputed(self, header: Header) -> Kind | None:
        if header.size > self.size:
            return BehindError
        return None if header.root == self.roots[header.size] else DisputedError

    def _take(self, entry: Entry) -> None:
        header = entry.header
        self.texts[header.journal, header.sequence] = entry.text
        outcomes = self.register.take(self.size, entry)
        self.effects[entry.leaf] = [one.effect for one in outcomes]
        if header.topic == EVIDENCE:
            refused = Entry.parse(Evidence.parse(entry.body).note)
            self.filed.add(key_of(refused))


def key_of(entry: Entry) -> tuple[str, int, str]:
    """Return what evidence is filed once for."""
    return (entry.header.journal, entry.header.sequence, entry.text)
