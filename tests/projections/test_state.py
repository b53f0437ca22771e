"""The newest states in memory, and every version in the file."""

from collections.abc import Iterator
from typing import cast

import pytest
from sqlalchemy import Connection, Engine

from domain.finding import Subject
from ledger import sqlite
from projections.query import query
from projections.state import States
from projections.version import Versions
from tests.projections.tally import NAME, VERSIONS, Tally

MILESTONED = Versions(cast("Subject", "uji_tonggak"), Tally, milestone=lambda tally: tally.purpose)
SHORT = Versions(cast("Subject", "uji_lewat"), Tally, past=lambda tally: Tally(0, tally.purpose))


@pytest.fixture(name="connection")
def open_connection(engine: Engine) -> Iterator[Connection]:
    with sqlite.transaction(engine) as connection:
        yield connection


def rows(connection: Connection, table: str = NAME) -> list[tuple[object, ...]]:
    sql = query("SELECT subject, since, until, is_again FROM {table} ORDER BY id", table=table)
    return [tuple(row) for row in connection.exec_driver_sql(sql).fetchall()]


def test_each_change_in_a_page_is_a_version_of_its_own(connection: Connection) -> None:
    states = States(VERSIONS, 1, is_whole=True)
    for index in (3, 5, 9):
        assert states.put("A", Tally(index, "tamu"), index)
    states.flush(connection)
    assert rows(connection) == [("A", 3, 5, 0), ("A", 5, 9, 0), ("A", 9, None, 0)]


def test_a_change_in_a_later_page_closes_the_stored_version(connection: Connection) -> None:
    states = States(VERSIONS, 1, is_whole=True)
    states.put("A", Tally(1, "tamu"), 3)
    states.flush(connection)
    states.put("A", Tally(2, "tamu"), 5)
    states.flush(connection)
    assert rows(connection) == [("A", 3, 5, 0), ("A", 5, None, 0)]


def test_of_a_version_that_another_has_followed_is_kept_what_people_ask_for(
    connection: Connection,
) -> None:
    states = States(SHORT, 1, is_whole=True)
    for index in (3, 5):
        states.put("A", Tally(index, "tamu"), index)
    states.flush(connection)
    assert kept(connection) == [(3, 5, 0), (5, None, 5)]
    states.put("A", Tally(9, "tamu"), 9)
    states.flush(connection)
    assert kept(connection) == [(3, 5, 0), (5, 9, 0), (9, None, 9)]


def kept(connection: Connection) -> list[tuple[object, ...]]:
    sql = "SELECT since, until, json_extract(state, '$.count') FROM uji_lewat ORDER BY id"
    return [tuple(row) for row in connection.exec_driver_sql(sql).fetchall()]


def test_two_facts_of_one_leaf_make_one_version(connection: Connection) -> None:
    states = States(VERSIONS, 1, is_whole=True)
    assert states.put("A", Tally(1, "tamu"), 3)
    assert states.put("A", Tally(2, "tamu"), 3)
    states.flush(connection)
    assert rows(connection) == [("A", 3, None, 0)]
    assert states.state("A") == Tally(2, "tamu")


def test_a_stored_version_folded_again_at_its_own_leaf_never_held(connection: Connection) -> None:
    states = States(VERSIONS, 1, is_whole=True)
    states.put("A", Tally(1, "tamu"), 3)
    states.flush(connection)
    states.put("A", Tally(2, "tamu"), 3, is_again=True)
    states.flush(connection)
    assert rows(connection) == [("A", 3, 3, 0), ("A", 3, None, 1)]


def test_what_is_no_longer_known_has_no_version(connection: Connection) -> None:
    states = States(VERSIONS, 1, is_whole=True)
    states.put("A", Tally(1, "tamu"), 3)
    assert not states.put("A", None, 5)
    states.flush(connection)
    assert rows(connection) == [("A", 3, 5, 0)]
    assert states.state("A") is None
    assert states.put("A", Tally(1, "tamu"), 7)


def test_a_new_memory_reads_what_it_is_asked_about(connection: Connection) -> None:
    states = States(VERSIONS, 1, is_whole=True)
    states.put("A", Tally(1, "tamu"), 3)
    states.put("B", Tally(2, "tamu"), 4)
    states.put("A", Tally(3, "tamu"), 5)
    states.flush(connection)
    again = States(VERSIONS, VERSIONS.next_id(connection))
    again.load(connection, ["A", "B", "C"])
    assert [again.state(name) for name in "ABC"] == [Tally(3, "tamu"), Tally(2, "tamu"), None]
    again.put("A", Tally(4, "tamu"), 9)
    again.flush(connection)
    assert rows(connection)[-2:] == [("A", 5, 9, 0), ("A", 9, None, 0)]


def test_what_was_touched_longest_ago_is_forgotten_first(connection: Connection) -> None:
    states = States(VERSIONS, 1, is_whole=True)
    for index, name in enumerate("ABCA"):
        states.put(name, Tally(index, "tamu"), index)
    states.flush(connection)
    states.trim(2)
    assert (len(states), states.is_whole) == (2, False)
    assert states.state("A") == Tally(3, "tamu")
    assert states.state("B") is None
    states.load(connection, ["B"])
    assert states.state("B") == Tally(1, "tamu")


def test_beside_a_milestone_changes_are_written_over(engine: Engine) -> None:
    with sqlite.transaction(engine) as connection:
        states = States(MILESTONED, 1, is_whole=True)
        assert states.put("A", Tally(1, "tamu"), 3)
        assert not states.put("A", Tally(2, "tamu"), 4)
        states.flush(connection)
        assert not states.put("A", Tally(3, "tamu"), 5)
        assert states.put("A", Tally(3, "tinta"), 6)
        states.flush(connection)
        assert not states.put("A", Tally(4, "tinta"), 7)
        states.flush(connection)
        assert rows(connection, "uji_tonggak") == [("A", 3, 6, 0), ("A", 6, None, 0)]
        stored = MILESTONED.newest(connection, ["A"])
        assert [state for *_, state in stored] == [Tally(4, "tinta")]
