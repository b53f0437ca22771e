"""The file of the projections: its tables, and which edition of the folds has filled it.

There are no migrations: a file of another edition is built anew beside the old one, from the log.
Tables stand in the module of their noun and register here.

Source: docs/explanation/architecture.md
"""

from collections.abc import Sequence
from contextlib import closing
from typing import Final

from sqlalchemy import Column, Connection, Integer, MetaData, Table
from sqlalchemy.schema import CreateIndex, CreateTable

from ledger import tracking
from projections.query import Query

METADATA: Final = MetaData()

EDITION: Final = 21
"""Raised whenever a table, a fold or a rule changes: files of another edition are not read."""

FOLDING: Final = {"needed": "folding"}
"""Marks an index that folding needs from the first page on."""

REFOLDING: Final = {"needed": "refolding"}
"""Marks an index that folding needs when something is folded again; all others serve readers."""

_EDITION = Table("edition", METADATA, Column("number", Integer, primary_key=True))


def create(connection: Connection, *, is_indexed: bool = True) -> None:
    """Make all tables; with few indexes where many rows are about to come."""
    tracking.METADATA.create_all(connection)
    for table in METADATA.sorted_tables:
        connection.execute(CreateTable(table))
    connection.execute(_EDITION.insert().values(number=EDITION))
    index(connection, *(() if is_indexed else (FOLDING,)))


def index(connection: Connection, *needs: dict[str, str]) -> None:
    """Make the indexes that are not there yet: all, or those for these needs."""
    for table in METADATA.sorted_tables:
        for wanted in sorted(table.indexes, key=lambda each: str(each.name)):
            if not needs or wanted.info in needs:
                connection.execute(CreateIndex(wanted, if_not_exists=True))


NONE: Final = -(2**62)
"""Written for no number: before any leaf, and before any time that a statement can state."""

TEXT: Final = Query("NULLIF(?, '')")
NUMBER: Final = Query("NULLIF(?, -4611686018427387904)")
"""Marks of columns that may be null.  The driver binds texts, whole numbers and bytearrays as they
are; for `None` and bytes it first asks around who could adapt them, which takes 0.5 us each.  The
number is `NONE`."""


def write(connection: Connection, sql: str, rows: Sequence[Sequence[object]]) -> None:
    """Run constant SQL for each row, without what the engine does to every row."""
    if rows:
        with closing(connection.connection.cursor()) as cursor:
            cursor.executemany(sql, rows)


def edition(connection: Connection) -> int:
    """Return the edition that filled the file."""
    return int(connection.exec_driver_sql("SELECT max(number) FROM edition").scalar_one())
