"""R03: where a box was seen, and whether it can have got from one place to the other."""

from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from domain.said import Said
from domain.sighting import MAX_KEPT
from tests.support.arrival import hear, told
from tests.support.sayings import KPU, PPK, STORE, STRANGER
from tests.support.story import (
    BOX,
    KPPS,
    PPK_PLACE,
    STORE_PLACE,
    TIE,
    TPS_PLACE,
    UNIT_KPU,
    UNIT_PPK,
    Story,
    moment,
)

FAR = 80_000 * 8.99322
"""Eighty kilometres to the north, in millionths of a degree: an hour at 80 km/h."""


def places(story: Story, place: str, north: float | None, **fields: Any) -> Said:
    base = {"place": place, "place_kind": "ppk", "unit": UNIT_PPK}
    latitude = None if north is None else round(north) - 4_317_000
    return story.says(
        KPU, "PlaceRegistered", "01 08:00", **(base | {"latitude": latitude} | fields)
    )


def looks(story: Story, at: str, place: str = STORE_PLACE, by: str = STORE) -> Said:
    boxes = [{"box": BOX, "utuh": [TIE]}]
    return story.says(by, "SealVerified", at, place=place, boxes=boxes)


def standing(story: Story) -> int:
    return story.findings().count("R03")


@pytest.fixture
def story() -> Story:
    """A store, and a PPK an hour away from it."""
    story = Story.of_election()
    places(story, PPK_PLACE, FAR)
    return story


class TestTheStraightWay:
    @pytest.mark.parametrize(("at", "count"), [("07:58", 0), ("07:57:59", 1), ("09:00", 0)])
    def test_an_hour_but_for_what_two_clocks_may_differ(
        self, story: Story, at: str, count: int
    ) -> None:
        looks(story, "07:00")
        looks(story, at, PPK_PLACE, PPK)

        assert standing(story) == count

    def test_it_says_what_was_seen_where(self, story: Story) -> None:
        first = looks(story, "07:00")
        second = looks(story, "07:30", PPK_PLACE, PPK)
        finding = story.finding("R03")

        assert finding.evidence == (second.index, first.index)
        assert finding.stands(moment("07:30"))
        assert not finding.stands(moment("07:29:59"))
        assert (finding.parameters["one"], finding.parameters["other"]) == (STORE_PLACE, PPK_PLACE)
        assert (finding.parameters["seconds"], finding.parameters["least"]) == (1800, 3600)

    def test_the_order_of_the_log_does_not_matter(self, story: Story) -> None:
        looks(story, "07:30", PPK_PLACE, PPK)
        looks(story, "07:00")
        finding = story.finding("R03")

        assert (finding.parameters["one"], finding.parameters["seconds"]) == (STORE_PLACE, 1800)

    def test_what_comes_late_is_held_against_both_its_neighbours(self, story: Story) -> None:
        before = looks(story, "07:00")
        after = looks(story, "08:10")
        late = looks(story, "07:30", PPK_PLACE, PPK)

        found = {one.evidence for one in story.raised.values() if one.rule == "R03"}
        assert found == {(late.index, before.index), (after.index, late.index)}
        assert standing(story) == 2

    def test_who_was_there_earlier_is_told_in_place_of_who_came_next(self, story: Story) -> None:
        before = looks(story, "07:00")
        looks(story, "07:30", PPK_PLACE, PPK)
        late = looks(story, "07:15", PPK_PLACE, PPK)

        assert story.finding("R03").evidence == (late.index, before.index)

    def test_a_place_that_nobody_knows_hides_no_way(self, story: Story) -> None:
        looks(story, "07:00")
        looks(story, "07:30", PPK_PLACE, PPK)
        looks(story, "07:15", "16.08/AULA")

        assert standing(story) == 1

    def test_what_comes_late_and_fits_is_no_difference(self, story: Story) -> None:
        looks(story, "07:00")
        looks(story, "10:00")
        looks(story, "08:30", PPK_PLACE, PPK)

        assert standing(story) == 0

    def test_one_place_can_be_stated_as_often_as_one_likes(self, story: Story) -> None:
        for _ in range(2 * MAX_KEPT):
            looks(story, "07:00")

        assert standing(story) == 0
        assert len(story.box().trail.sightings) == MAX_KEPT

    def test_a_device_whose_clock_runs_ahead_makes_only_its_own_sightings_forgotten(
        self, story: Story
    ) -> None:
        for minute in range(2 * MAX_KEPT):
            looks(story, f"2099-01-01T00:{minute:02}:00+07:00", by=STRANGER)
        looks(story, "07:00")
        looks(story, "07:01", PPK_PLACE, PPK)

        assert standing(story) == 1
        assert len(story.box().trail.sightings) == MAX_KEPT

    def test_the_policy_says_how_fast_a_truck_is(self, story: Story) -> None:
        story.says(KPU, "PolicySet", "01 09:00", thresholds={"speed": 160})
        looks(story, "07:00")
        looks(story, "07:30", PPK_PLACE, PPK)

        assert standing(story) == 0

    @pytest.mark.parametrize("place", ["16.08/AULA", "16.08/CP-03"])
    def test_of_a_place_that_is_nowhere_nothing_can_be_said(self, story: Story, place: str) -> None:
        places(story, "16.08/CP-03", None)
        looks(story, "07:00")
        looks(story, "07:01", place)

        assert standing(story) == 0


class TestTheTravelTime:
    """A share of the minutes that a place is registered with, from the place that supplies it."""

    @pytest.mark.parametrize(("at", "count"), [("07:28", 0), ("07:27:59", 1)])
    @pytest.mark.parametrize("parent", [STORE_PLACE, None])
    def test_half_of_it_from_its_parent_or_a_warehouse(
        self, story: Story, at: str, count: int, parent: str | None
    ) -> None:
        places(story, PPK_PLACE, None, travel=60, parent=parent)
        looks(story, "07:00")
        looks(story, at, PPK_PLACE, PPK)

        assert standing(story) == count

    def test_it_holds_for_the_way_back(self, story: Story) -> None:
        places(story, PPK_PLACE, None, travel=60)
        looks(story, "07:00", PPK_PLACE, PPK)
        looks(story, "07:10")

        assert standing(story) == 1

    def test_it_is_not_the_way_from_anywhere_else(self, story: Story) -> None:
        places(story, PPK_PLACE, None, travel=60)
        looks(story, "07:00", TPS_PLACE, KPPS)
        looks(story, "07:10", PPK_PLACE, PPK)

        assert standing(story) == 0

    def test_the_longer_of_the_two_counts(self, story: Story) -> None:
        places(story, PPK_PLACE, FAR, travel=240)
        looks(story, "07:00")
        looks(story, "08:30", PPK_PLACE, PPK)

        assert story.finding("R03").parameters["least"] == 7200


class TestWhatIsASighting:
    def test_a_dispatch_sees_the_boxes_where_they_leave(self, story: Story) -> None:
        story.sends(at="07:45")
        looks(story, "08:00", PPK_PLACE, PPK)

        assert standing(story) == 1

    def test_so_does_an_arrival_that_names_them(self, story: Story) -> None:
        looks(story, "07:45")
        fields = {"consignment": "kirim-1", "place": PPK_PLACE, "boxes": [BOX], "count": 1}
        story.says(PPK, "ConsignmentArrived", "08:00", part=1, parts=1, **fields)

        assert standing(story) == 1

    def test_who_offers_need_not_stand_there(self, story: Story) -> None:
        looks(story, "07:45")
        story.offers(at="07:50")

        assert standing(story) == 0

    def test_nor_does_who_refuses_what_is_missing(self, story: Story) -> None:
        looks(story, "07:45")
        story.refuses(at="07:50")

        assert standing(story) == 0

    def test_a_box_is_stored_where_it_stands(self, story: Story) -> None:
        looks(story, "07:45")
        story.says(PPK, "BoxStored", "07:50", place=PPK_PLACE, holder=UNIT_KPU, boxes=[BOX])

        assert standing(story) == 1


SEEN = st.lists(
    st.tuples(
        st.sampled_from(["07:00", "07:30", "08:05", "09:10"]),
        st.sampled_from([STORE_PLACE, PPK_PLACE, TPS_PLACE, "16.08/AULA"]),
    ),
    min_size=2,
    max_size=6,
)


def far_apart(seen: list[tuple[str, str]]) -> tuple[Story, list[Said]]:
    """Draft what was seen of a box at a store, at a PPK an hour away, and elsewhere."""
    story = Story.of_election()
    places(story, PPK_PLACE, FAR)
    boxes = [{"box": BOX, "utuh": []}]
    return story, [
        story.plans(STORE, "SealVerified", at, place=place, boxes=boxes) for at, place in seen
    ]


@settings(max_examples=100, deadline=None)
@given(SEEN, st.data())
def test_in_whatever_order_it_reaches_the_log_the_same_is_found(
    seen: list[tuple[str, str]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(seen))))
    one, drafts = far_apart(seen)
    hear(one, drafts, sorted(range(len(seen)), key=lambda place: seen[place]))
    other, drafts = far_apart(seen)
    hear(other, drafts, order)

    assert told(other, "kotak") == told(one, "kotak")
