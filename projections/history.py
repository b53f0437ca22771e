"""History: everything that was said about one subject, in log order.

Whatever a fold reads as touching a subject is listed, also what did not change its state; folding
a subject again reads from here.  A correction can make a leaf touch a subject that it did not touch
as it was said; it is listed there from the leaf on that put the correction in force.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from sqlalchemy import Column, Connection, Index, Integer, String, Table

from domain.finding import Subject
from projections.schema import FOLDING, METADATA
from projections.view import LIMIT, Slice, View, number, sliced

_TABLE: Final = Table(
    "history",
    METADATA,
    Column("fold", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("leaf_index", Integer, nullable=False),
    Column("since", Integer, nullable=False, comment="leaf index from which on it is listed"),
)
Index("history_subject", *_TABLE.c, info=FOLDING)

_INSERT: Final = "INSERT INTO history VALUES (?, ?, ?, ?)"
_LEAVES: Final = (
    "SELECT DISTINCT leaf_index FROM history WHERE fold = ? AND subject = ? ORDER BY leaf_index"
)


class Touch(NamedTuple):
    """One leaf touches one subject of one fold."""

    fold: str
    subject: str
    leaf_index: int
    since: int
    """The leaf from which on it is listed."""


def write(connection: Connection, touches: Iterable[Touch]) -> None:
    """Add to the history of subjects."""
    if rows := list(touches):
        connection.exec_driver_sql(_INSERT, rows)


def leaves(connection: Connection, fold: str, subject: str) -> list[int]:
    """Return the leaf indexes that touch a subject, in log order."""
    return [row[0] for row in connection.exec_driver_sql(_LEAVES, (fold, subject)).fetchall()]


def listed(
    view: View, fold: Subject, subject: str, *, after: str | None = None, limit: int = LIMIT
) -> Slice[int]:
    """List the leaf indexes of what was said about a subject, in log order."""
    rows = view.rows(
        "SELECT DISTINCT leaf_index FROM history WHERE fold = :fold AND subject = :subject "
        "AND since <= :as_of AND leaf_index > :after ORDER BY leaf_index LIMIT :limit",
        {
            "fold": fold,
            "subject": subject,
            "after": -1 if after is None else number(after),
            "limit": limit + 1,
        },
    )
    return sliced(((str(row[0]), row[0]) for row in rows), limit)
