"""R30: what came in and went out, and what was counted."""

from itertools import permutations
from typing import Any

import pytest

from domain.said import Said
from domain.stock import MAX_COUNTS, MAX_MOVES, MAX_PLACES, Stock
from tests.support.sayings import GUARD, KPU, PPK, STORE, STRANGER
from tests.support.story import LOGISTICS, STORE_PLACE, UNIT_KPU, UNIT_PPK, Story, moment

INK, TIES = f"{UNIT_KPU}:tinta", f"{UNIT_KPU}:kabel_ties"
OTHER_PLACE = "16.08/KANTOR-KPU"


@pytest.fixture
def story() -> Story:
    return Story.of_election()


def receipt(story: Story, at: str, good: int, place: str = STORE_PLACE, **line: int) -> Said:
    lines = [{"item": "tinta", "announced": good, "good": good} | line]
    return story.plans(STORE, "ConsignmentReceived", at, lines=lines, place=place)


def use(story: Story, at: str, count: int) -> Said:
    boxes = [{"box": f"kotak {at}", "contents": [{"item": "tinta", "count": count}]}]
    return story.plans(STORE, "BoxPacked", at, boxes=boxes, place=STORE_PLACE)


def count(story: Story, at: str, counted: int, by: str = STORE, **fields: Any) -> Said:
    rest = {"item": "tinta", "expected": None, "void": None, "place": STORE_PLACE} | fields
    return story.plans(by, "StockCounted", at, counted=counted, boxes=None, **rest)


def found(story: Story, subject: str = INK, at: str = "30 00:00") -> list[int]:
    return sorted(
        finding.evidence[0]
        for key, finding in story.raised.items()
        if (finding.rule, finding.subject) == ("R30", subject)
        if key not in story.settled and finding.stands(moment(at))
    )


def known(story: Story, subject: str = INK) -> Stock:
    state = story.states["stok", subject]
    assert isinstance(state, Stock)
    return state


@pytest.mark.parametrize(("counted", "is_found"), [(8, False), (7, True), (9, True)])
def test_what_came_in_less_what_went_out_is_there(
    story: Story, counted: int, is_found: bool
) -> None:
    story.hears(receipt(story, "10 08:00", 10))
    story.hears(use(story, "11 08:00", 2))
    said = story.hears(count(story, "12 08:00", counted))

    assert known(story).count == 8
    assert found(story) == ([said.index] if is_found else [])


def test_a_difference_says_what_it_compares(story: Story) -> None:
    story.hears(receipt(story, "10 08:00", 10))
    story.hears(count(story, "12 08:00", 9))

    assert story.finding("R30").english() == (
        "16.08/kpu counted 9 tinta at 16.08/GDG-01; by what came in and went out, 10."
    )


def test_a_difference_is_told_once_and_a_new_one_again(story: Story) -> None:
    story.hears(receipt(story, "10 08:00", 10))
    first = story.hears(count(story, "12 08:00", 9))
    story.hears(use(story, "13 08:00", 2))
    story.hears(count(story, "14 08:00", 7))
    assert found(story) == [first.index]

    third = story.hears(count(story, "15 08:00", 6))
    assert found(story) == [first.index, third.index]


def test_what_is_said_late_explains_a_difference(story: Story) -> None:
    late = use(story, "11 08:00", 2)
    story.hears(receipt(story, "10 08:00", 10))
    said = story.hears(count(story, "12 08:00", 8))
    assert found(story) == [said.index]

    story.hears(late)
    assert found(story) == []


def test_what_moves_after_a_count_does_not_touch_it(story: Story) -> None:
    late = count(story, "12 08:00", 10)
    story.hears(receipt(story, "10 08:00", 10))
    story.hears(use(story, "13 08:00", 2))
    story.hears(late)

    assert found(story) == []


def test_the_order_of_arrival_decides_nothing() -> None:
    for order in permutations(range(5)):
        story = Story.of_election()
        told = (
            receipt(story, "10 08:00", 10),
            use(story, "11 08:00", 2),
            count(story, "12 08:00", 8),
            use(story, "13 08:00", 3),
            count(story, "14 08:00", 5),
        )
        for number in order:
            story.hears(told[number])
        assert found(story) == []


def test_what_never_came_in_cannot_be_missing(story: Story) -> None:
    story.hears(count(story, "12 08:00", 100))
    story.hears(use(story, "13 08:00", 2))
    story.hears(count(story, "14 08:00", 90))

    assert found(story) == []


@pytest.mark.parametrize(("papers", "is_found"), [(100, False), (101, True)])
def test_without_movements_the_counters_own_papers_are_compared(
    story: Story, papers: int, is_found: bool
) -> None:
    story.hears(count(story, "12 08:00", 100, expected=papers))

    assert bool(found(story)) == is_found


def test_each_place_of_a_holder_is_counted_by_itself(story: Story) -> None:
    story.hears(receipt(story, "10 08:00", 10))
    story.hears(receipt(story, "10 09:00", 4, OTHER_PLACE))
    story.hears(count(story, "12 08:00", 10))
    story.hears(count(story, "12 09:00", 4, place=OTHER_PLACE))

    assert found(story) == []
    assert known(story).at(STORE_PLACE) == 10


def test_boxes_are_counted_as_registered_and_sent(story: Story) -> None:
    story.registers("a", "b", "c")
    story.sends("a", at="25 07:00")
    said = story.hears(count(story, "25 09:00", 3, item="kotak_suara"))

    assert found(story, f"{UNIT_KPU}:kotak") == [said.index]


def test_seals_that_were_applied_are_not_left(story: Story) -> None:
    ranges = [{"seal_kind": "kabel_ties", "prefix": "OKT-", "first": 1, "last": 10}]
    stocked = {"ranges": ranges, "seals": None, "seal_kind": None, "count": 10}
    story.says(STORE, "SealStockReceived", "10 08:00", **stocked)
    issued = [ranges[0] | {"first": 9}]
    story.says(STORE, "SealIssued", "11 08:00", ranges=issued, seals=None, count=2)
    story.seals("kabel_ties:OKT-1", "kabel_ties:OKT-2", at="12 08:00")
    story.hears(count(story, "13 08:00", 6, item="kabel_ties", void=1))
    assert found(story, TIES) == []

    said = story.hears(count(story, "14 08:00", 5, item="kabel_ties"))
    assert found(story, TIES) == [said.index]


def test_seals_issued_without_authority_stay(story: Story) -> None:
    ranges = [{"seal_kind": "kabel_ties", "first": 1, "last": 10}]
    stocked = {"ranges": ranges, "seals": None, "seal_kind": None, "count": 10}
    story.says(STORE, "SealStockReceived", "10 08:00", **stocked)
    story.says(GUARD, "SealIssued", "11 08:00", ranges=ranges, seals=None, count=10)

    assert known(story, TIES).count == 10


def test_a_line_of_a_receipt_adds_up(story: Story) -> None:
    said = story.hears(receipt(story, "10 08:00", 8, announced=10, damaged=1))

    assert found(story) == [said.index]
    assert story.finding("R30").parameters["found"] == 9
    story.hears(receipt(story, "11 08:00", 8, announced=10, damaged=1, missing=1))
    assert found(story) == [said.index]


def test_only_so_much_is_kept_and_still_compared(story: Story) -> None:
    story.hears(receipt(story, "10 08:00", 1000))
    for minute in range(MAX_MOVES + 8):
        story.hears(use(story, f"11 {8 + minute // 60:02}:{minute % 60:02}", 1))
    for minute in range(MAX_COUNTS + 4):
        story.hears(count(story, f"12 08:{minute:02}", 1000 - MAX_MOVES - 9))
    kept = known(story)
    assert (len(kept.moves), len(kept.counts)) == (MAX_MOVES, MAX_COUNTS)
    assert len(found(story)) == 1

    story.hears(count(story, "10 09:00", 5))
    assert len(found(story)) == 1


def test_a_holder_with_many_places_is_counted_at_each_of_them(story: Story) -> None:
    places = [f"16.08/GDG-{number:02}" for number in range(40)]
    for minute, place in enumerate(places):
        story.hears(receipt(story, f"10 08:{minute:02}", 10, place))
    story.hears(count(story, "12 08:00", 10, place=places[20]))
    assert found(story) == []

    said = story.hears(count(story, "12 09:00", 9, place=places[-1]))
    assert found(story) == [said.index]
    assert known(story).count == 400


def test_of_places_beyond_those_that_are_kept_only_the_sum_is_known(story: Story) -> None:
    for number in range(MAX_PLACES + 3):
        hour, minute = divmod(number, 60)
        story.hears(receipt(story, f"10 {8 + hour:02}:{minute:02}", 10, f"16.08/GDG-{number:03}"))
    assert (len(known(story).totals), known(story).elsewhere) == (MAX_PLACES, 30)
    assert known(story).count == 10 * (MAX_PLACES + 3)

    story.hears(count(story, "12 08:00", 7, place=f"16.08/GDG-{MAX_PLACES + 1:03}"))
    assert found(story) == []
    said = story.hears(count(story, "12 09:00", 7, place="16.08/GDG-001"))
    assert found(story) == [said.index]


@pytest.mark.parametrize("by", [STRANGER, GUARD, PPK])
def test_what_strangers_register_moves_nobodys_stock(story: Story, by: str) -> None:
    story.registers("a", "b", "c")
    story.registers(*(f"x-{number}" for number in range(50)), by=by)
    story.hears(count(story, "25 09:00", 3, item="kotak_suara"))

    assert known(story, f"{UNIT_KPU}:kotak").count == 3
    assert found(story, f"{UNIT_KPU}:kotak") == []


def test_the_commission_registers_what_its_committees_hold(story: Story) -> None:
    items = [{"box": "a", "box_kind": "kotak_suara"}]
    story.says(LOGISTICS, "ItemRegistered", "10 09:00", holder=UNIT_PPK, items=items)

    assert known(story, f"{UNIT_PPK}:kotak").count == 1


def test_what_strangers_send_and_accept_moves_nobodys_stock(story: Story) -> None:
    story.registers("a", "b", "c")
    story.sends("a", at="25 07:00", by=PPK)
    story.accepts("b", at="25 08:00", by=STRANGER)

    assert known(story, f"{UNIT_KPU}:kotak").count == 3


def test_ties_belong_to_whoever_puts_them_on_and_not_to_the_name_of_the_device(
    story: Story,
) -> None:
    ranges = [{"seal_kind": "kabel_ties", "prefix": "OKT-", "first": 1, "last": 10}]
    stocked = {"ranges": ranges, "seals": None, "seal_kind": None, "count": 10}
    story.says(STORE, "SealStockReceived", "10 08:00", **stocked)
    lent = "16.08/kpu/hp-9"
    story.sayings.say(KPU, "PersonEnrolled", person="p-lain", unit=UNIT_PPK, journals=[lent])
    story.seals("kabel_ties:OKT-1", at="12 08:00", by=lent)
    story.hears(count(story, "13 08:00", 10, item="kabel_ties"))

    assert known(story, TIES).count == 10
    assert found(story, TIES) == []


def test_what_strangers_count_explains_nothing_and_makes_nothing_forgotten(story: Story) -> None:
    story.hears(receipt(story, "10 08:00", 4))
    wrong = story.hears(count(story, "11 08:00", 3, by=STRANGER))
    story.hears(count(story, "12 08:00", 4))
    assert found(story) == [wrong.index]

    early = story.hears(count(story, "13 08:00", 5))
    for _ in range(2 * MAX_COUNTS):
        story.hears(count(story, "2099-01-01T00:00:00+07:00", 5, by=STRANGER))
    assert early.index in found(story)
    story.hears(receipt(story, "12 09:00", 1))
    assert early.index not in found(story)
