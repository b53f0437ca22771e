"""The archive: statements as papers need them, with the names that other statements give.

Everything is read as of the view's leaf.  A value behind a commitment is shown only if an opening
was handed in and fits; else the paper says that it is closed.  Units are called as registrars of
their lines call them, so that no enrolled telephone can put a name on somebody's paper.
"""

from binascii import a2b_base64
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final, NamedTuple

from msgspec import json

from domain.catalogue import KINDS, NotUnderstood, read
from domain.disclosure import Opening, check
from domain.finding import Subject
from domain.journey import Box
from domain.role import LABELS
from domain.statement import Sealed, time
from ledger.charter import Charter
from ledger.journal import STATEMENT
from ledger.log import Log, Stored
from ledger.tier import Tier, tier
from ledger.tlog.text import to_base64
from projections import custody, history, organisation, person, place, statement
from projections.errors import NotFoldedError, PaperError
from projections.grade import grades
from projections.journals import Journal, journal
from projections.paper.document import Source
from projections.paper.wording import moment, plain
from projections.statement import Citation
from projections.vault import body_of
from projections.view import View

CLOSED: Final = "tertutup (komitmen)"
"""What stands in place of a value that was not opened."""

CODE_LETTERS: Final = 12
"""Of a leaf hash on paper: 72 bits, more than anybody matches by chance."""

_PAGE: Final = 500
_SELECT: Final = (
    "SELECT leaf_index, journal, sequence, topic, note, leaf_hash, received_at FROM entry "
    "WHERE leaf_index IN (SELECT value FROM json_each(?))"
)
_DIGITS_MAX: Final = 19
_LATE: Final = "LateEntryDeclared"


@dataclass(frozen=True, slots=True)
class Record:
    """One statement in the log."""

    index: int
    leaf: str
    """The leaf hash, base64."""
    journal: str
    sequence: int
    """Its number in the journal."""
    tier: Tier
    """Which kind of key has signed it."""
    body: bytes
    statement: Any
    """As the catalogue understands it."""

    @property
    def kind(self) -> str:
        """The word under `kind`."""
        if isinstance(self.statement, NotUnderstood):
            return "?"  # whatever it says, nobody has read its fields
        return type(self.statement).__name__

    @property
    def time(self) -> datetime:
        """The stated time, with the offset it was said in."""
        return time(self.statement.at)


class Signer(NamedTuple):
    """Who has signed, as far as registers say."""

    person: str
    """The pseudonym, or the name that was opened."""
    office: str
    unit: str


class Archive:
    """A log and its projections as of one leaf."""

    def __init__(self, view: View, log: Log, openings: Iterable[Opening] = ()) -> None:
        """Stand on an open view; openings that do not fit are passed over."""
        self.view = view
        self.log = log
        self._openings: Mapping[tuple[str, str], Opening] = {
            (one.leaf, one.path): one for one in openings
        }
        self._records: dict[int, Record | None] = {}
        self._signers: dict[str, Signer] = {}
        self._journals: dict[str, Journal | None] = {}
        self._units: dict[str, str] = {}
        self._citing: dict[int, list[Citation]] = {}

    @cached_property
    def charter(self) -> Charter:
        """The charter of this log."""
        return Charter.opened(self.log.entries(0, 1)[0].note)

    def record(self, index: int) -> Record | None:
        """Return the statement at a leaf; None: another kind of note.

        Raises:
            NotFoldedError: The view does not reach so far.
        """
        if not 0 <= index <= self.view.as_of:
            raise NotFoldedError(index, self.view.as_of)
        if index not in self._records:
            self._records[index] = _read(self.log.entries(index, 1)[0])
        return self._records[index]

    def asked(self, leaf: str, kinds: Collection[str]) -> Record:
        """Return the statement that somebody asks a paper of, by its leaf index.

        Raises:
            PaperError: It is no statement of these kinds, or not in the log.
        """
        wanted = ", ".join(sorted(kinds))
        is_index = leaf.isascii() and leaf.isdigit() and len(leaf) < _DIGITS_MAX
        if not is_index or int(leaf) > self.view.as_of:
            raise PaperError(f"tidak ada daun {leaf}", f"there is no leaf {leaf}")
        record = self.record(int(leaf))
        if record is None or record.kind not in kinds:
            kind = "?" if record is None else record.kind
            raise PaperError(
                f"daun {leaf} adalah {kind}, bukan {wanted}",
                f"leaf {leaf} is a {kind}, not one of {wanted}",
            )
        return record

    def cited(self, leaf: str | None) -> Record | None:
        """Return the statement under a leaf hash, if the view holds it."""
        stored = None if leaf is None else self.log.cited(a2b_base64(leaf))
        if stored is None or stored.leaf_index > self.view.as_of:
            return None
        self._records.setdefault(stored.leaf_index, _read(stored))
        return self.record(stored.leaf_index)

    def answers(self, record: Record, role: str = "of") -> tuple[Record, ...]:
        """Return the statements that cite one in a field, in log order."""
        if record.index not in self._citing:
            self.read_answers((record,))
        citing = self._citing[record.index]
        found = (self.record(one.leaf_index) for one in citing if one.role == role)
        return tuple(one for one in found if one is not None)

    def read_answers(self, records: Iterable[Record]) -> None:
        """Read what cites many statements at once, for `answers`."""
        found = statement.citing(self.view, [record.index for record in records])
        self._citing |= found
        self._read_ahead(one.leaf_index for citing in found.values() for one in citing)

    def about(self, fold: Subject, subject: str) -> Iterator[Record]:
        """Yield what was said about a subject, in log order."""
        after: str | None = None
        while True:
            page = history.listed(self.view, fold, subject, after=after, limit=_PAGE)
            self._read_ahead(page.items)
            for index in page.items:
                if (found := self.record(index)) is not None:
                    yield found
            if (after := page.next) is None:
                return

    def box(self, name: str) -> Box | None:
        """Return what is known of a box."""
        found = custody.box(self.view, name)
        return None if found is None else found.state

    def place(self, name: str | None) -> str:
        """Return the registered name of a place beside its code."""
        if name is None:
            return "-"
        found = place.place(self.view, name)
        registered = None if found is None else found.state.registered
        return name if registered is None else f"{registered.name} ({name})"

    def unit(self, name: str | None) -> str:
        """Return the registered name of a unit beside its code."""
        if name is None:
            return "-"
        if name not in self._units:
            found = organisation.organisation(self.view, name)
            called = name if found is None else f"{found.state.registered.name} ({name})"
            self._units[name] = called
        return self._units[name]

    def signer(self, record: Record) -> Signer:
        """Return who signs with the journal of a statement."""
        if record.journal not in self._signers:
            self._signers[record.journal] = self._signer(record.journal)
        return self._signers[record.journal]

    def _journal(self, name: str) -> Journal | None:
        if name not in self._journals:
            self._journals[name] = journal(self.view, name)
        return self._journals[name]

    def _signer(self, name_of_journal: str) -> Signer:
        found = self._journal(name_of_journal)
        name = None if found is None else found.person
        known = None if name is None else person.person(self.view, name)
        if name is None or known is None:
            return Signer(f"jurnal {name_of_journal}", "", "")
        units = [one.unit for one in known.state.mandates if one.journal == name_of_journal]
        unit = units[-1] if units else ""
        office = self.offices(known.state, unit)
        return Signer(self.person(name), office, self.unit(unit) if unit else "")

    def offices(self, known: person.Person, unit: str = "") -> str:
        """Return the roles of a person, those held for one unit if there are any."""
        held = known.offices
        roles = [one.role for one in held if one.unit == unit] or [one.role for one in held]
        return ", ".join(dict.fromkeys(LABELS.get(role, plain(role)) for role in roles))

    def person(self, name: str) -> str:
        """Return a pseudonym, with the name beside it if that was opened."""
        for index in self._enrolments.get(name, ()):
            enrolled = self.record(index)
            if enrolled is not None:
                value = self.value(enrolled, "/identity")
                given = value.get("nama", value.get("name")) if isinstance(value, dict) else None
                if isinstance(given, str):
                    return f"{given} ({name})"
        return name

    def value(self, record: Record, path: str) -> object | None:
        """Return the value that was opened at a place of a body; None: it stays closed."""
        opening = self._openings.get((record.leaf, path))
        if opening is None or check(opening, record.body) is not None:
            return None
        value: object = opening.value
        return value

    def sealed(self, record: Record, path: str, sealed: Sealed | None) -> str:
        """Return a sealed value in words: opened, closed, or not there at all."""
        if sealed is None:
            return "-"
        value = self.value(record, path)
        return CLOSED if value is None else spoken(value)

    def is_doubted(self, record: Record) -> bool:
        """Tell whether a statement stands above the number after which its journal was revoked."""
        found = self._journal(record.journal)
        after = None if found is None else found.chain.revoked
        return after is not None and record.sequence > after

    def amendments(self, record: Record) -> tuple[Record, ...]:
        """Return what corrects or annuls a statement."""
        return self.answers(record, "target")

    def source(self, record: Record) -> Source:
        """Return a statement as it stands under what a paper rests on."""
        return Source(
            record.index,
            short(record.leaf),
            KINDS[record.kind].label if record.kind in KINDS else record.kind,
            record.journal,
            moment(record.time),
            self._grade(record),
        )

    def _read_ahead(self, indexes: Iterable[int]) -> None:
        """Read many leaves at once."""
        wanted = json.encode([index for index in indexes if index not in self._records]).decode()
        for row in self.log.query(_SELECT, (wanted,)):
            stored = Stored(*row)
            self._records[stored.leaf_index] = _read(stored)

    def weakest(self, leaves: Iterable[int]) -> str:
        """Return the grade of the weakest of some statements, and which one that is."""
        found = grades(self.view, [*leaves])
        worst = max(found.values(), default=None)
        if worst is None:
            return ""
        first = min(index for index, grade in found.items() if grade == worst)
        return f"{worst} (daun {first})"

    def _grade(self, record: Record) -> str:
        """Return how good the evidence of a statement is, and why."""
        grade = grades(self.view, (record.index,)).get(record.index, "C")
        if grade == "A":
            return f"A, {record.tier.value}"
        if grade == "B":
            return "B, gawai bersama"
        late = (one for one in self.answers(record) if one.kind == _LATE)
        is_late = any(one.journal == record.journal for one in late)
        return "C, dari kertas" if is_late else "C, penanda tak terdaftar"

    @cached_property
    def _enrolments(self) -> dict[str, list[int]]:
        """Where persons were enrolled whose identity was opened."""
        found: dict[str, list[int]] = {}
        for leaf, path in self._openings:
            record = self.cited(leaf) if path == "/identity" else None
            if record is not None and record.kind == "PersonEnrolled":
                found.setdefault(record.statement.person, []).append(record.index)
        return found


def short(leaf: str) -> str:
    """Return a leaf hash as it stands on paper."""
    return leaf[:CODE_LETTERS]


def spoken(value: object) -> str:
    """Return an opened value on one line, whatever its form."""
    match value:
        case dict():
            return "; ".join(f"{plain(str(name))}: {spoken(one)}" for name, one in value.items())
        case list():
            return ", ".join(map(spoken, value))
        case bool():
            return "ya" if value else "tidak"
        case _:
            return str(value)


def _read(stored: Stored) -> Record | None:
    if stored.topic != STATEMENT:
        return None
    body = body_of(stored)
    return Record(
        stored.leaf_index,
        to_base64(stored.leaf),
        stored.journal,
        stored.sequence,
        tier(stored.note),
        body,
        read(body),
    )
