"""Reading: one leaf of the log as the facts that the domain folds.

Here the ledger and the domain meet.  Whatever stands in the log was found authentic and in order
before it got there, so nothing is verified again: of a statement only the cited size and the body
are cut out of the note.  Notes of the register and of the clerk are rare and are parsed whole.
What witnesses have vouched for is checked all the same, by the policy in force at that leaf: times
are taken from nobody's word.

A line of the register whose possession does not hold is void, though its note stands in the log, so
that has to be found out here too.  It takes 0.1 ms a phone, and nearly every phone has answered it
already: where a single line of the whole log enrols a journal and a note of that journal stands in
the log, that line has enrolled it, or the note would never have got there.
"""

import re
from binascii import b2a_base64
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Final, TypeAlias

import msgspec

from domain.catalogue import read
from domain.fact import (
    Anchored,
    Enrolled,
    Fact,
    Filed,
    FiledReason,
    Recovered,
    Resumed,
    Revoked,
    Strengthened,
    Voided,
)
from domain.said import Said
from ledger.anchor import Anchor
from ledger.charter import Charter
from ledger.errors import LedgerError, MalformedNoteError
from ledger.evidence import Evidence
from ledger.journal import ANCHOR, CHARTER, EVIDENCE, REGISTER, STATEMENT, Entry
from ledger.log import Log, Stored
from ledger.member import Member
from ledger.recovery import Recovery, says_so
from ledger.register import Effect, Outcome, Register
from ledger.tlog.errors import FormatError, TlogError
from ledger.tlog.text import to_base64

Facts: TypeAlias = tuple[Fact, ...]

_SELECT_LAST = (
    "SELECT sequence, leaf_hash FROM entry WHERE journal = ? AND leaf_index < ? "
    "ORDER BY sequence DESC LIMIT 1"
)
_SELECT_ENROLLING = (
    "SELECT journal, CASE topic WHEN ? THEN note END FROM entry WHERE topic = ? OR sequence = 0"
)
_SELECT_ABOVE = "SELECT leaf_index FROM entry WHERE journal = ? AND sequence > ? AND leaf_index < ?"

_SELECT_STRANGER = (
    "SELECT leaf_index FROM entry WHERE leaf_index < ? "
    "AND journal NOT IN (SELECT value FROM json_each(?)) ORDER BY leaf_index DESC LIMIT 1"
)
_ROOTS_KEPT = 4096

_ENROLLED: Final = re.compile(r"^enrol ([^+ \n]*+)(?!\+[0-9a-f]{8}\+/)", re.MULTILINE)
"""Of hardware keys, whose type byte is written `/`, none enrols a journal."""

_REASONS: Final[dict[str, FiledReason]] = {
    "equivocation": "equivocation",
    "revoked": "revoked",
    "disputed": "disputed",
    "chain": "chain",
}


class Reader:
    """Reads leaves in log order; any leaf that was read can be asked for again."""

    def __init__(self, log: Log) -> None:
        """Begin before leaf 0."""
        self._log = log
        self._register: Register | None = None
        self._members: dict[str, Member] = {}
        self._proven: frozenset[str] = frozenset()
        self._recoveries: tuple[Recovery, ...] = ()
        self._roots: dict[int, str] = {}
        self._kept: dict[int, Facts] = {}
        self._by_topic: dict[str, Callable[[Stored], Facts]] = {
            CHARTER: self._open,
            REGISTER: self._registered,
            EVIDENCE: self._filed,
            ANCHOR: self._anchored,
        }

    @property
    def register(self) -> Register | None:
        """Who may sign and which policy is in force, as of the leaf read last; None before any."""
        return self._register

    def facts(self, stored: Stored) -> Facts:
        """Read the next leaf; leaves that say nothing to the register may be left out."""
        if stored.topic == STATEMENT:
            return (self.said(stored),)
        act = self._by_topic.get(stored.topic)
        if act is None:
            return ()
        facts = act(stored)
        if facts:
            self._kept[stored.leaf_index] = facts
        return facts

    def again(self, stored: Stored) -> Facts:
        """Return the facts of a leaf that was read before, statements doubted as of now."""
        if stored.topic == STATEMENT:
            return (self.said(stored),)
        return self._kept.get(stored.leaf_index, ())

    def said(self, stored: Stored) -> Said:
        """Read a statement."""
        member = self._members[stored.journal]
        header = stored.note.split(b"\n", 6)
        after = member.revoked_after
        return Said(
            stored.leaf_index,
            b2a_base64(stored.leaf, newline=False).decode(),
            stored.journal,
            stored.sequence,
            int(header[4].split(b" ", 1)[0]),
            stored.journal if member.is_registrar else member.enroller,
            member.registrar,
            read(header[5]),
            after is not None and stored.sequence > after,
            self._lost(stored.leaf_index, header[4]) if self._recoveries else None,
        )

    def leaves(self, indexes: Iterable[int]) -> Iterator[Stored]:
        """Yield stored leaves in log order."""
        yield from self._log.leaves(indexes)

    def above(self, journal: str, number: int, before: int) -> list[int]:
        """Return where a journal's notes above a number stand, before leaf `before`."""
        return [row[0] for row in self._log.query(_SELECT_ABOVE, (journal, number, before))]

    def _open(self, stored: Stored) -> Facts:
        charter = Charter.opened(stored.note)
        self._register = Register.opened(charter, stored.leaf)
        self._members = self._register.members
        self._proven = self._enrolled_once()
        leaf = b2a_base64(stored.leaf, newline=False).decode()
        return tuple(
            Enrolled(stored.leaf_index, leaf, key.name, key.name, key.name)
            for key in charter.registrars
        )

    def _registered(self, stored: Stored) -> Facts:
        if self._register is None:
            return ()
        entry = Entry.parse(stored.note)
        expected = self._expected(entry, stored.leaf_index)
        if says_so(entry):
            self._register.stranger = self._stranger(stored.leaf_index)
        outcomes = self._register.take(stored.leaf_index, entry, self._proven)
        self._recoveries = self._register.recoveries
        facts = (
            self._fact(stored, number, outcome, expected)
            for number, outcome in enumerate(outcomes, start=1)
        )
        return tuple(fact for fact in facts if fact is not None)

    def _stranger(self, index: int) -> int:
        """Return the last leaf before `index` outside the registrars' journals."""
        registrars = [name for name, member in self._members.items() if member.is_registrar]
        wanted = msgspec.json.encode(registrars).decode()
        rows = self._log.query(_SELECT_STRANGER, (index, wanted))
        return int(rows[0][0]) if rows else 0

    def _lost(self, index: int, citation: bytes) -> int | None:
        """Return the leaf of the recovery behind whose lost tail a citation lies, if it does.

        The ledger has taken it, so a tree that this log never had was lost.
        """
        number, _, root = citation.partition(b" ")
        size = int(number)
        before = [one.index for one in self._recoveries if one.index < index and one.size < size]
        if not before or (size <= self._log.size and self._root(size) == root.decode()):
            return None
        return before[-1]

    def _root(self, size: int) -> str:
        root = self._roots.get(size)
        if root is None:
            if len(self._roots) >= _ROOTS_KEPT:
                self._roots.clear()
            root = self._roots[size] = to_base64(self._log.subtrees.root(size))
        return root

    def _enrolled_once(self) -> frozenset[str]:
        """Return who has signed notes in the log and is enrolled by one line of it alone."""
        lines: Counter[str] = Counter()
        signed: set[str] = set()
        for journal, note in self._log.query(_SELECT_ENROLLING, (REGISTER, REGISTER)):
            signed.add(journal)
            if note is not None:
                lines.update(_ENROLLED.findall(note.decode()))
        return frozenset(name for name in signed if lines[name] == 1)

    def _expected(self, entry: Entry, index: int) -> dict[str, int]:
        """Bring the journals that a note resumes to where they stand; return their next numbers.

        Only here does it matter where a journal stands, so nobody counts along with statements.
        """
        expected: dict[str, int] = {}
        if "resume " not in entry.body:
            return expected
        for line in entry.body.split("\n"):
            verb, _, rest = line.partition(" ")
            member = self._members.get(rest.partition(" ")[0])
            if verb != "resume" or member is None:
                continue
            journal = member.key.name
            rows = self._log.query(_SELECT_LAST, (journal, index))
            if rows and rows[0][0] >= member.chain.expected:
                member.chain.advance(*rows[0])
            expected[journal] = member.chain.expected
        return expected

    def _fact(
        self, stored: Stored, number: int, outcome: Outcome, expected: dict[str, int]
    ) -> Fact | None:
        index, journal = stored.leaf_index, outcome.journal
        fact: Fact | None = None
        match outcome.effect:
            case Effect.ENROLLED:
                member = self._members[journal]
                leaf = b2a_base64(stored.leaf, newline=False).decode()
                fact = Enrolled(index, leaf, journal, member.enroller, member.registrar)
            case Effect.STRENGTHENED:
                fact = Strengthened(index, stored.journal, journal)
            case Effect.RESUMED:
                at = int(outcome.line.split(" ")[3])
                fact = Resumed(index, stored.journal, journal, at, expected[journal])
                expected[journal] = at
            case Effect.REVOKED:
                after = int(outcome.line.split(" ")[3])
                fact = Revoked(index, stored.journal, journal, after)
            case Effect.RECOVERED:
                fact = Recovered(index, stored.journal, self._recoveries[-1].size)
            case Effect.VOID:
                fact = Voided(index, stored.journal, number, outcome.reason)
            case _:
                pass
        return fact

    def _anchored(self, stored: Stored) -> Facts:
        """Read an anchor; one that proves nothing to the policy in force tells no time."""
        register = self._register
        if register is None:
            return ()
        try:
            body = Entry.parse(stored.note).body
            anchored = Anchor.parse(body).verified(register.charter.log, register.policy)
        except (LedgerError, TlogError):
            return ()
        size, earliest, latest = anchored.checkpoint.size, anchored.earliest, anchored.latest
        if size > stored.leaf_index or earliest is None or latest is None:
            return ()
        times = (datetime.fromtimestamp(one, UTC) for one in (earliest, latest))
        return (Anchored(stored.leaf_index, size, *times),)

    def _filed(self, stored: Stored) -> Facts:
        try:
            evidence = Evidence.parse(Entry.parse(stored.note).body)
            header = Entry.parse(evidence.note).header
        except (FormatError, MalformedNoteError):
            return ()
        reason = _REASONS[evidence.reason]
        return (Filed(stored.leaf_index, reason, header.journal, header.sequence),)
