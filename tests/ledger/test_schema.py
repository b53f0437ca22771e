"""The tables of `ledger.db`: what was written is not changed, removed or replaced."""

import sqlite3
from collections.abc import Iterator

import pytest
from sqlalchemy import Column, create_engine
from sqlalchemy.dialects import registry

from ledger.schema import METADATA, triggers

ROWS: dict[str, tuple[object, ...]] = {
    "entry": (0, "16.08/kpu", 0, "segel/statement/v1", b"note", b"leaf", 1_732_500_000_000),
    "subtree": (1, 0, b"root"),
    "checkpoint": (1, b"signed"),
    "cosignature": (1, "w.example", "line"),
}
"""One row of each sealed table."""

OTHER_VALUES: dict[str, tuple[object, ...]] = {
    "entry": (0, "16.08/polri", 7, "segel/register/v1", b"forged", b"forged", 0),
    "subtree": (1, 0, b"forged"),
    "checkpoint": (1, b"forged"),
    "cosignature": (1, "w.example", "forged"),
}
"""Something else in the same place."""

NEXT: dict[str, tuple[object, ...]] = {
    "entry": (1, "16.08/kpu", 1, "segel/statement/v1", b"note", b"leaf", 1_732_500_000_000),
    "subtree": (1, 1, b"root"),
    "checkpoint": (2, b"signed"),
    "cosignature": (1, "v.example", "line"),
}
"""What may be written behind it."""

TABLES = sorted(ROWS)


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    engine = create_engine("sqlite://")
    connection = engine.raw_connection()
    METADATA.create_all(engine)
    raw = connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    for trigger in triggers():
        raw.execute(trigger)
    for table, row in ROWS.items():
        insert(raw, "INSERT", table, row)
    raw.commit()
    yield raw
    connection.close()
    engine.dispose()


def insert(
    database: sqlite3.Connection, verb: str, table: str, row: tuple[object, ...], tail: str = ""
) -> None:
    marks = ", ".join("?" * len(row))
    database.execute(f"{verb} INTO {table} VALUES ({marks}) {tail}", row)


def rows(database: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return database.execute(str(METADATA.tables[table].select())).fetchall()


def columns(table: str) -> list[str]:
    return [column.name for column in METADATA.tables[table].columns]


def test_every_table_but_the_head_is_sealed() -> None:
    assert {*METADATA.tables} - {*ROWS} == {"head"}


@pytest.mark.parametrize(("table", "column"), [(t, c) for t in TABLES for c in columns(t)])
def test_no_column_is_updated(database: sqlite3.Connection, table: str, column: str) -> None:
    for verb in ("UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            database.execute(f"{verb} {table} SET {column} = {column}")
    assert rows(database, table) == [ROWS[table]]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("where", ["", "WHERE 1 = 1"])
def test_no_row_is_deleted(database: sqlite3.Connection, table: str, where: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        database.execute(f"{METADATA.tables[table].delete()} {where}")
    assert rows(database, table) == [ROWS[table]]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("given_", [ROWS, OTHER_VALUES], ids=["the same", "another"])
@pytest.mark.parametrize(
    "verb", ["INSERT", "INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE", "INSERT OR FAIL"]
)
def test_no_row_takes_the_place_of_another(
    database: sqlite3.Connection, table: str, given_: dict[str, tuple[object, ...]], verb: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="holds this already"):
        insert(database, verb, table, given_[table])
    assert rows(database, table) == [ROWS[table]]


@pytest.mark.parametrize("table", TABLES)
def test_no_conflict_ends_in_an_update(database: sqlite3.Connection, table: str) -> None:
    last = columns(table)[-1]
    for tail in (f"ON CONFLICT DO UPDATE SET {last} = excluded.{last}", "ON CONFLICT DO NOTHING"):
        with pytest.raises(sqlite3.IntegrityError, match="holds this already"):
            insert(database, "INSERT", table, OTHER_VALUES[table], tail)
    assert rows(database, table) == [ROWS[table]]


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_a_number_of_a_journal_is_not_used_twice(
    database: sqlite3.Connection, recursive: str
) -> None:
    database.execute(f"PRAGMA recursive_triggers = {recursive}")
    for verb in ("INSERT", "REPLACE"):
        with pytest.raises(sqlite3.IntegrityError, match="holds this already"):
            insert(database, verb, "entry", (1, *ROWS["entry"][1:]))
    assert rows(database, "entry") == [ROWS["entry"]]


@pytest.mark.parametrize("index", ["0", 0.0, "0.0"])
def test_an_index_in_another_spelling_replaces_nothing(
    database: sqlite3.Connection, index: object
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="holds this already"):
        insert(database, "REPLACE", "entry", (index, *OTHER_VALUES["entry"][1:]))
    assert rows(database, "entry") == [ROWS["entry"]]


@pytest.mark.parametrize("table", TABLES)
def test_the_next_row_is_taken(database: sqlite3.Connection, table: str) -> None:
    insert(database, "INSERT", table, NEXT[table])
    assert len(rows(database, table)) == 2


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (table, column)
        for table in TABLES
        for column in range(len(NEXT[table]))
        if (table, column) not in {("entry", 0), ("checkpoint", 0)}  # SQLite counts these itself
    ],
)
def test_no_column_is_empty(database: sqlite3.Connection, table: str, column: int) -> None:
    row = [*NEXT[table]]
    row[column] = None
    with pytest.raises(sqlite3.IntegrityError):
        insert(database, "INSERT", table, tuple(row))


def test_there_is_one_head_and_it_moves(database: sqlite3.Connection) -> None:
    insert(database, "INSERT", "head", (1, 5, b"root"))
    database.execute("UPDATE head SET size = 6")
    with pytest.raises(sqlite3.IntegrityError):
        insert(database, "INSERT", "head", (2, 5, b"root"))


def test_triggers_may_be_laid_out_again(database: sqlite3.Connection) -> None:
    for trigger in triggers():
        database.execute(trigger)


@pytest.mark.parametrize(
    "column",
    [
        column
        for table in METADATA.tables.values()
        for column in table.columns
        if column.name in {"leaf_index", "sequence", "position", "size", "received_at"}
    ],
    ids=str,
)
def test_numbers_and_times_have_64_bits_in_every_database(column: Column[int]) -> None:
    spelt = {name: column.type.compile(registry.load(name)()) for name in ("postgresql", "sqlite")}
    assert spelt == {"postgresql": "BIGINT", "sqlite": "INTEGER"}
