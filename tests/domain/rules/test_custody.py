"""R01, R02 and R08 of a handover: what is said, and how long each waits."""

import pytest

from domain.policy import DEFAULT_THRESHOLDS, Thresholds
from domain.rules.custody import BROKEN_LINK, GAP, answer_due, broken_link, gap, unoffered
from tests.support.story import BOX, Story, draft_dispatch, moment


def test_an_answer_is_due_an_hour_after_the_stated_arrival_or_the_statement() -> None:
    at, eta = moment("07:45"), moment("09:30")

    assert answer_due(at, eta, DEFAULT_THRESHOLDS) == moment("10:30")
    assert answer_due(at, None, DEFAULT_THRESHOLDS) == moment("08:45")
    assert answer_due(eta, at, DEFAULT_THRESHOLDS) == moment("10:30")
    assert answer_due(at, None, Thresholds(custody_gap=5)) == moment("07:50")


def test_a_gap_names_both_sides_and_stands_only_after_it_is_due() -> None:
    finding = gap(BOX, 7, "a", "b", moment("10:30"))

    assert finding.key == GAP.key(BOX, 7) == f"R01/kotak/{BOX}/7"
    assert finding.severity == "kritis"
    assert not finding.stands(moment("10:30"))
    assert finding.stands(moment("10:30:01"))
    assert finding.english() == (
        f"Box {BOX} was let go by a for b; by its due time nobody had accepted or refused it."
    )
    assert "dilepas a untuk b" in finding.indonesian()


def test_a_broken_link_names_the_holders_on_record() -> None:
    finding = broken_link(BOX, (9, 3), ("x", "y", ("a", "b")), None)

    assert finding.key == BROKEN_LINK.key(BOX, 9)
    assert finding.evidence == (9, 3)
    assert "pemegang tercatat adalah a, b" in finding.indonesian()
    assert broken_link(BOX, (9,), ("x", "y", ()), None).parameters["holder"] == "-"


def test_an_acceptance_nobody_offered_waits_for_the_offer() -> None:
    finding = unoffered(BOX, 9, "a", "b", moment("09:00"))

    assert (finding.rule, finding.due) == ("R08", moment("09:00"))
    assert "a has not stated it" in finding.english()


@pytest.fixture
def story() -> Story:
    """One sealed box in the store of the commission."""
    story = Story.of_election()
    story.registers()
    story.seals()
    return story


class TestTheClockOfCustody:
    """R01: sixty minutes after arrival or offer."""

    def test_an_answer_at_the_last_minute_is_in_time(self, story: Story) -> None:
        story.sends(at="07:45")
        story.accepts(at="08:45")

        assert story.findings() == []

    def test_a_second_later_is_late_and_stands_for_ever(self, story: Story) -> None:
        story.sends(at="07:45")
        story.accepts(at="08:45:01")

        assert story.findings(at="08:45") == []
        assert story.findings(at="08:45:01") == ["R01"]
        assert story.findings() == ["R01"]

    def test_the_clock_starts_at_the_stated_arrival(self, story: Story) -> None:
        sent = draft_dispatch(story, "07:45", eta="2024-11-25T09:30:00+07:00")
        story.endorsed(story.hears(sent))

        assert story.findings(at="10:30", but="R09") == []
        assert story.findings(at="10:30:01", but="R09") == ["R01"]

    def test_a_refusal_answers_too(self, story: Story) -> None:
        story.sends(at="07:45")
        story.refuses(at="08:30")

        assert story.findings(but="R29") == []

    def test_an_answer_that_reached_the_log_first_counts(self, story: Story) -> None:
        sent = draft_dispatch(story, "07:45")
        story.accepts(at="08:30")
        story.endorsed(story.hears(sent))

        assert story.findings() == []
        assert story.box().state == "dipegang"

    def test_an_answer_that_came_first_but_was_late_is_late(self, story: Story) -> None:
        sent = draft_dispatch(story, "07:45")
        story.accepts(at="08:46")
        story.endorsed(story.hears(sent))

        assert story.findings() == ["R01"]

    def test_an_offer_at_the_end_of_the_road_starts_no_second_clock(self, story: Story) -> None:
        story.sends(at="07:45")
        story.offers(at="08:30")
        story.accepts(at="08:46")

        assert story.findings() == ["R01"]

    def test_what_was_offered_and_then_sent_follows_the_road(self, story: Story) -> None:
        story.offers(at="07:00")
        story.sends(at="07:45")
        story.accepts(at="08:40")

        assert story.findings() == []
