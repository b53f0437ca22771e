"""The log as a subject: whether witnesses go on seeing it (R35)."""

import pytest

from domain.book import LOG, Book
from tests.support.sayings import GUARD, KPU, POLRI
from tests.support.story import Story, moment


@pytest.fixture
def story() -> Story:
    return Story.of_election()


def test_a_log_that_nobody_witnesses_is_not_withheld(story: Story) -> None:
    assert story.findings() == []


def test_what_was_witnessed_once_is_awaited_again(story: Story) -> None:
    story.witnessed("08:00", until="08:02")

    assert story.findings("09:02") == []
    assert story.findings("09:02:01") == ["R35"]
    assert story.finding("R35").parameters["minutes"] == 60


@pytest.mark.parametrize(("again", "left"), [("09:02", []), ("09:03", ["R35"])])
def test_witnesses_that_come_in_time_settle_it(story: Story, again: str, left: list[str]) -> None:
    story.witnessed("08:00", until="08:02")
    story.says(GUARD, "InspectionRecorded", "08:30")
    story.witnessed(again)

    assert story.findings("09:30") == left
    state = story.states["buku", LOG]
    assert isinstance(state, Book)
    assert state.latest == moment(again)


def test_the_policy_may_grant_more(story: Story) -> None:
    story.says(KPU, "PolicySet", "07:00", thresholds={"witness_wait": 180})
    story.says(GUARD, "InspectionRecorded", "07:30")
    story.witnessed("08:00")

    assert story.findings("11:00") == []
    assert story.findings("11:00:01") == ["R35"]


def test_nothing_is_awaited_when_the_operation_is_over(story: Story) -> None:
    story.witnessed("08:00")
    story.says(KPU, "OperationClosed", "08:30")
    assert story.findings("12:00") == ["R08"]

    waiting = story.plans(POLRI, "OperationClosed", "08:40", operation="lain")
    story.hears(waiting)
    assert "R35" not in story.findings("12:00")


def test_the_end_of_another_operation_changes_nothing(story: Story) -> None:
    story.witnessed("08:00")
    story.says(KPU, "OperationClosed", "08:30", operation="lain")

    assert "R35" in story.findings("12:00")
