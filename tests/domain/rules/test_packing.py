"""R29 and R30 of one box: what was packed, compared with what the policy asks."""

from typing import Any

import pytest

from domain.box import Item, Packing
from domain.policy import Requirement
from domain.rules.packing import contents_differ, packed_twice
from domain.statement import Tally
from tests.support.sayings import KPU, STORE
from tests.support.story import BOX, STORE_PLACE, Story, moment

ITEM = Item(box=BOX, box_kind="kotak_suara", election="GUB")


def asks(item: str, count: int, **of: Any) -> Requirement:
    return Requirement(item=item, count=count, **({"box_kind": "kotak_suara"} | of))


def holds(*contents: tuple[str, int], missing: tuple[tuple[str, int], ...] = ()) -> Packing:
    def tallies(pairs: tuple[tuple[str, int], ...]) -> tuple[Tally, ...]:
        return tuple(Tally(item=item, count=count) for item, count in pairs)

    return Packing(box=BOX, contents=tallies(contents), missing=tallies(missing))


def differences(packing: Packing, *requirements: Requirement) -> str | int | None:
    finding = contents_differ(ITEM, packing, requirements, 3)
    return None if finding is None else finding.parameters["differences"]


def test_what_is_asked_is_there() -> None:
    assert differences(holds(("tinta", 2)), asks("tinta", 2)) is None


@pytest.mark.parametrize(("count", "said"), [(1, "tinta 1/2"), (3, "tinta 3/2"), (0, "tinta 0/2")])
def test_one_less_or_one_more_is_a_difference(count: int, said: str) -> None:
    assert differences(holds(("tinta", count)), asks("tinta", 2)) == said


def test_what_is_openly_missing_is_no_difference() -> None:
    assert differences(holds(("tinta", 1), missing=(("tinta", 1),)), asks("tinta", 2)) is None


def test_what_is_counted_in_two_lines_adds_up() -> None:
    assert differences(holds(("tinta", 1), ("tinta", 1)), asks("tinta", 2)) is None


def test_what_the_policy_does_not_name_is_not_compared() -> None:
    assert differences(holds(("surat_suara", 512), ("tinta", 2)), asks("tinta", 2)) is None


@pytest.mark.parametrize(
    "requirement", [asks("tinta", 2, election="BUP"), asks("tinta", 2, box_kind="kontainer")]
)
def test_what_is_asked_of_other_boxes_is_not_asked_of_this_one(requirement: Requirement) -> None:
    assert differences(holds(), requirement) is None


def test_the_own_election_goes_before_any() -> None:
    both = (asks("segel", 9, election="GUB"), asks("segel", 4))

    assert differences(holds(("segel", 9)), *both) is None
    assert differences(holds(("segel", 4)), *both) == "segel 4/9"


def test_packed_twice_stands_from_the_second_time_on() -> None:
    finding = packed_twice(BOX, (9, 7), moment("10:00"))

    assert finding.stands(moment("10:00"))
    assert not finding.stands(moment("09:59:59"))


def test_the_fold_compares_with_the_policy_in_force() -> None:
    story = Story.of_election()
    story.registers()
    contents = [{"box_kind": "kotak_suara", "item": "formulir", "count": 2}]
    boxes = [{"box": BOX, "contents": [{"item": "formulir", "count": 1}]}]
    story.endorsed(story.says(STORE, "BoxPacked", "20 10:00", place=STORE_PLACE, boxes=boxes))
    assert story.findings() == []

    story.says(KPU, "PolicySet", "20 11:00", contents=contents)
    again = story.says(STORE, "BoxPacked", "20 12:00", place=STORE_PLACE, boxes=boxes)
    story.endorsed(again)
    assert story.findings() == ["R29", "R30"]
    assert story.finding("R29").evidence == (again.index,)
