"""Versioned rows: what was known about each subject, from which leaf until which.

A change closes the row that stood (`until` = the leaf that changed it) and adds a new one, so that
every question can be asked as of any leaf without folding anything again: a row holds as of leaf N
if `since <= N` and not `until <= N`.  The state is JSON; only what lists are filtered and sorted by
stands in columns of its own.

Queries are put together from names alone, of the table and of its columns, as the folds declare
them (`projections.query`), and from `View.holds`, which is one of two texts.  Every value is bound.
A column that a caller names is looked up in the table first.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

import msgspec
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    text,
)

from domain.finding import Subject
from projections.query import Query, query
from projections.schema import METADATA, NONE, NUMBER, REFOLDING, TEXT, write
from projections.view import CHOSEN, Found, Slice, View, number, sliced

S = TypeVar("S", bound=msgspec.Struct)
Cell = str | int | None

_MARKS: Final = query("?, ?, ?, {until}, ?, ?", until=NUMBER)
_NEWEST: Final = (
    "SELECT t.id, t.subject, t.since, t.state FROM json_each(?) AS wanted "
    "JOIN {fold} AS t ON t.id = (SELECT id FROM {fold} WHERE subject = wanted.value "
    "AND until IS NULL ORDER BY since DESC, id DESC LIMIT 1)"
)
_SHOWN: Final = "SELECT id, subject, since, state FROM {fold} WHERE {condition}"
_CHOSEN: Final = "subject IN (SELECT value FROM json_each(:subjects))"
_AMONG: Final = (
    "SELECT id FROM {fold} WHERE {holds} AND {name} IN (SELECT value FROM json_each(:{name}))"
)
_COUNTED: Final = "SELECT {name}, count(*) FROM {fold} WHERE {condition} GROUP BY {name}"


class Version(NamedTuple, Generic[S]):
    """What was known about a subject between two leaves."""

    subject: str
    since: int
    """The leaf that brought it about."""
    until: int | None
    """The leaf that changed it; None: it is so now."""
    state: S


class Columns(NamedTuple, Generic[S]):
    """What lists are filtered by."""

    names: tuple[str, ...] = ()
    values: Callable[[S], tuple[str, ...]] = lambda _: ()
    """For a state, in the order of the names; empty for null."""
    unindexed: tuple[str, ...] = ()
    """Names with few different values: an index would not be worth its room."""
    common: tuple[str, ...] = ()
    """Names with few values, some of them rare: an index with the subject, for lists and counts."""


class Row(msgspec.Struct, Generic[S], gc=False):
    """A version that is stored, or is about to be."""

    id: int
    subject: str
    since: int
    until: int | None
    state: S
    is_again: bool = False
    is_stored: bool = False


class Versions(Generic[S]):
    """The table of one fold."""

    def __init__(
        self,
        fold: Subject,
        state: type[S],
        columns: Columns[S] | None = None,
        milestone: Callable[[S], object] | None = None,
        past: Callable[[S], S] | None = None,
    ) -> None:
        """Declare the table.

        Args:
            fold: The fold's name, and the table's.
            state: The class of its states.
            columns: What lists are filtered by.
            milestone: What a new version is made for, where a state changes with every statement;
                other changes are written over the version that holds.  None: for every change.
            past: What is kept of a state that another has followed, where a fold needs more of the
                newest one than people ask of any.  None: all of it.
        """
        self.fold: Final = fold
        self.state: Final = state
        self.milestone: Final = milestone
        self.past: Final = past
        names, self._cells, unindexed, common = columns or Columns[S]()
        self.names: Final = names
        self._encode = msgspec.json.Encoder().encode
        self._decode = msgspec.json.Decoder(state).decode
        self._common = frozenset((*unindexed, *common))
        self.table = _table(fold, names, unindexed, common)
        marks = (_MARKS, *(TEXT for _ in names))
        self._insert = query("INSERT INTO {fold} VALUES ({marks})", fold=fold, marks=marks)
        cells = (query("{name} = {text}", name=name, text=TEXT) for name in names)
        changed = (Query("state = ?"), *cells)
        self._rewrite = query("UPDATE {fold} SET {to} WHERE id = ?", fold=fold, to=changed)
        self._end = query("UPDATE {fold} SET until = ? WHERE id = ?", fold=fold)
        self._close = query("UPDATE {fold} SET until = ?, state = ? WHERE id = ?", fold=fold)
        self._select = query("SELECT subject, since, until, state FROM {fold} WHERE", fold=fold)
        self._newest = query(_NEWEST, fold=fold)

    def newest(
        self, connection: Connection, subjects: Iterable[str]
    ) -> list[tuple[int, str, int, S]]:
        """Return id, subject, since and state of the rows that hold now."""
        wanted = self._encode(list(subjects)).decode()
        rows = connection.exec_driver_sql(self._newest, (wanted,)).fetchall()
        return [(id_, subject, since, self._decode(raw)) for id_, subject, since, raw in rows]

    def one(self, view: View, subject: str) -> Version[S] | None:
        """Return what was known about a subject; None: nothing."""
        row = view.row(f"{self._select} {view.holds} AND subject = :subject", {"subject": subject})
        return None if row is None else self._version(row)

    def some(self, view: View, subjects: Iterable[str]) -> dict[str, S]:
        """Return what was known about several subjects, by subject, without those unknown."""
        wanted = self._encode(list(subjects)).decode()
        rows = view.rows(
            f"{self._select} {view.holds} AND {_CHOSEN}",
            {"subjects": wanted},
        )
        return {row[0]: self._decode(row[3]) for row in rows}

    def all(self, view: View, subject: str, newest: int = -1) -> tuple[Version[S], ...]:
        """Return every state that a subject has had up to the view's leaf, the oldest first.

        Args:
            view: As of which leaf.
            subject: Which one.
            newest: So many of the newest alone; negative: all.
        """
        rows = view.rows(
            f"{self._select} subject = :subject AND since <= :as_of "
            "AND (until IS NULL OR until > since) ORDER BY since DESC, id DESC LIMIT :newest",
            {"subject": subject, "newest": newest},
        )
        return tuple(map(self._version, reversed(rows)))

    def histories(self, view: View, subjects: Iterable[str]) -> dict[str, list[S]]:
        """Return every state that several subjects have had, as `all` does of one."""
        wanted = self._encode(list(subjects)).decode()
        rows = view.rows(
            f"{self._select} {_CHOSEN} AND since <= :as_of "
            "AND (until IS NULL OR until > since) ORDER BY subject, since, id",
            {"subjects": wanted},
        )
        found: dict[str, list[S]] = {}
        for subject, _, _, raw in rows:
            found.setdefault(subject, []).append(self._decode(raw))
        return found

    def listed(
        self, view: View, where: Mapping[str, object], after: str | None, limit: int
    ) -> Slice[Version[S]]:
        """List subjects by name.

        Args:
            view: As of which leaf.
            where: Column to value; None takes any.
            after: `next` of the slice before.
            limit: How many at most.
        """
        given, condition = self._given(view, where)
        rows = view.rows(
            f"{self._select} {condition} AND subject > :after ORDER BY subject LIMIT :limit",
            {**given, "after": after or "", "limit": limit + 1},
        )
        return sliced(((row[0], self._version(row)) for row in rows), limit)

    def either(
        self, view: View, wanted: Mapping[str, Collection[str]], limit: int
    ) -> tuple[Version[S], ...]:
        """List subjects of which one column at least has one of the values wanted, by name.

        Args:
            view: As of which leaf.
            wanted: Column to values.
            limit: How many at most.
        """
        given: dict[str, object] = {
            self.table.c[name].name: self._encode(list(values)).decode()
            for name, values in wanted.items()
        }
        # each by its own index, which SQLite leaves aside where names stand on both sides of "or"
        parts = (query(_AMONG, fold=self.fold, holds=view.holds, name=name) for name in given)
        rows = view.rows(
            f"{self._select} id IN ({' UNION '.join(parts)}) ORDER BY subject LIMIT :limit",
            {**given, "limit": limit},
        )
        return tuple(map(self._version, rows))

    def recent(
        self, view: View, where: Mapping[str, object], after: str | None, limit: int
    ) -> Slice[Version[S]]:
        """List subjects in the order of their last change; arguments as in `listed`."""
        given, condition = self._given(view, where)
        since, _, subject = (after or "").partition(":")
        rows = view.rows(
            f"{self._select} {condition} AND (since, subject) > (:since, :subject) "
            "ORDER BY since, subject LIMIT :limit",
            {
                **given,
                "since": number(since) if since else -1,
                "subject": subject,
                "limit": limit + 1,
            },
        )
        return sliced(((f"{row[1]}:{row[0]}", self._version(row)) for row in rows), limit)

    def ids(self, view: View) -> list[int]:
        """Return the ids of all rows that a view shows."""
        sql = query("SELECT id FROM {fold} WHERE {holds}", fold=self.fold, holds=view.holds)
        return [row[0] for row in view.rows(sql)]

    def shown(
        self, view: View, ids: Sequence[int] | None = None
    ) -> Iterator[tuple[int, str, int, S]]:
        """Yield id, subject, since and what people are shown of a state: `past` of it.

        Args:
            view: As of which leaf.
            ids: Of which rows; None: of all that the view shows.
        """
        where = view.holds
        if ids is not None:
            where = query("{chosen} AND {holds}", chosen=CHOSEN, holds=where)
        sql = query(_SHOWN, fold=self.fold, condition=where)
        rows = view.rows(sql, {"ids": self._encode(list(ids or ())).decode()})
        past = self.past
        for id_, subject, since, raw in rows:
            found = self._decode(raw)
            yield id_, subject, since, found if past is None else past(found)

    def counted(
        self, view: View, column: str, where: Mapping[str, object] | None = None
    ) -> dict[Cell, int]:
        """Count subjects by the value of one column; `where` as in `listed`."""
        name = self.table.c[column].name
        given, condition = self._given(view, where or {})
        rows = view.rows(query(_COUNTED, name=name, fold=self.fold, condition=condition), given)
        return {row[0]: row[1] for row in rows}

    def total(self, view: View) -> int:
        """Return how many subjects there are."""
        sql = query("SELECT count(*) FROM {fold} WHERE {holds}", fold=self.fold, holds=view.holds)
        return sum(row[0] for row in view.rows(sql))

    def next_id(self, connection: Connection) -> int:
        """Return the first id that no row has."""
        sql = query("SELECT coalesce(max(id), 0) + 1 FROM {fold}", fold=self.fold)
        return int(connection.exec_driver_sql(sql).scalar_one())

    def close(self, connection: Connection, rows: Iterable["Row[S]"]) -> None:
        """End rows that are stored."""
        if self.past is None:  # the state stays as it is
            write(connection, self._end, [(row.until, row.id) for row in rows])
            return
        encode = self._encode
        values = [(row.until, encode(row.state).decode(), row.id) for row in rows]
        write(connection, self._close, values)

    def rewrite(self, connection: Connection, states: Mapping[int, S]) -> None:
        """Write new states over rows, by id."""
        values = [
            (self._encode(state).decode(), *self._cells(state), number)
            for number, state in states.items()
        ]
        write(connection, self._rewrite, values)

    def insert(self, connection: Connection, rows: Sequence["Row[S]"]) -> None:
        """Write rows, of texts and numbers: the driver binds those as they are."""
        encode, cells = self._encode, self._cells
        states = [encode(row.state).decode() for row in rows]
        values = [
            (
                row.id,
                row.subject,
                row.since,
                NONE if row.until is None else row.until,
                1 if row.is_again else 0,
                state,
                *cells(row.state),
            )
            for row, state in zip(rows, states, strict=True)
        ]
        write(connection, self._insert, values)

    def _version(self, row: Found) -> Version[S]:
        return Version(row[0], row[1], row[2], self._decode(row[3]))

    def _given(self, view: View, where: Mapping[str, object]) -> tuple[dict[str, object], Query]:
        """Return the values that were asked for, and the condition for rows that have them."""
        given: dict[str, object] = {
            self.table.c[name].name: value for name, value in where.items() if value is not None
        }
        condition = view.holds
        is_few = any(name not in self._common for name in given)
        for name in given:  # beside what few rows have, an index of what many have is a detour
            is_detour = is_few and name in self._common
            column = query("+{name}", name=name) if is_detour else name
            condition = query(
                "{so_far} AND {column} = :{name}", so_far=condition, column=column, name=name
            )
        return given, condition


def _table(
    fold: str, names: Sequence[str], unindexed: Sequence[str], common: Sequence[str]
) -> Table:
    return Table(
        fold,
        METADATA,
        Column("id", Integer, primary_key=True),
        Column("subject", String, nullable=False),
        Column("since", Integer, nullable=False, comment="leaf index"),
        Column("until", Integer, comment="leaf index; null: now"),
        Column("is_again", Boolean, nullable=False, comment="by folding again, not by a word"),
        Column("state", String, nullable=False, comment="JSON"),
        *(Column(name, String) for name in names),
        Index(f"{fold}_subject", "subject", "since", info=REFOLDING),
        *(
            Index(
                f"{fold}_{name}",
                *((name, "subject") if name in common else (name,)),
                sqlite_where=text("until IS NULL"),
            )
            for name in names
            if name not in unindexed
        ),
    )
