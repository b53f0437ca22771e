"""What a fold could not take, kept once."""

from sqlalchemy import Engine

from ledger import sqlite
from projections import deadletter
from projections.deadletter import DeadLetter
from projections.view import view

LETTER = DeadLetter(5, "16.08/kpu/hp-1", "kotak", "K1", "ValueError: x", 7)


def test_a_letter_is_kept_once_with_the_newest_error(engine: Engine, readers: Engine) -> None:
    newer = LETTER._replace(error="KeyError: y", at=8)
    other = LETTER._replace(fold="segel")
    with sqlite.transaction(engine) as connection:
        deadletter.add(connection, [LETTER])
        deadletter.add(connection, [newer, other])
    with view(readers) as now:
        assert deadletter.listed(now) == (newer, other)


def test_letters_are_taken_out_in_log_order(engine: Engine, readers: Engine) -> None:
    earlier = LETTER._replace(leaf_index=3)
    with sqlite.transaction(engine) as connection:
        deadletter.add(connection, [LETTER, earlier])
        assert deadletter.take_out(connection) == [earlier, LETTER]
    with view(readers) as now:
        assert deadletter.listed(now) == ()
