"""What closes a box: seals on record, and looks that wait for an explanation."""

from datetime import datetime, timedelta

from domain.closure import MAX_KEPT, Closure, applied, found_off, looked, taken_off
from domain.rules.seal import MISMATCH, NO_DIFFERENCE, Difference
from domain.seal import BoxSeen
from tests.support.story import BOX, moment

AT = moment("08:00")
SEALED = Closure(seals=("a", "b"))


def look(closure: Closure, *utuh: str, at: datetime = AT, index: int = 7) -> Closure:
    return looked(closure, BOX, BoxSeen(box=BOX, utuh=utuh), at, index).closure


def test_seals_go_on_and_come_off() -> None:
    on = applied(Closure(opened=3), BOX, ["a", "b", "a"], AT).closure
    assert (on.seals, on.opened) == (("a", "b"), None)

    off = taken_off(on, BOX, ["a"], AT).closure
    assert (off.seals, off.opened) == (("b",), None)
    assert taken_off(on, BOX, ["a"], AT, opened=9).closure.opened == 9


def test_a_look_that_agrees_changes_nothing() -> None:
    assert look(SEALED, "b", "a") == SEALED
    assert looked(SEALED, BOX, BoxSeen(box=BOX, utuh=("a", "b")), AT, 7).raised == ()


def test_a_look_that_differs_stands_from_its_own_moment_on() -> None:
    change = looked(SEALED, BOX, BoxSeen(box=BOX, utuh=("a", "c")), AT, 7)

    assert change.closure.difference == Difference(("b",), ("c",), ())
    assert change.closure.there == ("a", "c")
    (finding,) = change.raised
    assert finding.stands(AT)
    assert not finding.stands(AT - timedelta(microseconds=1))


def test_agreeing_again_ends_the_difference_and_the_finding_stays() -> None:
    again = looked(look(SEALED, "a"), BOX, BoxSeen(box=BOX, utuh=("a", "b")), AT, 8)

    assert again.closure.difference == NO_DIFFERENCE
    assert again.settled == ()


def test_earlier_statements_explain_a_look_piece_by_piece() -> None:
    closure = look(SEALED, "c", "d")
    opened = taken_off(closure, BOX, ["a"], AT, opened=9)
    assert opened.settled == ()

    first = applied(opened.closure, BOX, ["c"], AT)
    assert first.settled == ()
    second = applied(first.closure, BOX, ["d"], AT)
    assert second.settled == (MISMATCH.key(BOX, 7),)
    assert second.closure.looks == ()
    assert second.closure.seals == ("c", "d")


def test_later_statements_explain_nothing() -> None:
    closure = look(SEALED, "a")
    change = taken_off(closure, BOX, ["b"], AT + timedelta(microseconds=1))

    assert change.settled == ()
    assert len(change.closure.looks) == 1


def test_taking_off_what_was_missing_explains_the_look() -> None:
    assert taken_off(look(SEALED, "a"), BOX, ["b"], AT).settled == (MISMATCH.key(BOX, 7),)


def test_seals_found_off_are_a_difference_unless_it_is_known() -> None:
    assert len(found_off(SEALED, BOX, ["a"], AT, 7).raised) == 1
    assert found_off(look(SEALED, "b"), BOX, ["a"], AT, 8).raised == ()
    assert found_off(SEALED, BOX, ["never"], AT, 7).raised == ()


def test_only_so_many_looks_are_kept() -> None:
    closure = SEALED
    for number in range(20):
        closure = look(closure, f"x{number}", index=number)

    assert len(closure.looks) == MAX_KEPT
