"""Goods on the road: their hours, their escort, the points they passed; R09 and R11."""

from itertools import permutations

import pytest

from domain.convoy import MAX_KEPT
from tests.support.convoy import arrives, joins, leaves, orders, plans, standing
from tests.support.sayings import GUARD, KPU, STORE, STRANGER
from tests.support.story import BOX, GUARD_2, OTHER, PPK_PLACE, UNIT_PPK, Story, clock, moment

ETA = {"eta": "2024-11-25T09:45:00+07:00"}
"""Two hours on the road, from 07:45."""


@pytest.fixture
def story() -> Story:
    return Story.of_election()


class TestOverdue:
    @pytest.mark.parametrize(("at", "count"), [("10:15", 0), ("10:15:01", 1)])
    def test_half_an_hour_or_a_quarter_of_the_way(self, story: Story, at: str, count: int) -> None:
        story.sends(at="07:45", **ETA)
        arrives(story, at)

        assert standing(story, "R09") == count

    @pytest.mark.parametrize(("at", "count"), [("13:45", 0), ("13:45:01", 1)])
    def test_a_long_way_may_be_late_by_its_share(self, story: Story, at: str, count: int) -> None:
        story.sends(at="07:45", eta=clock("12:33"))  # 288 minutes, a quarter of which is 72
        arrives(story, at)

        assert standing(story, "R09") == count

    def test_it_stands_only_when_the_time_has_passed(self, story: Story) -> None:
        story.sends(at="07:45", **ETA)

        assert standing(story, "R09", "10:15") == 0
        assert standing(story, "R09", "10:15:01") == 1

    def test_an_acceptance_is_an_arrival(self, story: Story) -> None:
        story.sends(at="07:45", **ETA)
        story.accepts(at="10:10", consignment="kirim-1")

        assert standing(story, "R09") == 0

    def test_a_refusal_is_an_arrival_too(self, story: Story) -> None:
        story.sends(at="07:45", **ETA)
        story.refuses(at="10:10", consignment="kirim-1")

        assert standing(story, "R09") == 0

    def test_the_arrival_may_reach_the_log_first(self, story: Story) -> None:
        arrives(story, "10:10")
        story.sends(at="07:45", **ETA)

        assert standing(story, "R09") == 0

    def test_each_part_has_its_own_clock(self, story: Story) -> None:
        story.sends(BOX, at="07:45", part=1, parts=2, **ETA)
        story.sends(OTHER, at="07:50", part=2, parts=2, **ETA)
        arrives(story, "09:30", part=2, parts=2)

        assert standing(story, "R09") == 1
        assert story.finding("R09").parameters["part"] == 1

    def test_who_counts_in_other_parts_answers_all_of_them(self, story: Story) -> None:
        story.sends(BOX, at="07:45", part=1, parts=2, **ETA)
        story.sends(OTHER, at="07:50", part=2, parts=2, **ETA)
        arrives(story, "09:30")

        assert standing(story, "R09") == 0

    def test_without_a_stated_hour_the_planned_one_counts(self, story: Story) -> None:
        plans(story, arrive={"from": clock("08:00"), "until": clock("09:45")})
        story.sends(at="07:45")

        assert standing(story, "R09", "10:15:01") == 1

    def test_without_a_planned_hour_the_way_to_the_place_counts(self, story: Story) -> None:
        fields = {"place": PPK_PLACE, "place_kind": "ppk", "unit": UNIT_PPK, "travel": 120}
        story.says(KPU, "PlaceRegistered", "01 08:00", **fields)
        story.sends(at="07:45")

        assert standing(story, "R09", "10:15") == 0
        assert standing(story, "R09", "10:15:01") == 1

    def test_of_a_way_that_nobody_knows_nothing_is_asked(self, story: Story) -> None:
        story.sends(at="07:45")

        assert standing(story, "R09") == 0

    def test_an_expected_hour_before_the_departure_gives_no_time_back(self, story: Story) -> None:
        story.sends(at="07:45", eta=clock("06:00"))
        arrives(story, "08:15")

        assert standing(story, "R09") == 0


@pytest.fixture(name="guarded")
def story_with_an_escort_that_is_planned_and_ordered() -> Story:
    story = Story.of_election()
    plans(story, escort=True)
    orders(story)
    return story


class TestNoEscort:
    def test_an_assigned_officer_is_enough(self, guarded: Story) -> None:
        joins(guarded, "07:40")
        guarded.sends(at="07:45")

        assert standing(guarded, "R11") == 0

    def test_nobody_came(self, guarded: Story) -> None:
        guarded.sends(at="07:45")

        assert standing(guarded, "R11", "08:00") == 0
        assert standing(guarded, "R11", "08:00:01") == 1

    @pytest.mark.parametrize(
        ("at", "count"), [("08:00", 0), ("08:00:01", 1), ("06:45", 0), ("06:44:59", 1)]
    )
    def test_an_escort_may_begin_an_hour_before_and_a_little_after(
        self, guarded: Story, at: str, count: int
    ) -> None:
        guarded.sends(at="07:45")
        joins(guarded, at)

        assert standing(guarded, "R11") == count

    def test_a_way_that_the_plan_lets_go_alone(self, story: Story) -> None:
        story.sends(at="07:45")
        leaves(story, "08:00")

        assert standing(story, "R11") == 0

    def test_officers_whom_nobody_has_sent(self, story: Story) -> None:
        plans(story, escort=True)
        joins(story, "07:40")
        story.sends(at="07:45")

        assert standing(story, "R11") == 1

    @pytest.mark.parametrize(
        ("persons", "count"), [(["p-danru"], 0), (["p-lain"], 1), (["p-lain", "p-101"], 0)]
    )
    def test_an_order_that_names_persons_sends_those(
        self, story: Story, persons: list[str], count: int
    ) -> None:
        plans(story, escort=True)
        orders(story, persons=persons)
        joins(story, "07:40", persons=["p-101"])
        story.sends(at="07:45")

        assert standing(story, "R11") == count

    @pytest.mark.parametrize("by", [STORE, "16.08/polri/hp-baru"])
    def test_whoever_is_no_officer_speaks_for_none(self, guarded: Story, by: str) -> None:
        joins(guarded, "07:40", by=by)
        guarded.sends(at="07:45")

        assert standing(guarded, "R11") == 1

    def test_officers_who_leave_before_the_goods_are_there(self, guarded: Story) -> None:
        joins(guarded, "07:40")
        guarded.sends(at="07:45")
        leaves(guarded, "08:30")
        arrives(guarded, "09:30")

        assert standing(guarded, "R11", "08:45") == 0
        assert standing(guarded, "R11", "08:45:01") == 1

    @pytest.mark.parametrize(("at", "count"), [("08:45", 0), ("08:45:01", 1)])
    def test_officers_who_leave_when_the_goods_are_there(
        self, guarded: Story, at: str, count: int
    ) -> None:
        joins(guarded, "07:40")
        guarded.sends(at="07:45")
        leaves(guarded, "08:30", reason="tiba")
        arrives(guarded, at)

        assert standing(guarded, "R11") == count

    def test_officers_who_are_relieved(self, guarded: Story) -> None:
        first = joins(guarded, "07:40")
        guarded.sends(at="07:45")
        leaves(guarded, "08:30", of=first.leaf, reason="diganti")
        joins(guarded, "08:35", by=GUARD_2)
        arrives(guarded, "09:30")

        assert standing(guarded, "R11") == 0

    def test_others_are_still_there(self, guarded: Story) -> None:
        joins(guarded, "06:50")
        first = joins(guarded, "07:40", by=GUARD_2)
        guarded.sends(at="07:45")
        leaves(guarded, "08:30", by=GUARD_2, of=first.leaf)
        arrives(guarded, "09:30")

        assert standing(guarded, "R11") == 0

    def test_the_order_of_the_log_does_not_matter(self, guarded: Story) -> None:
        leaves(guarded, "09:30", reason="tiba")
        arrives(guarded, "09:28")
        guarded.sends(at="07:45")
        joins(guarded, "07:40")

        assert standing(guarded, "R11") == 0

    def test_an_end_that_came_first_is_found_when_the_goods_have_left(self, guarded: Story) -> None:
        joins(guarded, "07:40")
        leaves(guarded, "08:30")
        guarded.sends(at="07:45")
        arrives(guarded, "09:30")

        assert standing(guarded, "R11") == 1

    def test_who_left_before_the_goods_did_is_no_matter_of_the_road(self, guarded: Story) -> None:
        joins(guarded, "07:00")
        leaves(guarded, "07:10")
        joins(guarded, "07:40")
        guarded.sends(at="07:45")
        arrives(guarded, "09:30")

        assert standing(guarded, "R11") == 0


class TestAStranger:
    def test_ends_no_escort(self, guarded: Story) -> None:
        first = joins(guarded, "07:40")
        guarded.sends(at="07:45")
        leaves(guarded, "07:46", by=STRANGER, of=first.leaf)
        arrives(guarded, "09:30")

        assert standing(guarded, "R11") == 0

    def test_sends_nothing_that_others_must_escort(self, guarded: Story) -> None:
        guarded.sends(at="04:00", by=STRANGER)
        joins(guarded, "07:40")
        guarded.sends(at="07:45")
        arrives(guarded, "09:30")

        assert standing(guarded, "R11") == 0

    def test_pushes_out_no_departure_no_escort_and_no_point(self, guarded: Story) -> None:
        joins(guarded, "07:40")
        point = {"consignment": "kirim-1", "seals": "tidak_utuh"}
        guarded.says(GUARD, "TransitPointPassed", "08:15", **point)
        guarded.sends(at="07:45", **ETA)
        for _ in range(MAX_KEPT):
            joins(guarded, "08:00", by=STRANGER)
            guarded.says(STRANGER, "TransitPointPassed", "08:30", **(point | {"seals": "utuh"}))
            guarded.sends(at="08:00", by=STRANGER, eta=clock("08:30"))
        arrives(guarded, "09:30")

        convoy = guarded.consignment().convoy
        assert convoy.glance == "tidak_utuh"
        assert convoy.departures[0].at == moment("07:45")
        assert sum(one.is_assigned for one in convoy.escorts) == 1


class TestInWhateverOrder:
    """What phones on the road say reaches the log when they have a network again."""

    @pytest.mark.parametrize("order", list(permutations(range(4))))
    @pytest.mark.parametrize(
        ("left", "arrived", "expected"),
        [("09:32", "09:30", []), ("08:30", "09:30", ["R11"]), ("10:40", "10:30", ["R09"])],
    )
    def test_the_same_stands_in_the_end(
        self, order: tuple[int, ...], left: str, arrived: str, expected: list[str]
    ) -> None:
        story = Story.of_election()
        plans(story, escort=True)
        orders(story)
        said = (
            lambda: joins(story, "07:40"),
            lambda: story.sends(at="07:45", **ETA),
            lambda: leaves(story, left),
            lambda: arrives(story, arrived),
        )
        for number in order:
            said[number]()

        assert [one for one in story.findings() if one in ("R09", "R10", "R11")] == expected


class TestOnTheWay:
    def test_points_stand_in_the_order_of_their_times(self, story: Story) -> None:
        story.sends(at="07:45")
        for at, place in (("08:45", "16.08/CP-03"), ("08:15", "16.08/CP-01")):
            story.says(
                GUARD, "TransitPointPassed", at, consignment="kirim-1", place=place, seals="utuh"
            )
        convoy = story.consignment().convoy

        assert [point.place for point in convoy.points] == ["16.08/CP-01", "16.08/CP-03"]
        assert convoy.glance == "utuh"

    def test_the_worst_glance_at_the_seals_is_shown(self, story: Story) -> None:
        story.sends(at="07:45")
        assert story.consignment().convoy.glance is None
        for at, seals in (("08:00", "tidak_dilihat"), ("08:15", "tidak_utuh"), ("08:45", "utuh")):
            story.says(GUARD, "TransitPointPassed", at, consignment="kirim-1", seals=seals)

        assert story.consignment().convoy.glance == "tidak_utuh"

    def test_only_so_many_points_are_kept(self, story: Story) -> None:
        for number in range(MAX_KEPT + 5):
            story.says(GUARD, "TransitPointPassed", f"08:{number % 60:02}", consignment="kirim-1")

        assert len(story.consignment().convoy.points) == MAX_KEPT

    def test_a_stranger_on_the_road_is_kept_and_found_to_be_one(self, story: Story) -> None:
        story.says(STORE, "EscortStarted", "07:40", consignment="kirim-1")

        assert story.findings() == ["R28"]
