"""Dead letters: what a fold could not take, kept for a better fold.

A fold that breaks on one fact must not stop the line behind it.  The fact is written down here with
the error and passed over for that subject alone; after an upgrade the subject is folded again from
its history (`retry`), and the letter is taken out when it goes through.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import Column, Connection, Integer, PrimaryKeyConstraint, String, Table

from projections.schema import METADATA, write
from projections.view import View

_TABLE: Final = Table(
    "dead_letter",
    METADATA,
    Column("leaf_index", Integer, nullable=False),
    Column("journal", String, nullable=False),
    Column("fold", String, nullable=False, comment="empty: no fold has seen it"),
    Column("subject", String, nullable=False, comment="empty: not even known whom it touches"),
    Column("error", String, nullable=False),
    Column("at", Integer, nullable=False, comment="ms since 1970 UTC, by our clock"),
    PrimaryKeyConstraint("leaf_index", "fold", "subject"),
)

_INSERT: Final = "INSERT OR REPLACE INTO dead_letter VALUES (?, ?, ?, ?, ?, ?)"
_SELECT: Final = "SELECT * FROM dead_letter ORDER BY leaf_index, fold, subject"
_DELETE: Final = "DELETE FROM dead_letter"


class DeadLetter(NamedTuple):
    """One fact that one subject's fold broke on."""

    leaf_index: int
    journal: str
    fold: str
    """Empty: the leaf could not even be read."""
    subject: str
    """Empty: the fold could not tell whom it touches."""
    error: str
    at: int
    """Milliseconds since 1970 UTC."""


def add(connection: Connection, letters: Sequence[DeadLetter]) -> None:
    """Add letters."""
    write(connection, _INSERT, letters)


def take_out(connection: Connection) -> list[DeadLetter]:
    """Return all letters and remove them."""
    letters = [DeadLetter(*row) for row in connection.exec_driver_sql(_SELECT).fetchall()]
    connection.exec_driver_sql(_DELETE)
    return letters


def listed(view: View) -> tuple[DeadLetter, ...]:
    """List all letters, as of now."""
    return tuple(DeadLetter(*row) for row in view.rows(_SELECT))
