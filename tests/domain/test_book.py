"""The log as a subject: whether witnesses go on seeing what is added to it (R35)."""

import pytest

from domain.book import LOG, Book
from tests.support.sayings import GUARD, KPU
from tests.support.story import Story, moment


@pytest.fixture
def story() -> Story:
    return Story.of_election()


def _rules(story: Story, at: str) -> list[str]:
    return [rule for rule in story.findings(at) if rule == "R35"]


def test_a_log_that_nobody_witnesses_is_not_withheld(story: Story) -> None:
    story.starts(at="07:00")

    assert _rules(story, "30 07:00") == []


def test_a_log_to_which_nothing_is_added_is_not_withheld(story: Story) -> None:
    story.witnessed("08:00")

    assert _rules(story, "30 08:00") == []


def test_what_was_added_is_to_be_seen_in_time(story: Story) -> None:
    story.witnessed("08:00", until="08:02")
    story.starts(at="08:10")

    assert _rules(story, "09:10") == []
    assert _rules(story, "09:10:01") == ["R35"]
    assert story.finding("R35").parameters["minutes"] == 60


def test_the_first_that_waits_starts_the_clock(story: Story) -> None:
    story.witnessed("08:00")
    story.starts(at="08:10")
    story.starts(at="08:50", team="regu-2")

    assert _rules(story, "09:10:01") == ["R35"]


def test_who_was_offline_starts_it_when_the_log_was_seen_last(story: Story) -> None:
    story.witnessed("08:00")
    story.starts(at="03:00")

    assert _rules(story, "09:00") == []
    assert _rules(story, "09:00:01") == ["R35"]


def test_an_anchor_that_holds_it_settles_it(story: Story) -> None:
    story.witnessed("08:00")
    story.starts(at="08:10")
    story.says(GUARD, "VisitorReported", "08:20")
    story.witnessed("10:00")

    assert _rules(story, "12:00") == []
    state = story.states["buku", LOG]
    assert isinstance(state, Book)
    assert (state.latest, state.waiting) == (moment("10:00"), None)


def test_an_anchor_of_an_older_tree_does_not(story: Story) -> None:
    story.witnessed("08:00")
    story.starts(at="08:10")
    story.witnessed("08:30")

    assert _rules(story, "10:00") == ["R35"]


def test_the_policy_may_grant_more(story: Story) -> None:
    story.says(KPU, "PolicySet", "07:00", thresholds={"witness_wait": 180})
    story.witnessed("08:00")
    story.starts(at="08:10")

    assert _rules(story, "11:10") == []
    assert _rules(story, "11:10:01") == ["R35"]


def _wait(story: Story) -> int:
    state = story.states["buku", LOG]
    assert isinstance(state, Book)
    return state.witness_wait


def test_an_anchor_keeps_how_long_witnesses_may_take_by_the_policy(story: Story) -> None:
    story.witnessed("08:00")
    assert _wait(story) == 60
    story.says(KPU, "PolicySet", "08:10", version=1, thresholds={"witness_wait": 15})
    story.starts(at="08:15")
    story.witnessed("08:20")

    assert _wait(story) == 15
