"""The log as a subject: how long witnesses may take."""

from pathlib import Path

from sqlalchemy import Connection

from domain.book import LOG, Book
from ledger import sqlite
from projections import schema
from projections.book import BOOKS, witness_wait
from projections.version import Row
from projections.view import View
from tests.support.story import moment


def test_before_any_anchor_witnesses_may_take_as_long_as_was_agreed(now: View) -> None:
    assert witness_wait(now) == 60


def test_what_the_newest_anchor_knew_of_the_policy_is_read(tmp_path: Path) -> None:
    engine = sqlite.writer(tmp_path / "p.db")
    with sqlite.transaction(engine) as connection:
        schema.create(connection)
        BOOKS.insert(connection, [_row(1, 3, 4, 60), _row(2, 4, None, 15)])
    with engine.connect() as connection:
        assert witness_wait(_as_of(connection, 9)) == 15
        assert witness_wait(_as_of(connection, 3)) == 60
    engine.dispose()


def _row(id_: int, since: int, until: int | None, wait: int) -> Row[Book]:
    return Row(id_, LOG, since, until, Book(since, since, moment("08:00"), None, wait))


def _as_of(connection: Connection, leaf: int) -> View:
    return View(connection, 9, leaf)
