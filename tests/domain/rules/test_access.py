"""R14: let in and not seen leaving, and left out when the watch is handed over."""

from typing import Any

import pytest

from domain.policy import Thresholds
from domain.rules.access import exit_due
from domain.said import Said
from tests.support.sayings import GUARD
from tests.support.story import Story, moment


@pytest.fixture
def story() -> Story:
    story = Story.of_election()
    story.starts(at="07:00")
    return story


def visits(story: Story, at: str, zone: str = "kantor") -> Said:
    visit = story.says(GUARD, "VisitorReported", at)
    story.says(GUARD, "AccessGranted", at, of=visit.leaf, zone=zone)
    return visit


def leaves(story: Story, visit: Said, at: str) -> None:
    story.says(GUARD, "AccessExited", at, of=visit.leaf)


def hands_over(story: Story, at: str, *inside: Said) -> Said:
    return story.says(
        GUARD, "ShiftHandedOver", at, inside=[visit.leaf for visit in inside], inventory=None
    )


def accepts(story: Story, said: Said, at: str) -> None:
    fields: dict[str, Any] = {"present": 10, "inside": None, "inventory": None}
    story.says("16.08/polri/regu-2", "ShiftAccepted", at, of=said.leaf, **fields)


def test_a_visit_may_last_four_hours() -> None:
    assert exit_due(moment("08:00"), Thresholds()) == moment("12:00")
    assert exit_due(moment("08:00"), Thresholds(access_open=1)) == moment("08:01")


def test_leaving_at_the_last_minute_is_in_time(story: Story) -> None:
    visit = visits(story, "08:00")
    leaves(story, visit, "12:00")

    assert story.findings() == []
    assert story.visit(visit).state == "keluar"


def test_leaving_a_second_later_is_too_late_and_stands(story: Story) -> None:
    visit = visits(story, "08:00")
    leaves(story, visit, "12:00:01")

    assert story.findings(at="12:00") == []
    assert story.findings(at="12:00:01") == ["R14"]
    assert story.findings() == ["R14"]


def test_a_visitor_who_was_refused_need_not_leave(story: Story) -> None:
    visit = story.says(GUARD, "VisitorReported", "08:00")
    story.says(GUARD, "AccessDenied", "08:01", of=visit.leaf)

    assert story.findings() == []
    assert story.visit(visit).state == "ditolak"


def test_an_exit_that_reached_the_log_first_counts(story: Story) -> None:
    visit = story.says(GUARD, "VisitorReported", "08:00")
    granted = story.plans(GUARD, "AccessGranted", "08:00", of=visit.leaf, zone="kantor")
    leaves(story, visit, "09:00")
    story.hears(granted)

    assert story.findings(but="R25") == []
    assert story.visit(visit).state == "keluar"
    assert story.post().inside == ()


def test_a_handover_lists_everybody_inside(story: Story) -> None:
    inside, gone = visits(story, "17:00"), visits(story, "17:05")
    leaves(story, gone, "18:00")
    accepts(story, hands_over(story, "19:00", inside), "19:01")
    leaves(story, inside, "19:30")

    assert story.findings() == []


def test_a_visitor_left_out_at_the_handover_is_a_finding(story: Story) -> None:
    listed, left_out = visits(story, "17:00"), visits(story, "17:05")
    accepts(story, hands_over(story, "19:00", listed), "19:01")
    for visit in (listed, left_out):
        leaves(story, visit, "19:30")

    assert story.findings() == ["R14"]
    finding = story.finding("R14")
    assert (finding.subject_kind, finding.parameters["count"]) == ("pos", 1)


def test_an_exit_before_the_handover_that_comes_late_settles_it(story: Story) -> None:
    visit = visits(story, "17:00")
    late = story.plans(GUARD, "AccessExited", "18:59", of=visit.leaf)
    accepts(story, hands_over(story, "19:00"), "19:01")
    assert story.findings(at="19:00:01", but="R25") == ["R14"]

    story.hears(late)
    assert story.findings(but="R25") == []


def test_an_entry_that_comes_after_its_handover_is_missed_there(story: Story) -> None:
    visit = story.says(GUARD, "VisitorReported", "17:00")
    granted = story.plans(GUARD, "AccessGranted", "17:00", of=visit.leaf, zone="kantor")
    accepts(story, hands_over(story, "19:00"), "19:01")
    story.hears(granted)
    leaves(story, visit, "19:30")

    assert story.findings(but="R25") == ["R14"]
