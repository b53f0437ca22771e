"""Six ties a box for its whole life, none of them for two boxes or two units."""

from itertools import pairwise
from typing import get_args

from tools.scenario.area import Area
from tools.scenario.seal import Seals, Use

AREA = Area.of(40)


def test_a_box_has_six_ties_and_no_tie_two_boxes() -> None:
    seals = Seals(AREA)
    ties = [tie for box in AREA.boxes for use in get_args(Use) for tie in seals.on(box, use)]
    assert len(ties) == len(set(ties)) == 6 * len(AREA.boxes)


def test_no_tie_is_issued_to_two_units() -> None:
    seals = Seals(AREA)
    ranges = [one for district in AREA.districts for one in seals.ranges(district)]
    numbers = sorted((one.first, one.last) for one in ranges)
    assert all(last < first for (_, last), (first, _) in pairwise(numbers))


def test_each_unit_was_issued_what_it_puts_on() -> None:
    seals = Seals(AREA)
    for district in AREA.districts:
        packed, later = seals.ranges(district)
        for box in (*district.ballots, *district.sums):
            assert all(packed.holds(tie) for tie in seals.on(box, "gudang"))
            assert all(later.holds(tie) for tie in seals.on(box, "rekap"))


def test_a_spare_tie_belongs_to_no_box() -> None:
    seals = Seals(AREA)
    spare = seals.spare()
    assert spare != seals.spare()
    assert all(spare not in seals.on(box, use) for box in AREA.boxes for use in get_args(Use))


def test_what_was_replaced_is_seen_from_then_on() -> None:
    seals, box = Seals(AREA), AREA.boxes[0]
    seals.replace(box, "gudang", ())
    assert seals.seen([box], "gudang")[0].utuh == ()
    assert seals.sealed([box], "pungut")[0].seals == seals.on(box, "pungut")
    assert seals.all_on(AREA.boxes[:2], "gudang") == seals.on(AREA.boxes[1], "gudang")
