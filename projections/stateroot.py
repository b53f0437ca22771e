r"""The state root: one hash over the custody state that people are shown as of a leaf.

    row     SHA-256(0x00 || "segel/state/v1\n" || JSON [table, subject, since, state])
    table   the tree of RFC 6962 over its rows, in order of subject
    root    the tree of RFC 6962 over [table, number of rows, root in base64], one leaf per table

Whoever folds the same leaves with the same edition of the folds reaches the same root, on whatever
machine, in pages of whatever size, now or long after.  It covers boxes, consignments, posts and
findings.  Of a box's state it takes what is kept once another has followed (`Versions.past`): the
rest is the fold's memory and is shown to nobody.  Numbered seals have no table here, because those
on record stand in the row of their box; visits and people are no custody.

Source: RFC 9162, section 2.1; docs/explanation/architecture.md
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Engine

from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash, root_of
from projections import findings
from projections.consignment import CONSIGNMENTS
from projections.custody import BOXES
from projections.query import query
from projections.shift import WATCHES
from projections.view import View

TAG: Final = b"segel/state/v1\n"
"""Stands before every row, so that no leaf of a log and no row of another format hashes alike."""

KEPT_MAX: Final = 256
"""Roots of a file that are remembered."""

FINDINGS: Final = "temuan"

_MARK: Final = (
    "SELECT (SELECT coalesce(max(id), 0) FROM {table}), "
    "(SELECT count(*) FROM {table} WHERE until IS NULL)"
)

_encode = msgspec.json.Encoder(order="deterministic").encode

Shown = Iterable[tuple[int, str, int, Any]]
"""Rows as people are shown them: id, subject, since, state."""


_Row = tuple[str, int, bytes]
"""Subject, since and leaf hash: the order of a table's rows."""


class Part(NamedTuple):
    """One table of a state."""

    table: str
    rows: int
    root: bytes


class State(NamedTuple):
    """The custody state as of a leaf, in one hash."""

    as_of: int
    """Leaf index."""
    root: bytes
    parts: tuple[Part, ...]


class _Covered(NamedTuple):
    """A table that the root covers."""

    name: str
    table: str
    ids: Callable[[View], list[int]]
    """Of the rows that a view shows."""
    shown: Callable[[View, Sequence[int] | None], Shown]
    """The rows of these ids; None: all that the view shows."""
    is_by_subject: bool = True
    """Whether one row holds of each subject, so that a new one ends the one before."""

    def mark(self, view: View) -> "_Mark":
        """Return what changes with every change of what holds now."""
        (row,) = view.rows(query(_MARK, table=self.table))
        return _Mark(*row)


class _Mark(NamedTuple):
    """How far a table had come."""

    last: int
    """The largest id."""
    holding: int
    """How many rows hold now."""


_COVERED: Final = (
    *(
        _Covered(versions.fold, versions.fold, versions.ids, versions.shown)
        for versions in (BOXES, CONSIGNMENTS, WATCHES)
    ),
    _Covered(FINDINGS, "finding", findings.ids, findings.shown, is_by_subject=False),
)

TABLES: Final = tuple(covered.name for covered in _COVERED)
"""The tables that the root covers, in their order."""


def state(view: View) -> State:
    """Read every row that a view shows, and return the root over them."""
    parts = []
    for covered in _COVERED:
        rows = [_named(covered.name, *row) for row in covered.shown(view, None)]
        parts.append(_part(covered.name, rows))
    return _whole(view, parts)


class Roots:
    """The state roots of one file: each computed when it is first asked for.

    A row that is written stays as it is until another follows, so of the newest state only the rows
    that are new are read and hashed; what holds is asked of the file each time.
    """

    def __init__(self, readers: Engine, kept_max: int = KEPT_MAX) -> None:
        """Remember nothing yet.

        Args:
            readers: Of the file; views of another file are answered without memory.
            kept_max: How many roots are remembered.
        """
        self._kept_max = kept_max
        self._readers = readers
        self._turn = threading.Lock()
        self._past_turn = threading.Lock()
        self._tables = [*map(_Table, _COVERED)]
        self._kept: dict[int, State] = {}

    def of(self, view: View) -> State:
        """Return the root of what a view shows."""
        if view.connection.engine is not self._readers:
            return state(view)
        is_past = view.as_of < view.position
        # whoever asks for an old leaf, which is slow, keeps nobody waiting who asks for the newest
        with self._past_turn if is_past else self._turn:
            found = self._kept.get(view.as_of)
            if found is None:
                found = state(view) if is_past else self._newest(view)
                self._keep(found)
            return found

    def forget(self) -> None:
        """Remember nothing any more: something has changed that is not the log."""
        with self._past_turn, self._turn:
            self._kept = {}
            self._tables = [*map(_Table, _COVERED)]

    def _keep(self, found: State) -> None:
        kept = {**self._kept, found.as_of: found}
        while len(kept) > self._kept_max:
            del kept[next(iter(kept))]
        self._kept = kept  # a new one, as another thread may be reading or writing the old one

    def _newest(self, view: View) -> State:
        return _whole(view, [table.part(view) for table in self._tables])


class _Table:
    """The rows of one table that hold now, hashed."""

    def __init__(self, covered: _Covered) -> None:
        self._covered = covered
        self._mark = _Mark(0, 0)
        self._rows: dict[int, _Row] = {}
        self._ids: dict[str, int] = {}
        self._part = _part(covered.name, ())

    def part(self, view: View) -> Part:
        """Read and hash what has changed since the last time."""
        mark, before = self._covered.mark(view), self._mark
        if mark == before:
            return self._part
        if not self._rows:
            self._take(view, None)
        elif self._covered.is_by_subject and mark.last > before.last:
            self._take(view, range(before.last + 1, mark.last + 1))
        if len(self._rows) != mark.holding or mark.last <= before.last or not self._is_simple:
            self._compare(view)
        self._mark = mark
        self._part = _part(self._covered.name, self._rows.values())
        return self._part

    @property
    def _is_simple(self) -> bool:
        return self._covered.is_by_subject

    def _take(self, view: View, ids: Sequence[int] | None) -> None:
        """Read rows that hold now; each takes the place of the one before."""
        for row in self._covered.shown(view, ids):
            known = self._ids.get(row[1])
            if known is not None and self._is_simple:
                del self._rows[known]
            self._rows[row[0]] = _named(self._covered.name, *row)
            self._ids[row[1]] = row[0]

    def _compare(self, view: View) -> None:
        """Ask which rows hold, where something has ended that nothing follows."""
        ids = set(self._covered.ids(view))
        for gone in self._rows.keys() - ids:
            subject = self._rows.pop(gone)[0]
            if self._ids.get(subject) == gone:
                del self._ids[subject]
        new = sorted(ids - self._rows.keys())
        if new:
            self._take(view, new)


def row_hash(table: str, subject: str, since: int, shown: object) -> bytes:
    """Return the hash of one row, a leaf of its table's tree."""
    return leaf_hash(TAG + _encode((table, subject, since, shown)))


def _named(table: str, _id: int, subject: str, since: int, shown: object) -> _Row:
    return subject, since, row_hash(table, subject, since, shown)


def _part(table: str, rows: Iterable[_Row]) -> Part:
    leaves = [leaf for _, _, leaf in sorted(rows)]
    return Part(table, len(leaves), root_of(leaves))


def _whole(view: View, parts: Sequence[Part]) -> State:
    leaves = [
        leaf_hash(TAG + _encode((part.table, part.rows, to_base64(part.root)))) for part in parts
    ]
    return State(view.as_of, root_of(leaves), tuple(parts))
