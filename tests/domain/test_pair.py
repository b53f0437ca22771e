"""R31: how fast two people can have handed boxes over at places far from one another."""

from typing import Any

import pytest

from domain.pair import MAX_KEPT, Pair
from domain.said import Said
from tests.support.sayings import KPU
from tests.support.story import BOX, KPPS, PPS, TIE, UNIT_PPS, Story

KILOMETRE = 8993.22
"""To the north, in millionths of a degree."""


@pytest.fixture
def story() -> Story:
    """Polling stations 001 to 004, each 1.1 km from the next, and 005 to 007 at one place."""
    story = Story.of_election()
    for number in range(1, 8):
        north = round(min(number, 5) * 1.1 * KILOMETRE)
        fields = {"place": place(number), "unit": unit(number), "latitude": north - 4_317_000}
        story.says(KPU, "PlaceRegistered", "01 08:00", place_kind="tps", **fields)
    return story


def place(number: int) -> str:
    return f"16.08.05.2003/TPS-{number:03}"


def unit(number: int) -> str:
    return f"16.08.05.2003/kpps-{number:03}"


def hands(story: Story, number: int, at: str, giver: str = PPS, by: str = KPPS) -> Said:
    """Let one phone offer the boxes of a polling station, and another accept them at once."""
    ends = {"from": UNIT_PPS, "to": unit(number), "place": place(number)}
    boxes = [f"{BOX}-{number}"]
    offer = story.says(giver, "HandoverOffered", at, boxes=boxes, count=1, eta=None, **ends)
    return accepts(story, number, at, by, of=offer.leaf)


def accepts(story: Story, number: int, at: str, by: str = KPPS, **fields: Any) -> Said:
    ends = {"from": UNIT_PPS, "to": unit(number), "place": place(number), "of": None}
    seen = [{"box": f"{BOX}-{number}", "utuh": [TIE]}]
    return story.says(by, "HandoverAccepted", at, boxes=seen, count=1, **(ends | fields))


def standing(story: Story) -> int:
    return story.findings().count("R31")


def test_three_handovers_far_apart_within_two_minutes(story: Story) -> None:
    one, two = hands(story, 1, "26 10:00"), hands(story, 2, "26 10:01")
    assert standing(story) == 0

    three = hands(story, 3, "26 10:02")
    finding = story.finding("R31")
    assert (finding.subject, finding.evidence) == (KPPS, (three.index, one.index, two.index))
    assert (finding.parameters["giver"], finding.parameters["count"]) == (PPS, 3)


def test_a_second_more_is_time_enough(story: Story) -> None:
    for number, at in ((1, "26 10:00"), (2, "26 10:01"), (3, "26 10:02:01")):
        hands(story, number, at)

    assert standing(story) == 0


def test_places_close_together_are_one_place(story: Story) -> None:
    for number in (5, 6, 7, 1):
        hands(story, number, "26 10:00")

    assert standing(story) == 0


@pytest.mark.parametrize(("metres", "count"), [(1099, 1), (1101, 0)])
def test_the_policy_says_how_far_is_far(story: Story, metres: int, count: int) -> None:
    story.says(KPU, "PolicySet", "01 09:00", thresholds={"batch_metres": metres})
    for number in (1, 2, 3):
        hands(story, number, "26 10:00")

    assert standing(story) == count


def test_other_people_may_do_the_same_elsewhere(story: Story) -> None:
    hands(story, 1, "26 10:00")
    hands(story, 2, "26 10:00")
    hands(story, 3, "26 10:00", by="16.08.05.2003/kpps-003/hp-1")

    assert standing(story) == 0


def test_three_who_give_to_one_are_three_pairs(story: Story) -> None:
    for number in (1, 2, 3):
        hands(story, number, "26 10:00", giver=f"16.08.05.2003/pps/hp-{number}")

    assert standing(story) == 0


def test_without_the_givers_word_its_unit_is_the_pair(story: Story) -> None:
    for number in (1, 2, 3):
        accepts(story, number, "26 10:00")

    assert story.finding("R31").parameters["giver"] == UNIT_PPS


def test_the_order_of_the_log_does_not_matter(story: Story) -> None:
    for number, at in ((3, "26 10:02"), (1, "26 10:00"), (2, "26 10:01")):
        hands(story, number, at)

    assert standing(story) == 1


def test_one_batch_is_told_once(story: Story) -> None:
    for number in (1, 2, 3, 4):
        hands(story, number, "26 10:00")

    assert standing(story) == 1


def test_of_places_that_are_nowhere_nothing_can_be_said(story: Story) -> None:
    for number in (91, 92, 93):
        hands(story, number, "26 10:00")

    assert standing(story) == 0


def test_only_so_much_is_kept(story: Story) -> None:
    for minute in range(2 * MAX_KEPT):
        hands(story, 1, f"26 10:{minute:02}")

    pair = story.states["pasangan", KPPS]
    assert isinstance(pair, Pair)
    assert len(pair.taken) == MAX_KEPT
    assert pair.batches == 0
