"""The tables of `ledger.db`, and the triggers that keep them append-only.

`entry` and `subtree` together are the log: tiles of level 0 are the leaf
hashes of `entry`, higher tiles are rows of `subtree`.  The triggers are a guard
against our own mistakes; against an operator only proofs help.
"""

from collections.abc import Iterator

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ClauseElement,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    and_,
    literal_column,
    or_,
    select,
)

METADATA = MetaData()

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")
"""Below 2^63; in SQLite this spelling alone makes a primary key the row's own number."""

ENTRY = Table(
    "entry",
    METADATA,
    Column("leaf_index", _NUMBER, primary_key=True, comment="dense, from 0"),
    Column("journal", String, nullable=False),
    Column("sequence", _NUMBER, nullable=False),
    Column("topic", String, nullable=False, comment="the note's first line"),
    Column("note", LargeBinary, nullable=False, comment="the leaf, byte for byte"),
    Column("leaf_hash", LargeBinary, nullable=False, index=True),
    Column("received_at", _NUMBER, nullable=False, comment="ms since 1970 UTC, by our clock"),
    UniqueConstraint("journal", "sequence"),
)

SUBTREE = Table(
    "subtree",
    METADATA,
    Column("level", Integer, nullable=False, comment="1: 256 leaves, 2: 65,536, ..."),
    Column("position", _NUMBER, nullable=False, comment="counted from 0 within the level"),
    Column("root", LargeBinary, nullable=False),
    PrimaryKeyConstraint("level", "position"),
    sqlite_with_rowid=False,
)

HEAD = Table(
    "head",
    METADATA,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True),
    Column("size", _NUMBER, nullable=False),
    Column("root", LargeBinary, nullable=False),
)

CHECKPOINT = Table(
    "checkpoint",
    METADATA,
    Column("size", _NUMBER, primary_key=True),
    Column("note", LargeBinary, nullable=False, comment="signed by the log, byte for byte"),
)

COSIGNATURE = Table(
    "cosignature",
    METADATA,
    Column("size", _NUMBER, nullable=False),
    Column("witness", String, nullable=False),
    Column("line", String, nullable=False, comment="the signature line, without line feed"),
    PrimaryKeyConstraint("size", "witness"),
    sqlite_with_rowid=False,
)

_SEALED = (ENTRY, SUBTREE, CHECKPOINT, COSIGNATURE)
"""What only grows."""

_KEYS = (PrimaryKeyConstraint, UniqueConstraint)


def triggers() -> list[str]:
    """Return the DDL that refuses to change, to remove and to replace what was written.

    `INSERT OR REPLACE` deletes without firing delete triggers, so the insert itself is watched.
    """
    return [ddl for table in _SEALED for ddl in _sealed(table)]


def _sealed(table: Table) -> Iterator[str]:
    for verb in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER IF NOT EXISTS {table.name}_no_{verb.lower()} "
            f"BEFORE {verb} ON {table.name} "
            f"BEGIN SELECT RAISE(ABORT, '{table.name} is append-only'); END"
        )
    yield (
        f"CREATE TRIGGER IF NOT EXISTS {table.name}_no_replace BEFORE INSERT ON {table.name} "
        f"WHEN {_is_taken(table)} "
        f"BEGIN SELECT RAISE(ABORT, '{table.name} holds this already'); END"
    )


def _is_taken(table: Table) -> ClauseElement:
    """Return the condition under which a new row stands in the place of an old one."""
    keys = [key for key in table.constraints if isinstance(key, _KEYS)]
    same = [
        and_(*(column == literal_column(f"NEW.{column.name}") for column in key.columns))
        for key in sorted(keys, key=lambda key: key.columns.keys())
    ]
    return select(literal_column("1")).select_from(table).where(or_(*same)).exists()
