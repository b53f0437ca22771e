"""Timelines: what comes late is put where it belongs."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

from domain.guest import Inside
from domain.rounds import Mark
from domain.sighting import Sighting
from domain.timeline import bounded, is_late, placed, without_unexpected

_BEGIN = datetime(2024, 11, 27, 7, tzinfo=UTC)


def _seen(minute: int, index: int) -> Sighting:
    return Sighting("16.08/GDG-01", _BEGIN + timedelta(minutes=minute), index)


def test_what_is_newest_goes_to_the_end() -> None:
    first, second = _seen(0, 1), _seen(1, 2)

    assert placed((), first) == (first,)
    assert placed((first,), second) == (first, second)


def test_whatever_the_order_of_arrival_the_line_is_in_that_of_the_times() -> None:
    wanted = (_seen(0, 4), _seen(1, 2), _seen(1, 3), _seen(2, 1))

    for arriving in permutations(wanted):
        line: tuple[Sighting, ...] = ()
        for one in arriving:
            line = placed(line, one)
        assert line == wanted


def _said(minute: int, index: int, voice: str) -> Mark:
    return Mark(_BEGIN + timedelta(minutes=minute), index, "periksa", None, voice)


def test_of_too_many_the_oldest_goes() -> None:
    line = tuple(_said(minute, minute, "ab"[minute % 2]) for minute in range(5))

    assert bounded(line, 5) == line
    assert bounded(line, 4) == line[1:]


def test_who_fills_half_of_it_alone_pushes_out_the_own_oldest_word() -> None:
    line = (_said(0, 1, "a"), _said(1, 2, "a"), *(_said(99, n, "b") for n in (3, 4, 5)))

    assert [one.index for one in bounded(line, 4)] == [1, 2, 4, 5]
    assert bounded(line[2:], 2) == line[3:]


def test_who_had_seen_what_is_stated_for_later_is_not_late() -> None:
    line = (_said(98, 10, "a"), _said(99, 11, "b"))

    assert is_late(line, _said(0, 12, "c"), 10)
    assert not is_late(line, _said(0, 12, "c"), 11)
    assert not is_late(line, _said(98, 12, "c"), 10)


def test_of_too_many_the_first_go_that_nobody_was_expected_to_say() -> None:
    line = tuple(Inside("v", n, _BEGIN, is_unexpected=n in {1, 3, 4}) for n in range(5))

    assert without_unexpected(line, 5) == line
    assert [one.index for one in without_unexpected(line, 3)] == [0, 2, 4]
    assert [one.index for one in without_unexpected(line, 1)] == [0, 2]
