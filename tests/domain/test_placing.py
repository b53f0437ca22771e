"""Where a box is: whose word on it counts, and which of two."""

from itertools import permutations
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings, strategies as st

from domain.placing import Placing
from domain.said import Said
from tests.support.sayings import GUARD, PPK, STORE, STRANGER
from tests.support.story import (
    BOX,
    PPK_PLACE,
    STORE_PLACE,
    TIE,
    TPS_PLACE,
    Story,
    clock,
    draft_dispatch,
    moment,
)

FAR = "2099-01-01T00:00:00+07:00"
HALL = "16.08/AULA"
ARRIVED: dict[str, Any] = {
    "consignment": "kirim-1",
    "place": PPK_PLACE,
    "boxes": [BOX],
    "count": 1,
    "part": 1,
    "parts": 1,
}


@pytest.fixture
def story() -> Story:
    story = Story.of_election()
    story.registers()
    story.seals()
    return story


def sees(story: Story, by: str, at: str, place: str) -> Said:
    """Draft a look at the box."""
    return story.plans(by, "SealVerified", at, place=place, boxes=[{"box": BOX, "utuh": [TIE]}])


def knowing(story: Story, said: Said) -> Said:
    """Let a signer have seen the log as it stands."""
    return msgspec.structs.replace(said, cited=story.sayings.now)


def told(placing: Placing) -> tuple[Any, ...]:
    """Return what is known, whatever the leaves."""
    road, seen = placing.road, placing.seen
    way = None if road is None else (road.consignment, road.destination)
    return placing.place, seen and seen.at, way, placing.guard, placing.is_unexpected


class TestAWordThatNobodyExpects:
    def test_fixes_no_place_by_a_far_future(self, story: Story) -> None:
        story.hears(sees(story, STRANGER, FAR, HALL))
        assert story.box().place == STORE_PLACE

        story.sends(at="07:45")
        story.accepts(at="08:30")
        assert (story.box().place, story.box().placed) == (PPK_PLACE, moment("08:30"))

    def test_counts_only_until_somebody_speaks_who_may(self) -> None:
        story = Story.of_election()
        story.hears(sees(story, STRANGER, FAR, HALL))
        assert story.box().place == HALL

        story.registers()
        assert story.box().place == STORE_PLACE

    def test_counts_by_its_time_among_its_like(self) -> None:
        story = Story.of_election()
        story.hears(sees(story, STRANGER, "09:00", HALL))
        story.hears(sees(story, STRANGER, "08:00", TPS_PLACE))
        assert story.box().place == HALL

    def test_puts_no_box_on_the_road(self, story: Story) -> None:
        story.sends(at="07:45", by=STRANGER)

        box = story.box()
        assert (box.state, box.place, box.guard) == ("dipegang", STORE_PLACE, None)

    def test_is_no_way_any_more_when_somebody_sees_the_box_who_may(self) -> None:
        story = Story.of_election()
        story.sends(at="07:45", by=STRANGER)
        assert story.box().road is not None

        story.hears(sees(story, GUARD, "07:00", STORE_PLACE))
        assert (story.box().road, story.box().guard) == (None, None)

    def test_takes_no_box_off_the_road(self, story: Story) -> None:
        story.sends(at="07:45")
        story.says(STRANGER, "ConsignmentArrived", "08:30", **ARRIVED)
        story.accepts(at=FAR, by=STRANGER)

        assert story.box().road is not None
        assert story.box().guard == "16.08/polri"


class TestAClockThatRunsAhead:
    def test_is_believed_until_somebody_speaks_who_had_seen_its_word(self, story: Story) -> None:
        story.hears(sees(story, GUARD, FAR, HALL))
        story.hears(sees(story, GUARD, "08:00", STORE_PLACE))
        assert story.box().place == HALL

        story.hears(knowing(story, sees(story, GUARD, "08:10", STORE_PLACE)))
        assert (story.box().place, story.box().placed) == (STORE_PLACE, moment("08:10"))

        story.hears(sees(story, PPK, "08:20", PPK_PLACE))
        assert story.box().place == PPK_PLACE

    def test_is_believed_until_witnesses_contradict_it(self, story: Story) -> None:
        story.hears(sees(story, GUARD, FAR, HALL))
        story.starts(at="07:00")
        story.witnessed("08:00")
        story.hears(sees(story, GUARD, "07:30", STORE_PLACE))

        assert story.box().place == STORE_PLACE

    def test_brings_no_older_word_back_when_witnesses_contradict_it(self, story: Story) -> None:
        late = sees(story, GUARD, "07:00", STORE_PLACE)
        story.hears(sees(story, PPK, FAR, PPK_PLACE))
        story.starts(at="07:30")
        story.witnessed("08:00")
        story.hears(late)
        assert story.box().place == PPK_PLACE

        story.hears(sees(story, GUARD, "08:10", HALL))
        assert story.box().place == HALL

    def test_puts_no_box_back_on_the_road_that_has_arrived(self, story: Story) -> None:
        late = draft_dispatch(story, "07:45")
        story.says(PPK, "ConsignmentArrived", FAR, **ARRIVED)
        story.starts(at="07:30")
        story.witnessed("08:30")
        story.hears(late)

        assert (story.box().road, story.box().place) == (None, PPK_PLACE)

    def test_keeps_no_box_on_the_road(self, story: Story) -> None:
        story.sends(at=FAR)
        story.hears(knowing(story, story.plans(PPK, "ConsignmentArrived", "08:30", **ARRIVED)))

        box = story.box()
        assert (box.place, box.placed, box.road) == (PPK_PLACE, moment("08:30"), None)


def test_a_box_that_is_seen_again_where_it_stands_was_seen_there_later(story: Story) -> None:
    late = sees(story, GUARD, "22 10:00", HALL)
    story.hears(sees(story, GUARD, "24 10:00", STORE_PLACE))
    story.hears(late)

    assert (story.box().place, story.box().placed) == (STORE_PLACE, moment("24 10:00"))


def test_who_sees_a_box_on_its_way_does_not_take_it_off_the_road(story: Story) -> None:
    late = draft_dispatch(story, "07:45")
    story.hears(sees(story, GUARD, "08:00", HALL))
    story.hears(late)

    box = story.box()
    assert (box.place, box.state, box.guard) == (HALL, "di_perjalanan", "16.08/polri")


def test_no_order_of_arrival_decides_where_a_box_is() -> None:
    def drafts(story: Story) -> list[Said]:
        return [
            sees(story, STRANGER, FAR, HALL),
            story.plans(STRANGER, "ConsignmentArrived", "08:10", **ARRIVED),
            draft_dispatch(story, "07:45"),
            sees(story, GUARD, "08:00", HALL),
            story.plans(PPK, "ConsignmentArrived", "08:30", **ARRIVED),
        ]

    ends = set()
    for order in permutations(range(5)):
        story = Story.of_election()
        said = drafts(story)
        for number in order:
            story.hears(said[number])
        ends.add(told(story.box().placing))
    assert ends == {(PPK_PLACE, moment("08:30"), None, None, False)}


LOOKS = st.lists(
    st.tuples(
        st.sampled_from([STRANGER, STORE, GUARD, PPK]),
        st.integers(0, 59),
        st.sampled_from([STORE_PLACE, PPK_PLACE, HALL]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda look: look[:2],
)


@settings(max_examples=60, deadline=None)
@given(LOOKS, st.data())
def test_looks_place_a_box_alike_in_whatever_order_they_arrive(
    looks: list[tuple[str, int, str]], data: st.DataObject
) -> None:
    ends = []
    for order in (range(len(looks)), data.draw(st.permutations(range(len(looks))))):
        story = Story.of_election()
        said = [sees(story, by, clock(f"08:{at:02}"), place) for by, at, place in looks]
        for number in order:
            story.hears(said[number])
        ends.append(told(story.box().placing))
    assert ends[0] == ends[1]
