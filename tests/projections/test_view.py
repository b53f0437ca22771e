"""One moment of everything, as of one leaf."""

import pytest
from sqlalchemy import Engine

from ledger import sqlite
from projections import custody, statement
from projections.errors import CursorError, NotFoldedError
from projections.follower import Follower
from projections.view import folded, number, sliced, view
from tests.projections import tally
from tests.projections.conftest import Election
from tests.support.book import Book


def test_a_view_is_as_of_the_newest_folded_leaf(election: Election) -> None:
    with view(election.readers) as now:
        assert (now.position, now.as_of) == (election.book.log.size - 1,) * 2


def test_an_older_leaf_can_be_asked_for(election: Election) -> None:
    with view(election.readers, 20) as then:
        assert then.as_of == 20
        assert then.position > 20


@pytest.mark.parametrize("leaf", [-1, 100_000])
def test_a_leaf_that_is_not_folded_is_said_to_be_none(election: Election, leaf: int) -> None:
    with pytest.raises(NotFoldedError) as raised, view(election.readers, leaf):
        pass
    assert raised.value.asked == leaf
    assert raised.value.position == election.book.log.size - 1


def test_a_file_in_which_nothing_is_folded_answers_with_nothing(readers: Engine) -> None:
    with view(readers) as now:
        assert (now.position, now.as_of) == (-1, -1)
        assert custody.boxes(now).items == ()


def test_a_view_does_not_move_while_the_follower_writes(
    book: Book, engine: Engine, readers: Engine
) -> None:
    follower = Follower(book.log, engine, [tally.projection()], lambda: 0)
    follower.catch_up()
    with view(readers) as now:
        book.enrol("16.08/kpu/gudang-03")
        book.commit()
        follower.catch_up()
        assert now.position == 0
        assert len(statement.listed(now).items) == 1
    with view(readers) as later:
        assert later.position == 1


def test_the_position_is_read_from_the_file(book: Book, engine: Engine) -> None:
    Follower(book.log, engine, [tally.projection()], lambda: 0).catch_up()
    with sqlite.transaction(engine) as connection:
        assert folded(connection) == 0


def test_a_slice_says_where_the_next_one_begins() -> None:
    assert sliced([("a", 1), ("b", 2), ("c", 3)], 2) == ((1, 2), "b")
    assert sliced([("a", 1), ("b", 2)], 2) == ((1, 2), None)


@pytest.mark.parametrize("place", ["", "x", "-1", "1.5", "٣", "9" * 20])
def test_a_place_that_is_no_number_is_refused(place: str) -> None:
    with pytest.raises(CursorError):
        number(place)
    assert number("17") == 17
