"""R19: two posts at once, two assignments at once, and on duty for too long."""

from typing import Any

import pytest

from domain.said import Said
from tests.support.sayings import GUARD, POLRI
from tests.support.story import GUARD_2, PPK_PLACE, STORE_PLACE, Story, clock

WHO = "anggota-101"
ELSEWHERE = "16.08/KANTOR-KPU"


def begins(story: Story, at: str, post: str = STORE_PLACE, by: str = GUARD) -> Said:
    return story.starts(10, at=at, by=by, post=post, persons=[WHO], team=f"regu {at}")


def ends(story: Story, at: str, post: str = STORE_PLACE, by: str = GUARD) -> Said:
    fields = {"inside": None, "inventory": None, "persons": [WHO], "from": f"regu {at}"}
    return story.says(by, "ShiftHandedOver", at, post=post, **fields)


def found(story: Story, at: str = "2024-12-31T00:00:00+07:00") -> list[str]:
    """Return R19 alone: who relieved whom is no matter here."""
    return [rule for rule in story.findings(at) if rule == "R19"]


class TestTwoPostsAtOnce:
    def test_beginning_elsewhere_before_the_end_is_a_finding_at_once(self) -> None:
        story = Story.of_election()
        begins(story, "07:00")
        begins(story, "09:00", ELSEWHERE, by=GUARD_2)

        assert found(story, at="08:59:59") == []
        assert found(story, at="09:00") == ["R19"]

    def test_an_end_stated_for_before_settles_it_whenever_it_comes(self) -> None:
        story = Story.of_election()
        begins(story, "07:00")
        begins(story, "09:00", ELSEWHERE, by=GUARD_2)
        ends(story, "09:00")
        ends(story, "15:00", ELSEWHERE, by=GUARD_2)

        assert found(story) == []

    def test_an_end_after_the_next_beginning_does_not(self) -> None:
        story = Story.of_election()
        begins(story, "07:00")
        begins(story, "09:00", ELSEWHERE, by=GUARD_2)
        ends(story, "09:01")
        ends(story, "15:00", ELSEWHERE, by=GUARD_2)

        assert found(story) == ["R19"]
        assert story.finding("R19").parameters["later"] == ELSEWHERE

    def test_the_earlier_duty_may_be_heard_of_last(self) -> None:
        story = Story.of_election()
        begins(story, "09:00", ELSEWHERE, by=GUARD_2)
        ends(story, "15:00", ELSEWHERE, by=GUARD_2)
        begins(story, "07:00")
        ends(story, "10:00")

        assert found(story) == ["R19"]
        assert story.finding("R19").parameters["earlier"] == STORE_PLACE

    @pytest.mark.parametrize("is_reversed", [False, True])
    def test_the_same_is_found_whichever_beginning_is_heard_first(
        self, *, is_reversed: bool
    ) -> None:
        story = Story.of_election()
        said = [("07:00", STORE_PLACE, GUARD), ("09:00", ELSEWHERE, GUARD_2)]
        for at, post, by in reversed(said) if is_reversed else said:
            begins(story, at, post, by)

        assert found(story, at="10:00") == ["R19"]
        assert found(story) == ["R19", "R19"]

    def test_a_sealed_roll_decides_nothing(self) -> None:
        story = Story.of_election()
        story.starts(10, at="07:00")
        story.starts(10, at="08:00", by=GUARD_2, post=ELSEWHERE)

        assert found(story) == []


class TestForTooLong:
    def test_the_plan_of_the_post_allows_its_whole_watch(self) -> None:
        story = Story.of_election()
        begins(story, "07:00")
        ends(story, "19:00")

        assert found(story) == []

    def test_a_second_more_is_too_long(self) -> None:
        story = Story.of_election()
        begins(story, "07:00")
        ends(story, "19:00:01")

        assert found(story, at="19:00") == []
        assert found(story, at="19:00:01") == ["R19"]
        assert story.finding("R19").parameters["minutes"] == 720

    def test_a_watch_of_a_day_may_last_a_day(self) -> None:
        story = Story.of_election()
        period = {"from": clock("01 07:00"), "until": clock("30 07:00")}
        post = {"post": ELSEWHERE, "unit": "16.08/polri", "minimum": 1, "shift": 1440}
        posts = [post | {"period": period}]
        story.says(POLRI, "PlanSet", "06:00", plan="pos", legs=None, inspections=None, posts=posts)
        begins(story, "07:00", ELSEWHERE)
        assert found(story, at="26 07:00") == []
        assert found(story, at="26 07:01") == ["R19"]

        ends(story, "26 07:00", ELSEWHERE)
        assert found(story) == []

    def test_the_end_may_be_heard_of_first(self) -> None:
        story = Story.of_election()
        ends(story, "18:00")
        begins(story, "07:00", by=GUARD_2)

        assert found(story) == []


class TestTwoAssignments:
    @pytest.mark.parametrize(("begin", "rules"), [("26 07:00", []), ("26 06:59:59", ["R19"])])
    def test_two_places_at_one_time_are_named(self, begin: str, rules: list[str]) -> None:
        story = Story.of_election()
        self.assigns(story, STORE_PLACE, "07:00", "26 07:00")
        self.assigns(story, PPK_PLACE, begin, "27 07:00")

        assert found(story) == rules

    def test_a_place_and_the_area_around_it_are_one(self) -> None:
        story = Story.of_election()
        self.assigns(story, "16.08.05", "07:00", "26 07:00")
        self.assigns(story, PPK_PLACE, "07:00", "26 07:00")

        assert found(story) == []

    def assigns(self, story: Story, place: str, begin: str, end: str) -> None:
        fields: dict[str, Any] = {"from": clock(begin), "until": clock(end), "persons": [WHO]}
        story.says(POLRI, "AssignmentMade", "06:00", place=place, **fields)
