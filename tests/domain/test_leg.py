"""R29 of a leg: what the plan lets go, and what went."""

from itertools import permutations
from typing import Any

import msgspec
import pytest

from domain.leg import MAX_KEPT, MAX_TIMES, Legs, Passage
from domain.said import Said
from tests.support.arrival import hear, told
from tests.support.convoy import plans
from tests.support.sayings import KPU, PPK, STORE, STRANGER
from tests.support.story import LEG, UNIT_PPS, Story, clock, draft_dispatch, moment

NAME = str(LEG["leg"])
FAR = "2099-01-01T00:00:00+07:00"


def goes(
    story: Story, at: str, *boxes: str, by: str = STORE, name: str = "kirim-1", **fields: Any
) -> Said:
    act: dict[str, Any] = {
        "leg": NAME,
        "boxes": boxes,
        "count": len(boxes),
        "consignment": name,
    } | fields
    return draft_dispatch(story, at, by, **act)


@pytest.fixture
def story() -> Story:
    story = Story.of_election()
    plans(story, count=3)
    return story


def found(story: Story, at: str = "30 00:00") -> list[str]:
    return [
        one.english()
        for key, one in story.raised.items()
        if one.subject_kind == "ruas" and key not in story.settled and one.stands(moment(at))
    ]


def test_what_leaves_in_several_consignments_adds_up(story: Story) -> None:
    story.hears(goes(story, "07:45", "a", "b"))
    story.hears(goes(story, "08:45", "c", name="kirim-2"))

    assert found(story) == []


def test_what_is_short_after_a_day_is_a_difference(story: Story) -> None:
    last = story.hears(goes(story, "07:45", "a", "b"))

    assert found(story, "26 07:45") == []
    assert found(story, "26 07:45:01") == [
        f"On leg {NAME} 3 boxes are planned; 2 were stated to have left."
    ]
    assert story.finding_of(NAME).evidence == (last.index,)


def test_the_day_begins_with_the_end_of_the_planned_hours(story: Story) -> None:
    span = {"from": clock("25 06:00"), "until": clock("25 12:00")}
    story.says(KPU, "PlanSet", "01 09:00", version=3, legs=[LEG | {"count": 3, "depart": span}])
    story.hears(goes(story, "07:45", "a"))

    assert found(story, "26 12:00") == []
    assert len(found(story, "26 12:00:01")) == 1


def test_one_too_many_is_a_difference_at_once(story: Story) -> None:
    story.hears(goes(story, "07:45", "a", "b", "c"))
    story.hears(goes(story, "08:45", "d", name="kirim-2"))

    assert found(story, "08:44") == []
    assert len(found(story, "08:45")) == 1


def test_what_was_refused_and_is_sent_again_counts_once(story: Story) -> None:
    story.hears(goes(story, "07:45", "a", "b", "c"))
    story.hears(goes(story, "12:45", "c", name="kirim-2"))

    assert found(story) == []


def test_a_leg_of_which_the_plan_gives_no_number_is_not_judged() -> None:
    story = Story.of_election()
    plans(story, count=None)
    story.hears(goes(story, "07:45", "a"))

    assert found(story) == []


@pytest.mark.parametrize(
    ("by", "fields"), [(STRANGER, {}), (PPK, {}), (STORE, {"to": UNIT_PPS}), (STORE, {"leg": "x"})]
)
def test_what_is_not_of_the_leg_moves_nothing(
    story: Story, by: str, fields: dict[str, str]
) -> None:
    story.hears(goes(story, "07:45", "a", "b", "c"))
    story.hears(goes(story, "08:45", "d", by=by, **fields))

    assert found(story) == []


def test_the_order_of_arrival_decides_nothing() -> None:
    stories = []
    for order in permutations(range(3)):
        story = Story.of_election()
        plans(story, count=4)
        drafts = [
            goes(story, "07:45", "a", "b"),
            goes(story, "08:45", "c", name="kirim-2"),
            goes(story, "07:50", "b", name="kirim-3"),
        ]
        stories.append(hear(story, drafts, order))

    assert all(told(story, "ruas") == told(stories[0], "ruas") for story in stories)
    assert len(told(stories[0], "ruas")) == 1


@pytest.mark.parametrize("hours", [None, {"from": clock("25 06:00"), "until": clock("25 12:00")}])
@pytest.mark.parametrize(("boxes", "sent"), [("b", 2), ("bcde", 5)])
def test_a_part_of_a_far_future_hides_no_difference(
    hours: dict[str, str] | None, boxes: str, sent: int
) -> None:
    found_in = set()
    for order in permutations(range(2)):
        story = Story.of_election()
        plans(story, count=3, depart=hours)
        drafts = [goes(story, "07:45", "a"), goes(story, FAR, *boxes, name="kirim-2")]
        found_in.add(tuple(found(hear(story, drafts, order))))

    sentence = f"On leg {NAME} 3 boxes are planned; {sent} were stated to have left."
    assert found_in == {(sentence,)}


def test_a_leg_that_only_a_fast_clock_tells_of_is_judged_by_what_witnesses_saw(
    story: Story,
) -> None:
    story.witnessed("25 07:00", "25 07:30")
    story.hears(goes(story, FAR, "a", "b"))

    assert found(story, "27 07:30") == []
    assert len(found(story, "27 07:30:01")) == 1


def test_what_leaves_a_day_after_witnesses_looked_last_left_when_it_says(story: Story) -> None:
    story.witnessed("25 07:00", "25 07:30")
    story.hears(goes(story, "26 07:30", "a", "b"))
    story.hears(goes(story, "27 07:30", "c", name="kirim-2"))
    assert found(story) == []


def test_a_finding_about_a_leg_keeps_its_name_whatever_follows(story: Story) -> None:
    first = story.hears(goes(story, "07:45", "a"))
    name = story.finding_of(NAME).key
    last = story.hears(goes(story, "08:45", "b", name="kirim-2"))
    story.hears(goes(story, "06:45", "a", name="kirim-3"))

    finding = story.finding_of(NAME)
    assert (finding.key, finding.evidence) == (name, (first.index, last.index))
    assert finding.parameters["sent"] == 2


def test_the_rest_may_follow_until_a_day_after_the_part_before(story: Story) -> None:
    story.hears(goes(story, "07:45", "a"))
    story.hears(goes(story, "26 07:45", "b", name="kirim-2"))

    assert found(story, "27 07:45") == []
    assert len(found(story, "27 07:45:01")) == 1


def test_nobody_waits_for_what_leaves_more_than_a_day_after_the_part_before(story: Story) -> None:
    story.hears(goes(story, "07:45", "a"))
    story.hears(goes(story, "26 07:46", "b", name="kirim-2"))

    assert len(found(story, "26 07:46")) == 1


def test_of_many_times_the_first_are_kept(story: Story) -> None:
    for minute in range(2 * MAX_TIMES):
        at = f"{8 + minute // 60:02}:{minute % 60:02}"
        story.hears(goes(story, at, "a", name=f"kirim-{minute}"))

    state = story.states["ruas", NAME]
    assert isinstance(state, Passage)
    assert (len(state.times), state.times[0]) == (MAX_TIMES, moment("08:00"))
    assert state.at == moment("10:07")


def test_ten_thousand_boxes_in_34_parts_are_whole_and_no_state_is_without_bounds() -> None:
    story, fold = Story.of_election(), Legs()
    plans(story, count=10_200)
    state: Passage | None = None
    for part in range(60):
        boxes = [f"16.08.05.2003-{part:03}-{number:03}" for number in range(300)]
        said = goes(story, "07:45", *boxes, part=part + 1, parts=60)
        step = fold.after(NAME, state, said, story.sayings.context)
        state = step.state
        assert state is not None
        assert state.count == 300 * (part + 1)
        assert bool(step.raised) == (part != 33)
        assert len(msgspec.json.encode(state)) < MAX_KEPT * 32
    assert state is not None
    assert (len(state.boxes), state.left_out) == (MAX_KEPT, 18_000 - MAX_KEPT)
