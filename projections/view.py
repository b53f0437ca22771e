"""A view: everything that is read together, as of one leaf.

One read transaction, so that a page shows one moment even while the follower writes; and one leaf
index as of which all of it is asked, the newest folded one unless somebody wants an older.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, Generic, NamedTuple, TypeVar

from sqlalchemy import Connection, Engine, text

from ledger import sqlite, tracking
from projections.errors import CursorError, NotFoldedError
from projections.query import Query

READER: Final = "projections"
"""Whose position the tracking table keeps."""

LIMIT: Final = 100
"""Rows of a list unless another number is asked for."""

CHOSEN: Final = Query("id IN (SELECT value FROM json_each(:ids))")
"""The condition for rows that are asked for by their ids, a JSON list."""

_NOW: Final = Query("until IS NULL")
_THEN: Final = Query("since <= :as_of AND (until IS NULL OR until > :as_of)")
_DIGITS_MAX: Final = 19

Found = tuple[Any, ...]
"""A row as it was read."""

T = TypeVar("T")


class Slice(NamedTuple, Generic[T]):
    """Part of a list, in a stable order."""

    items: tuple[T, ...]
    next: str | None
    """Where the next part begins (`after`); None: this was the last."""


@dataclass(frozen=True, slots=True)
class View:
    """One moment of the projections."""

    connection: Connection
    position: int
    """The newest leaf index that is folded; -1 before the first."""
    as_of: int
    """The leaf index as of which everything is answered."""

    @property
    def holds(self) -> Query:
        """The condition for the versioned rows that this view shows.

        As of the newest leaf it is worded so that the small indexes of what holds now serve it.
        """
        return _NOW if self.as_of >= self.position else _THEN

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[Found]:
        """Run one read; `:as_of` is given."""
        values = {"as_of": self.as_of, **(parameters or {})}
        found = self.connection.execute(text(sql), values).fetchall()
        return [tuple(row) for row in found]

    def row(self, sql: str, parameters: Mapping[str, object] | None = None) -> Found | None:
        """Return the first row, if there is one."""
        return next(iter(self.rows(sql, parameters)), None)


@contextmanager
def view(readers: Engine, as_of: int | None = None) -> Iterator[View]:
    """Open a view.

    Raises:
        NotFoldedError: Leaf `as_of` is not folded (yet).
    """
    with sqlite.answers(), readers.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        try:
            position = folded(connection)
            if as_of is not None and not 0 <= as_of <= position:
                raise NotFoldedError(as_of, position)
            yield View(connection, position, position if as_of is None else as_of)
        finally:
            connection.exec_driver_sql("COMMIT")


def folded(connection: Connection) -> int:
    """Return the newest leaf index that is folded; -1 before the first."""
    return (tracking.position(connection, READER) or 0) - 1


def sliced(rows: Iterable[tuple[str, T]], limit: int) -> Slice[T]:
    """Make a part of a list of pairs (where it stands, item), of which one more was asked for."""
    pairs = list(rows)
    kept = pairs[:limit]
    return Slice(tuple(item for _, item in kept), kept[-1][0] if len(pairs) > limit else None)


def number(place: str) -> int:
    """Read a number out of a place in a list.

    Raises:
        CursorError: It is none that a list has given.
    """
    if not (place.isascii() and place.isdigit() and len(place) < _DIGITS_MAX):
        raise CursorError(place)
    return int(place)
