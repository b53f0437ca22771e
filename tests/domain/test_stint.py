"""Stints: what beginnings and ends amount to, in whatever order they were heard."""

from datetime import timedelta
from itertools import permutations

from domain.stint import (
    DAY,
    MAX_KEPT,
    Release,
    Roster,
    Start,
    longest,
    read,
    released,
    started,
)
from tests.support.story import moment

X, Y = "16.08/GDG-01", "16.08/KANTOR-KPU"


def start(at: str, index: int, post: str = X, limit: int = 720) -> Start:
    return Start(moment(at), index, post, limit)


def release(at: str, index: int, post: str = X) -> Release:
    return Release(moment(at), index, post)


def roster(*said: Start | Release) -> Roster:
    heard = Roster()
    for one in said:
        heard = started(heard, one) if isinstance(one, Start) else released(heard, one)
    return heard


def test_whatever_the_order_of_the_log_the_stints_are_the_same() -> None:
    early, late = start("07:00", 1), start("11:00", 3, Y)
    said: list[Start | Release] = [early, release("12:00", 2), late, release("18:00", 4, Y)]
    heard = [roster(*order) for order in permutations(said)]

    assert {read(one).overlaps for one in heard} == {((late, early),)}
    assert {read(one).stretches for one in heard} == {()}


def test_who_begins_elsewhere_when_the_first_duty_ends_is_at_one_post_at_a_time() -> None:
    one = roster(start("07:00", 1), release("12:00", 2), start("12:00", 3, Y))

    assert read(one).overlaps == ()


def test_a_change_of_posts_is_no_pause() -> None:
    first = start("07:00", 1)
    moved = (first, release("15:00", 2), start("15:00", 3, Y))

    assert read(roster(*moved, release("19:00", 4, Y))).stretches == ()
    assert read(roster(*moved, release("19:00:01", 4, Y))).stretches == ((first, moment("19:00")),)


def test_after_a_pause_duty_counts_anew() -> None:
    one = roster(
        start("07:00", 1), release("19:00", 2), start("19:00:01", 3), release("26 07:00", 4)
    )

    assert read(one).stretches == ()


def test_a_duty_whose_end_nobody_states_is_too_long_one_day() -> None:
    first = start("07:00", 1)

    assert read(roster(first)).stretches == ((first, moment("19:00")),)


def test_a_duty_without_an_end_does_not_reach_into_the_next_day() -> None:
    assert read(roster(start("07:00", 1), start("19:00", 2, Y))).overlaps == ()
    assert len(read(roster(start("07:00", 1), start("18:59", 2, Y))).overlaps) == 1


def test_taking_the_same_post_again_goes_on_with_the_duty() -> None:
    first = start("07:00", 1)
    one = roster(first, start("15:00", 2), release("23:00", 3))

    assert read(one).stretches == ((first, moment("19:00")),)


def test_the_end_of_one_watch_is_not_the_end_of_the_next() -> None:
    first = start("07:00", 1)
    one = roster(first, release("19:00", 2), start("19:00", 3))

    assert read(one).stretches == ((first, moment("19:00")),)


def test_a_plan_may_ask_for_more_but_not_for_more_than_a_day() -> None:
    assert longest(720, 0) == 720
    assert longest(720, 1440) == DAY
    assert longest(720, 2880) == DAY


def test_only_the_newest_are_remembered() -> None:
    days = [timedelta(days=day) for day in range(2 * MAX_KEPT)]
    said = [Start(moment("07:00") + day, number, X, 720) for number, day in enumerate(days)]
    one = roster(*reversed(said))

    assert one.starts == tuple(said[-MAX_KEPT:])
