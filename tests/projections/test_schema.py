"""Tables, indexes and the edition of a file."""

from pathlib import Path

from sqlalchemy import Engine

from ledger import sqlite
from projections import schema
from projections.catalogue import PROJECTIONS
from projections.query import query


def names(engine: Engine, kind: str) -> set[str]:
    with sqlite.transaction(engine) as connection:
        sql = "SELECT name FROM sqlite_master WHERE type = ?"
        return {row[0] for row in connection.exec_driver_sql(sql, (kind,))}


def test_every_projection_has_its_table(engine: Engine) -> None:
    assert {projection.versions.fold for projection in PROJECTIONS} < names(engine, "table")
    assert {"tracking", "finding", "history", "statement", "dead_letter"} < names(engine, "table")


def test_a_file_says_which_edition_has_filled_it(engine: Engine) -> None:
    with sqlite.transaction(engine) as connection:
        assert schema.edition(connection) == schema.EDITION


def test_indexes_for_readers_can_be_made_later(tmp_path: Path, engine: Engine) -> None:
    bare = sqlite.writer(tmp_path / "bare.db")
    with sqlite.transaction(bare) as connection:
        schema.create(connection, is_indexed=False)
    few = names(bare, "index")
    with sqlite.transaction(bare) as connection:
        schema.index(connection, schema.REFOLDING)
    more = names(bare, "index")
    with sqlite.transaction(bare) as connection:
        schema.index(connection)
        schema.index(connection)
    assert few < more < names(bare, "index")
    assert names(bare, "index") == names(engine, "index")
    bare.dispose()


def test_the_mark_of_a_number_leaves_the_one_empty_that_stands_for_none(engine: Engine) -> None:
    with engine.connect() as connection:
        for number, kept in ((schema.NONE, None), (schema.NONE + 1, schema.NONE + 1), (0, 0)):
            row = connection.exec_driver_sql(query("SELECT {mark}", mark=schema.NUMBER), (number,))
            assert row.scalar_one() == kept
