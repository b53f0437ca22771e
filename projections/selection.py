"""Selection: which leaves belong into an evidence file, and the file made of them.

*Chosen* is what touches a subject, by its history, and whatever cites that to endorse, correct or
annul it.  *Needed* is what it takes to check the chosen: the charter, what they cite, every line of
the register that is about a journal which has signed one of all these, up to the founders, and the
anchors that bracket them in time.

A selection rests on projections and is no evidence itself: a leaf that a fold has missed is missing
from the file, and the file says so.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

import msgspec

from domain.catalogue import NotUnderstood, read
from domain.finding import Subject
from ledger.anchor import Anchor
from ledger.bundle import Asked, Bundle, Enclosed, Scope
from ledger.charter import Charter, fingerprint
from ledger.journal import ANCHOR, REGISTER, STATEMENT, Entry
from ledger.log import Log
from ledger.recovery import says_so
from ledger.register import Register
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import Note
from ledger.tlog.policy import NONE, Policy
from ledger.tlog.text import parse_base64
from projections import history
from projections.statement import cited
from projections.view import View

_FOLDS: Final[dict[Asked, Subject]] = {
    Asked.BOX: "kotak",
    Asked.SEAL: "segel",
    Asked.PLACE: "tempat",
    Asked.JOURNAL: "jurnal",
}
_PAGE: Final = 4096
_LINKS: Final = ("of", "target", "replaces")
"""The roles in which a statement speaks about another, not only beside it."""

_NOTES: Final = (
    "SELECT leaf_index, note FROM entry WHERE leaf_index IN (SELECT value FROM json_each(?)) "
    "ORDER BY leaf_index"
)
_TOPIC: Final = (
    "SELECT leaf_index FROM statement WHERE kind IS NULL AND topic = :topic "
    "AND leaf_index < :size ORDER BY leaf_index"
)
_SEEN: Final = (
    "SELECT leaf_index FROM statement WHERE kind IS NULL AND topic = :topic "
    "AND leaf_index < :size ORDER BY leaf_index DESC LIMIT 1"
)
_LATER: Final = (
    "SELECT leaf_index FROM statement WHERE kind IS NULL AND topic = :topic "
    "AND leaf_index > :after AND leaf_index < :size ORDER BY leaf_index LIMIT 8"
)
_CITING: Final = (
    "SELECT DISTINCT c.leaf_index FROM statement AS s JOIN citation AS c ON c.cited = s.leaf "
    "WHERE s.leaf_index IN (SELECT value FROM json_each(:leaves)) "
    "AND c.role IN ('of', 'target', 'replaces') AND c.leaf_index < :size"
)
_AT_PLACE: Final = (
    "SELECT since FROM kotak WHERE place = :place UNION "
    "SELECT since FROM kunjungan WHERE place = :place UNION "
    "SELECT since FROM kiriman WHERE destination = :place"
)
_WITNESSED: Final = (
    "SELECT size, witness, line FROM cosignature WHERE size > ? AND size <= ? "
    "ORDER BY size DESC, witness"
)
_CHECKPOINT: Final = "SELECT note FROM checkpoint WHERE size = ?"
_RECOVERY_MAX: Final = 256
"""Leaves before a word of recovery that are enclosed; an honest one has a few."""

_ABOUT: Final = re.compile(r"(?:enrol|resume|revoke) ([^ +]+)")


def bundle(
    view: View, log: Log, scope: Scope, signed: tuple[int, bytes] | None = None
) -> Bundle | None:
    """Make the evidence file about a subject; None: nothing was said about it.

    Args:
        view: The projections, up to their newest leaf.
        log: What they were folded from.
        scope: What is asked for.
        signed: The newest checkpoint with its size, where it is perhaps not stored yet.

    Raises:
        FormatError: More than fits into one file, or a scope that cannot be.
    """
    newest = signed or log.newest_checkpoint()
    if newest is None:
        return None
    found = {index for index in _asked(view, log, scope) if index < newest[0]}
    chosen = _with_citing(view, found, newest[0])
    if not chosen:
        return None
    known = _registrations(view, log, newest[0])
    size, checkpoint = _covering(log, max(chosen), newest, known.policy())
    leaves = _Leaves(view, log, size, known)
    needed = leaves.needed(chosen)
    enclosed = [
        Enclosed(index, index in chosen, note) for index, note in _notes(log, chosen | needed)
    ]
    return Bundle.made(scope, checkpoint, enclosed, log.subtrees.node)


def _asked(view: View, log: Log, scope: Scope) -> Iterable[int]:
    match scope.asked:
        case Asked.TIME:
            return _stated(log, *scope.text.split(" "))
        case Asked.LEAF:
            return (int(scope.text),) if scope.text.isascii() and scope.text.isdigit() else ()
        case asked:
            fold = _FOLDS[asked]
    is_journal = asked is Asked.JOURNAL
    leaves = history.leaves(view.connection, fold, scope.text, is_journal=is_journal)
    if asked is Asked.PLACE:
        leaves += history.leaves(view.connection, "pos", scope.text)
        leaves += [row[0] for row in view.rows(_AT_PLACE, {"place": scope.text})]
    return leaves


def _stated(log: Log, start: str, end: str) -> Iterator[int]:
    """Yield the statements whose stated time lies between two moments."""
    first, last = datetime.fromisoformat(start), datetime.fromisoformat(end)
    for page in range(0, log.size, _PAGE):
        for stored in log.entries(page, _PAGE):
            if stored.topic != STATEMENT:
                continue
            said = read(stored.note.split(b"\n", 6)[5])
            if isinstance(said, NotUnderstood):
                continue
            if first <= datetime.fromisoformat(said.at) <= last:
                yield stored.leaf_index


def _with_citing(view: View, leaves: set[int], size: int) -> set[int]:
    """Add what endorses, corrects or annuls, and what endorses that, to the end."""
    found, new = set(leaves), leaves
    while new:
        wanted = msgspec.json.encode(sorted(new)).decode()
        rows = view.rows(_CITING, {"leaves": wanted, "size": size})
        new = {row[0] for row in rows} - found
        found |= new
    return found


def _covering(log: Log, last: int, newest: tuple[int, bytes], policy: Policy) -> tuple[int, bytes]:
    """Return the newest checkpoint over leaf `last` that a quorum has seen, or else the newest."""
    rows = log.query(_WITNESSED, (last, newest[0]))
    lines: dict[int, dict[str, str]] = {}
    for size, found in groupby(rows, key=itemgetter(0)):
        lines[size] = {witness: line for _, witness, line in found}
        if policy.quorum != NONE and policy.is_met_by(lines[size]):
            (stored,) = log.query(_CHECKPOINT, (size,))
            return size, _cosigned(stored[0], lines[size].values())
    return newest[0], _cosigned(newest[1], lines.get(newest[0], {}).values())


def _cosigned(checkpoint: bytes, lines: Iterable[str]) -> bytes:
    return checkpoint + "".join(f"{line}\n" for line in lines).encode()


def _notes(log: Log, indexes: Iterable[int]) -> list[tuple[int, bytes]]:
    """Return leaves with their notes, in log order."""
    wanted = msgspec.json.encode(sorted(indexes)).decode()
    return [(row[0], row[1]) for row in log.query(_NOTES, (wanted,))]


class _Registrations(NamedTuple):
    """What the register notes of a log are about."""

    charter: bytes
    entries: dict[int, Entry]
    """By leaf index."""

    about: dict[str, list[int]]
    """Journal -> leaf indexes of the notes with a line that names it."""

    others: list[int]
    """Leaf indexes of the notes with a line about everybody, such as a policy."""

    def needed(self, journals: set[str], size: int) -> set[int]:
        """Return every note about these journals, about those who enrolled them, and about all."""
        found = {index for index in self.others if index < size}
        found |= {place for index in found for place in self._before(index)}
        waiting = journals | {self.entries[i].header.journal for i in found}
        done: set[str] = set()
        while waiting:
            journal = waiting.pop()
            done.add(journal)
            about = {index for index in self.about.get(journal, ()) if index < size}
            found |= about
            waiting |= {self.entries[index].header.journal for index in about} - done
        return found

    def _before(self, index: int) -> range:
        """Return the leaves between a word of recovery and the tree that it names.

        It acts only if none but registrars has written them, as a reader of the file can see then.
        """
        size = self.entries[index].header.size
        if not says_so(self.entries[index]) or index - size > _RECOVERY_MAX:
            return range(0)
        between = range(max(1, size), index)
        return between if all(place in self.entries for place in between) else range(0)

    def policy(self) -> Policy:
        """Return the policy in force, which only founders can set."""
        charter = Charter.opened(self.charter)
        register = Register.opened(charter, fingerprint(self.charter))
        founders = {key.name for key in charter.registrars}
        about = {index for name in founders for index in self.about.get(name, ())}
        for index in sorted(about.union(self.others)):
            if self.entries[index].header.journal in founders:
                register.take(index, self.entries[index], self.about)
        return register.policy


def _registrations(view: View, log: Log, size: int) -> _Registrations:
    rows = view.rows(_TOPIC, {"topic": REGISTER, "size": size})
    known = _Registrations(log.entries(0, 1)[0].note, {}, {}, [])
    for index, note in _notes(log, (row[0] for row in rows)):
        known.entries[index] = Entry.parse(note)
        for line in known.entries[index].body.split("\n"):
            match = _ABOUT.match(line)
            if match is None:
                known.others.append(index)
            else:
                known.about.setdefault(match[1], []).append(index)
    return known


class _Anchor(NamedTuple):
    """Where an anchor stands, and the size of its checkpoint."""

    leaf_index: int
    size: int


class _Leaves:
    """Finds what the chosen leaves need."""

    def __init__(self, view: View, log: Log, size: int, known: _Registrations) -> None:
        self._view = view
        self._log = log
        self._size = size
        self._known = known

    def needed(self, chosen: set[int]) -> set[int]:
        """Return what else belongs into the file."""
        entries = dict(self._entries(chosen))
        cited = self._cited(entries.values()) - chosen
        entries |= self._entries(cited)
        anchors = self._anchors(entries)
        entries |= self._entries(anchors)
        journals = {entry.header.journal for entry in entries.values()}
        return {0} | cited | anchors | self._known.needed(journals, self._size)

    def _entries(self, indexes: Iterable[int]) -> dict[int, Entry]:
        return {index: Entry.parse(note) for index, note in _notes(self._log, {*indexes} - {0})}

    def _cited(self, entries: Iterable[Entry]) -> set[int]:
        """Return the leaves that statements speak about, as far as they are in the log."""
        hashes: set[str] = set()
        for entry in entries:
            said = read(entry.body.encode()) if entry.header.topic == STATEMENT else None
            if said is not None and not isinstance(said, NotUnderstood):
                hashes |= {leaf for role, leaf in cited(said) if role in _LINKS}
        stored = (self._log.cited(parse_base64(leaf, "citation")) for leaf in hashes)
        return {one.leaf_index for one in stored if one and one.leaf_index < self._size}

    def _anchors(self, entries: dict[int, Entry]) -> set[int]:
        """Return the anchors around each statement: the last it has seen, the first to see it."""
        found: set[int] = set()
        for size in {entry.header.size for entry in entries.values()}:
            row = self._view.row(_SEEN, {"topic": ANCHOR, "size": size})
            if row is not None:
                found.add(row[0])
        seeing = _Anchor(-1, 0)
        for index in sorted(entries):
            if seeing.size <= index:
                seeing = self._seeing(index) or _Anchor(-1, self._size)
            found.add(seeing.leaf_index)
        return found - {-1}

    def _seeing(self, index: int) -> "_Anchor | None":
        """Return the first anchor whose checkpoint covers a leaf; it is one of the next few."""
        rows = self._view.rows(_LATER, {"topic": ANCHOR, "after": index, "size": self._size})
        for (place,) in rows:
            _, anchor = Anchor.opened(self._log.entries(place, 1)[0].note)
            size = Checkpoint.parse(Note.parse(anchor.note).text).size
            if size > index:
                return _Anchor(place, size)
        return None
