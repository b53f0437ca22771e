"""R36: assigned without the pledge, and a case that nobody decides."""

from typing import Any

import pytest

from tests.support.sayings import GUARD, KPU, POLRI
from tests.support.story import STORE_PLACE, Story, clock

WHO = "p-00201"
OTHER_TEXT = "A" * 43 + "="


@pytest.fixture
def story() -> Story:
    """An operation whose policy names a pledge."""
    story = Story.of_election()
    story.says(KPU, "PolicySet", "01 08:00", thresholds=None)
    return story


def assigns(story: Story, begin: str = "07:00", **fields: Any) -> None:
    times = {"from": clock(begin), "until": clock("28 07:00")}
    fields = {"persons": [WHO], "place": STORE_PLACE} | times | fields
    story.says(POLRI, "AssignmentMade", "02 06:00", **fields)


def pledges(story: Story, at: str, **fields: Any) -> None:
    story.says(GUARD, "NeutralityPledged", at, **({"persons": [WHO]} | fields))


class TestWithoutPledge:
    @pytest.mark.parametrize(("at", "found"), [("07:00", []), ("07:00:01", ["R36"])])
    def test_the_pledge_is_due_when_the_duty_begins(
        self, story: Story, at: str, found: list[str]
    ) -> None:
        assigns(story)
        pledges(story, at)

        assert story.findings() == found

    def test_before_the_duty_begins_nothing_is_late(self, story: Story) -> None:
        assigns(story)

        assert story.findings(at="07:00") == []
        assert story.findings(at="07:00:01") == ["R36"]
        assert story.finding("R36").subject == WHO

    def test_a_pledge_from_before_asks_for_nothing(self, story: Story) -> None:
        pledges(story, "02 08:00")
        assigns(story)

        assert story.findings() == []

    def test_other_words_are_not_the_pledge(self, story: Story) -> None:
        pledges(story, "02 08:00", text=OTHER_TEXT)
        assigns(story)
        pledges(story, "03 08:00", text=OTHER_TEXT)

        assert story.findings() == ["R36"]

    def test_one_finding_for_the_first_of_many_duties(self, story: Story) -> None:
        for begin in ("10 07:00", "20 07:00", "05 07:00"):
            fields = {"until": clock(begin.replace("07:00", "08:00"))}
            assigns(story, begin, **fields)

        assert story.findings() == ["R36"]
        assert story.findings(at="05 07:00") == []
        assert story.findings(at="05 07:00:01") == ["R36"]

    def test_a_duty_before_the_pledge_that_is_heard_of_later_is_found(self, story: Story) -> None:
        pledges(story, "06 08:00")
        assigns(story, "10 07:00", until=clock("10 08:00"))
        assert story.findings() == []

        assigns(story, "05 07:00", until=clock("05 08:00"))
        assert story.findings() == ["R36"]

    def test_the_roll_of_an_order_counts_too(self, story: Story) -> None:
        times = {"from": clock("07:00"), "until": clock("28 07:00"), "persons": [WHO]}
        story.says(POLRI, "OrderIssued", "02 06:00", **times)

        assert story.findings() == ["R36"]

    def test_where_the_policy_names_no_pledge_none_is_asked_for(self) -> None:
        story = Story.of_election()
        assigns(story)

        assert story.findings() == []

    def test_an_assignment_without_force_asks_for_nothing(self, story: Story) -> None:
        story.says(GUARD, "AssignmentMade", "02 06:00", persons=[WHO])

        assert story.findings(but="R28") == []


class TestStaleCase:
    @pytest.mark.parametrize(("at", "found"), [("15 08:00", []), ("15 08:00:01", ["R36"])])
    def test_fourteen_days_are_the_limit(self, story: Story, at: str, found: list[str]) -> None:
        story.says(POLRI, "NeutralityAlleged", "01 08:00")
        story.endorsed(story.says(POLRI, "NeutralityRuled", at), by=KPU)

        assert story.findings() == found

    def test_it_stands_until_it_is_ruled(self, story: Story) -> None:
        story.says(POLRI, "NeutralityAlleged", "01 08:00")

        assert story.findings(at="15 08:00") == []
        assert story.findings(at="15 08:00:01") == ["R36"]

    def test_a_ruling_may_be_heard_of_first(self, story: Story) -> None:
        story.endorsed(story.says(POLRI, "NeutralityRuled", "14 08:00"), by=KPU)
        story.says(POLRI, "NeutralityAlleged", "01 08:00")

        assert story.findings(but="R25") == []

    def test_a_ruling_without_force_decides_nothing(self, story: Story) -> None:
        story.says(POLRI, "NeutralityAlleged", "01 08:00")
        story.endorsed(story.says(GUARD, "NeutralityRuled", "14 08:00"), by=KPU)

        assert story.findings(but="R28") == ["R36"]

    def test_the_same_number_again_does_not_start_the_clock_again(self, story: Story) -> None:
        story.says(POLRI, "NeutralityAlleged", "01 08:00")
        story.says(POLRI, "NeutralityAlleged", "10 08:00")

        assert story.findings(at="15 08:00:01") == ["R36"]
        assert story.findings() == ["R36"]
