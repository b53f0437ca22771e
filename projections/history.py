"""History: everything that was said about one subject, in log order.

Whatever a fold reads as touching a subject belongs to its history.  What has changed the subject's
state stands in the table of its states already, and what a journal signed stands among the
statements; listed here are only the other touches, so that nothing is written twice.  A correction
can make a leaf touch a subject that it did not touch as it was said; it is listed from the leaf on
that put the correction in force.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final, TypeAlias

from sqlalchemy import Column, Connection, Index, Integer, String, Table, text

from domain.finding import Subject
from projections.query import Query, query
from projections.schema import METADATA, REFOLDING, write
from projections.view import LIMIT, Slice, View, number, sliced

_TABLE: Final = Table(
    "history",
    METADATA,
    Column("fold", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("leaf_index", Integer, nullable=False),
    Column("since", Integer, nullable=False, comment="leaf index from which on it is listed"),
)
Index("history_subject", *_TABLE.c, info=REFOLDING)

_TOUCHING: Final = (
    "SELECT leaf_index FROM (SELECT leaf_index FROM history "
    "WHERE fold = :fold AND subject = :subject AND since <= :as_of "
    "UNION SELECT since FROM {table} "
    "WHERE NOT is_again AND subject = :subject AND since <= :as_of{signed})"
)
_SIGNED: Final = Query(
    " UNION SELECT leaf_index FROM statement WHERE journal = :subject AND leaf_index <= :as_of"
)
_UNSIGNED: Final = Query("")
_EVER: Final = 2**63 - 1
_INSERT: Final = "INSERT INTO history VALUES (?, ?, ?, ?)"
Touch: TypeAlias = tuple[str, str, int, int]
"""Fold, subject, the leaf that touches it, and the leaf from which on it is listed."""


def add(connection: Connection, touches: Sequence[Touch]) -> None:
    """Add to the history of subjects."""
    write(connection, _INSERT, touches)


def leaves(
    connection: Connection,
    fold: str,
    subject: str,
    *,
    is_journal: bool = False,
    as_of: int = _EVER,
) -> list[int]:
    """Return the leaf indexes that touch a subject, in log order.

    Args:
        connection: To the file.
        fold: Which fold's; its table has the same name.
        subject: Which one.
        is_journal: Whether the subject is a journal, which everything that it signed touches.
        as_of: The leaf as of which they are listed.
    """
    sql = f"{_touching(fold, is_journal=is_journal)} ORDER BY leaf_index"
    rows = connection.execute(text(sql), {"fold": fold, "subject": subject, "as_of": as_of})
    return [row[0] for row in rows.fetchall()]


def listed(
    view: View,
    fold: Subject,
    subject: str,
    *,
    after: str | None = None,
    limit: int = LIMIT,
) -> Slice[int]:
    """List the leaf indexes of what was said about a subject, in log order."""
    rows = view.rows(
        f"{_touching(fold, is_journal=fold == 'jurnal')} "
        "WHERE leaf_index > :after ORDER BY leaf_index LIMIT :limit",
        {
            "fold": fold,
            "subject": subject,
            "after": -1 if after is None else number(after),
            "limit": limit + 1,
        },
    )
    return sliced(((str(row[0]), row[0]) for row in rows), limit)


@cache
def _touching(fold: str, *, is_journal: bool) -> Query:
    """Return the query for what touches `:subject` as of `:as_of`; it can be narrowed further."""
    return query(_TOUCHING, table=fold, signed=_SIGNED if is_journal else _UNSIGNED)
