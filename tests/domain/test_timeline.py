"""Timelines: what comes late is put where it belongs."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

from domain.sighting import Sighting
from domain.timeline import placed

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
