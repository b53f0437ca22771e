"""Who was among the goods when: a sweep over doors and visits."""

from datetime import datetime

import pytest

from domain.presence import Entry, Interval, Person, Stay, Turn, alone, count, stays
from tests.support.story import moment

KPU, KPU_2, POLICE = (
    Person("p-gudang", "kpu"),
    Person("p-ppk", "kpu"),
    Person("p-danru", "polri"),
)


def stay(since: str, until: str | None, *persons: Person, guests: int = 0, leaf: int = 1) -> Stay:
    end: datetime | None = None if until is None else moment(until)
    return Stay(moment(since), leaf, end, leaf + 1, 2, persons, guests)


def found(*of: Stay) -> list[tuple[int, tuple[str, ...]]]:
    return [(one.leaf_index, one.present) for one in alone(of)]


def test_two_sides_are_never_alone() -> None:
    assert found(stay("08:00", "17:00", KPU, POLICE)) == []


@pytest.mark.parametrize(
    ("until", "is_found"), [("08:02", False), ("08:02:01", True), (None, True)]
)
def test_one_person_may_be_alone_for_two_minutes(until: str | None, is_found: bool) -> None:
    expected = [(1, ("p-gudang",))] if is_found else []

    assert found(stay("08:00", until, KPU)) == expected


def test_two_of_one_side_are_alone_like_one() -> None:
    assert found(stay("08:00", "09:00", KPU, KPU_2)) == [(1, ("p-gudang", "p-ppk"))]


def test_whoever_comes_in_time_ends_it() -> None:
    first = stay("08:00", "09:00", KPU)

    assert found(first, stay("08:02", "09:00", POLICE, leaf=5)) == []


def test_whoever_leaves_first_leaves_the_other_alone() -> None:
    first = stay("08:00", "09:00", KPU)
    second = stay("08:00", "08:30", POLICE, leaf=5)

    assert found(first, second) == [(6, ("p-gudang",))]


def test_a_change_among_one_side_begins_nothing_anew() -> None:
    first = stay("08:00", "08:30", KPU)
    second = stay("08:20", "09:00", KPU_2, leaf=5)

    (only,) = alone([first, second])
    assert only == Interval(1, moment("08:00"), 2, ("p-gudang",))


def test_a_visitor_is_of_another_side_than_the_escort() -> None:
    assert found(stay("08:00", "09:00", KPU, guests=1)) == []


@pytest.mark.parametrize("guests", [1, 3])
def test_visitors_without_an_escort_are_alone(guests: int) -> None:
    assert found(stay("08:00", "09:00", guests=guests)) == [(1, (f"tamu ({guests})",))]


def test_nobody_is_not_alone() -> None:
    assert found(stay("08:00", "08:01", KPU), stay("12:00", "12:01", KPU, leaf=5)) == []


def test_whoever_was_there_at_any_moment_counts_once() -> None:
    both = [stay("08:00", "09:00", KPU, guests=2), stay("08:30", None, KPU, POLICE)]

    assert count(both, moment("08:10"), moment("08:20")) == 3
    assert count(both, moment("08:10"), moment("08:30")) == 4
    assert count(both, moment("09:01"), moment("10:00")) == 2
    assert count(both, moment("07:00"), moment("07:59")) == 0


def test_a_stay_ends_when_the_same_door_turns() -> None:
    turns = [
        Turn(moment("08:00"), 1, "pintu-1", is_opening=True, persons=(KPU,)),
        Turn(moment("08:30"), 2, "pintu-2", is_opening=False),
        Turn(moment("09:00"), 3, "pintu-1", is_opening=False),
        Turn(moment("10:00"), 4, "pintu-2", is_opening=True),
    ]
    (only,) = stays(turns, [])

    assert (only.since, only.until, only.until_leaf) == (moment("08:00"), moment("09:00"), 3)


def test_a_visit_brings_its_escort() -> None:
    entry = Entry("v", moment("08:00"), 1, 2, guests=2, escort=POLICE)

    assert stays([], [entry]) == [Stay(moment("08:00"), 1, None, 0, 2, (POLICE,), 2)]
