"""R18 and R20: a planned post with nobody or too few, and what changes hands with the watch."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from domain.rules.shift import drift
from domain.said import Said
from domain.statement import Tally
from tests.support.sayings import GUARD, KPU, STORE, STRANGER
from tests.support.story import GUARD_2, STORE_PLACE, Story, clock

KEYS = [{"item": "kunci", "count": 4}]


@pytest.fixture
def story() -> Story:
    """A store that the plan asks three persons for until 31 December, and a team on duty."""
    story = Story.of_election()
    story.starts(10, at="07:00", inventory=KEYS)
    return story


def ends(story: Story, at: str, **fields: Any) -> Said:
    return story.says(GUARD, "ShiftEnded", at, **({"team": "regu-1"} | fields))


def takes_over(story: Story, present: object, at: str) -> Said:
    return story.starts(present, at=at, by=GUARD_2, team="regu-2")


def changes(story: Story, at: str, gave: object, took: object, present: object = 10) -> None:
    handed = story.says(GUARD, "ShiftHandedOver", at, post=STORE_PLACE, inside=None, inventory=gave)
    story.says(
        GUARD_2,
        "ShiftAccepted",
        at,
        of=handed.leaf,
        present=present,
        inside=None,
        inventory=took,
    )


class TestNobodyOnThePost:
    def test_five_minutes_are_no_gap(self, story: Story) -> None:
        ends(story, "19:00")
        takes_over(story, 10, "19:05")

        assert story.findings(but="R20") == []

    def test_a_second_more_is_a_gap_that_stands(self, story: Story) -> None:
        ends(story, "19:00")
        takes_over(story, 10, "19:05:01")

        assert story.findings(at="19:05", but="R20") == []
        assert story.findings(at="19:05:01", but="R20") == ["R18"]
        assert story.findings(but="R20") == ["R18"]

    def test_the_next_team_may_have_reached_the_log_first(self, story: Story) -> None:
        takes_over(story, 10, "19:04")
        ends(story, "19:00")

        assert story.findings(but="R20") == []

    def test_a_team_that_came_too_late_but_was_heard_first_leaves_a_gap(self, story: Story) -> None:
        takes_over(story, 10, "19:06")
        ends(story, "19:00")

        assert story.findings(but="R20") == ["R18"]

    def test_a_handover_leaves_no_gap_even_if_it_is_accepted_late(self, story: Story) -> None:
        changes(story, "19:00", KEYS, KEYS)

        assert story.findings() == []
        assert [team.team for team in story.post().duty.teams] == ["regu-2"]

    def test_the_end_of_the_guarding_is_no_gap(self, story: Story) -> None:
        ends(story, "2024-12-31T07:00:00+07:00")

        assert story.findings(at="2025-01-31T07:00:00+07:00") == []

    def test_a_post_that_nobody_planned_may_stand_empty(self, story: Story) -> None:
        story.starts(2, at="07:00", post="16.08/POS-9", team="x")
        ends(story, "08:00", post="16.08/POS-9", team="x")

        assert story.findings() == []


class TestTooFewOnThePost:
    def test_fifteen_minutes_are_tolerated(self, story: Story) -> None:
        changes(story, "19:00", KEYS, KEYS, present=2)
        story.starts(1, at="19:15", team="regu-3")

        assert story.findings() == []

    def test_a_second_more_is_a_finding_that_stands(self, story: Story) -> None:
        changes(story, "19:00", KEYS, KEYS, present=2)
        story.starts(1, at="19:15:01", team="regu-3")

        assert story.findings(at="19:15") == []
        assert story.findings(at="19:15:01") == ["R18"]
        assert story.findings() == ["R18"]
        parameters = story.finding("R18").parameters
        assert (parameters["present"], parameters["minimum"]) == (2, 3)

    def test_exactly_the_minimum_is_enough(self, story: Story) -> None:
        changes(story, "19:00", KEYS, KEYS, present=3)

        assert story.findings() == []

    def test_the_clock_runs_from_when_the_post_stood_empty(self, story: Story) -> None:
        ends(story, "19:00")
        takes_over(story, 2, "19:04")

        assert story.findings(at="19:15:01", but="R20") == ["R18"]

    def test_a_sealed_number_cannot_be_decided(self, story: Story) -> None:
        changes(story, "19:00", KEYS, KEYS, present={"sd": "A" * 43 + "=", "class": "tunda"})

        assert story.findings() == []
        assert story.post().duty.present is None


class TestWhatChangesHands:
    def test_the_same_count_is_no_difference_in_any_order(self) -> None:
        keys, radios = Tally(item="kunci", count=4), Tally(item="ht", count=2)

        assert drift("p", (2, 1), (keys, radios), (radios, keys)) is None
        assert drift("p", (2, 1), (Tally(item="ht", count=0),), ()) is None

    def test_another_count_is_a_difference(self, story: Story) -> None:
        changes(story, "19:00", KEYS, [{"item": "kunci", "count": 3}])

        assert story.findings() == ["R20"]
        assert "kunci 4 → 3" in story.finding("R20").english()

    def test_what_was_not_counted_is_a_difference(self, story: Story) -> None:
        changes(story, "19:00", KEYS, None)

        assert story.findings() == ["R20"]

    def test_the_halves_may_come_in_any_order(self, story: Story) -> None:
        handed = story.plans(GUARD, "ShiftHandedOver", "19:00", inside=None, inventory=KEYS)
        story.says(GUARD_2, "ShiftAccepted", "19:01", of=handed.leaf, present=10, inventory=None)
        story.hears(handed)

        assert story.findings() == ["R20"]
        assert [team.team for team in story.post().duty.teams] == ["regu-2"]


class TestLeavingWithoutAHandover:
    def test_it_is_a_finding_while_the_plan_asks_for_a_guard(self, story: Story) -> None:
        ends(story, "19:00")

        assert story.findings(at="18:59:59") == []
        assert story.findings(at="19:00") == ["R20"]

    def test_it_is_none_where_another_team_is_on_the_post(self, story: Story) -> None:
        takes_over(story, 10, "18:55")
        ends(story, "19:00")

        assert story.findings() == []

    def test_a_team_that_was_there_and_is_heard_later_explains_it(self, story: Story) -> None:
        late = story.plans(GUARD_2, "ShiftStarted", "18:55", team="regu-2", present=10)
        ends(story, "19:00")
        assert story.findings(but="R18") == ["R20"]

        story.hears(late)
        assert story.findings() == []


@given(st.permutations(range(9)))
def test_the_order_of_arrival_decides_nothing(order: list[int]) -> None:
    """A night with too few, an inventory that differs, and a gap of forty minutes at dawn."""
    story = Story.of_election()
    none: dict[str, Any] = {"inside": None}
    handed = story.plans(GUARD, "ShiftHandedOver", "19:00", inventory=KEYS, **none)
    took = {"of": handed.leaf, "present": 2, "inventory": [{"item": "kunci", "count": 3}]}
    drafts = (
        story.plans(GUARD, "ShiftStarted", "07:00", present=10),
        handed,
        story.plans(GUARD_2, "ShiftAccepted", "19:03", **took, **none),
        story.plans(GUARD, "ShiftStarted", "19:18", team="regu-3", present=1),
        story.plans(GUARD_2, "ShiftEnded", "26 05:00", team="regu-2"),
        story.plans(GUARD, "ShiftEnded", "26 06:00", team="regu-3"),
        story.plans(GUARD, "ShiftStarted", "26 06:40", team="regu-1", present=2),
        story.plans(GUARD_2, "ShiftStarted", "26 06:55", team="regu-2", present=2),
        story.plans(GUARD, "ShiftEnded", "26 06:58", team="regu-3"),
    )
    heard = {number: story.hears(drafts[number]) for number in order}

    few = "Post 16.08/GDG-01 has been guarded by 1 since"
    found = {(rule, sentence[: len(few)], leaves) for rule, sentence, leaves in story.open()}
    assert {(rule, leaves) for rule, _, leaves in found if rule in {"R18", "R20"}} == {
        ("R20", (heard[2].leaf, heard[1].leaf)),
        ("R18", (heard[4].leaf,)),
        ("R18", (heard[5].leaf,)),
        ("R20", (heard[5].leaf,)),
    }
    assert ("R18", few, (heard[4].leaf,)) in found
    duty = story.post().duty
    assert [(team.team, team.present) for team in duty.teams] == [("regu-1", 2), ("regu-2", 2)]
    assert (duty.empty, duty.few) == (None, None)
    assert [one.is_accepted for one in story.post().handovers] == [True]


class TestWhoeverMaySayNothing:
    def test_pushes_out_nothing_that_counts(self, story: Story) -> None:
        for minute in range(40):
            at = f"2030-01-01T07:{minute:02}:00+07:00"
            story.says(STRANGER, "ShiftStarted", at, team=f"x-{minute}", present=9)
        late = story.plans(GUARD_2, "ShiftStarted", "19:04", team="regu-2", present=10)
        ends(story, "19:00")
        story.hears(late)

        assert story.findings(but="R20 R28") == []

    def test_takes_no_post_and_leaves_none(self, story: Story) -> None:
        story.says(STRANGER, "ShiftEnded", "18:00", team="regu-1")
        assert "R18" not in story.findings()
        ends(story, "19:00")
        story.says(STRANGER, "ShiftStarted", "19:01", team="regu-2", present=10)

        assert "R18" in story.findings()

    def test_counts_nothing_at_a_handover(self, story: Story) -> None:
        few = {"inside": None, "inventory": [{"item": "kunci", "count": 1}]}
        many = {"inside": None, "inventory": [{"item": "kunci", "count": 9}]}
        handed = story.says(GUARD, "ShiftHandedOver", "19:00", **few)
        fields = {"of": handed.leaf, "present": 9}
        story.says(STRANGER, "ShiftAccepted", "19:01", **(many | fields))
        assert not story.post().handovers[0].is_accepted

        story.says(GUARD_2, "ShiftAccepted", "19:02", **(few | fields))
        assert "R20" not in story.findings()


class TestAPostThatNobodyEverStoodAt:
    post = "16.08/POS-9"

    def plans(self, story: Story, at: str = "20 08:00", by: str = KPU, **fields: Any) -> Said:
        """Plan a post, and nothing else, from the 25th until the 30th."""
        period = {"from": clock("25 07:00"), "until": clock("30 07:00")}
        asked = {"post": self.post, "unit": "16.08/polri", "minimum": 3, "shift": 720}
        plan: dict[str, Any] = {"plan": "pos", "legs": None, "inspections": None, "reports": None}
        plan |= {"posts": [asked | {"period": period}]} | fields
        return story.says(by, "PlanSet", at, **plan)

    def test_it_is_a_gap_from_the_beginning_of_its_period_on(self) -> None:
        story = Story.of_election()
        self.plans(story)

        assert story.findings(at="25 07:05") == []
        assert story.findings(at="25 07:05:01") == ["R18"]
        assert story.finding_of(self.post).parameters["since"] == clock("25 07:00")

    def test_it_is_none_before_it_was_said(self) -> None:
        story = Story.of_election()
        self.plans(story, "26 08:00")

        assert story.findings(at="26 08:05") == []
        assert story.findings(at="26 08:05:01") == ["R18"]

    @pytest.mark.parametrize(("at", "found"), [("07:05", []), ("07:05:01", ["R18"])])
    def test_whoever_comes_in_time_is_in_time(self, at: str, found: list[str]) -> None:
        story = Story.of_election()
        self.plans(story)
        story.starts(3, at=at, post=self.post)

        assert story.findings() == found

    def test_a_plan_that_has_no_force_asks_for_nobody(self) -> None:
        story = Story.of_election()
        self.plans(story, by=STORE)

        assert story.findings(but="R28") == []

    def test_a_plan_that_moves_it_before_it_begins_takes_it_back(self) -> None:
        story = Story.of_election()
        self.plans(story)
        later = {"from": clock("28 07:00"), "until": clock("30 07:00")}
        asked = {"post": self.post, "unit": "16.08/polri", "minimum": 3, "shift": 720}
        self.plans(story, "24 08:00", version=2, posts=[asked | {"period": later}])
        assert story.findings(at="28 07:05") == []
        assert story.findings(at="28 07:05:01") == ["R18"]

    def test_a_plan_that_moves_it_afterwards_changes_nothing_before_it(self) -> None:
        story = Story.of_election()
        self.plans(story)
        over = {"from": clock("25 07:00"), "until": clock("27 07:00")}
        asked = {"post": self.post, "unit": "16.08/polri", "minimum": 3, "shift": 720}
        self.plans(story, "27 08:00", version=2, posts=[asked | {"period": over}])

        assert story.findings() == ["R18"]
