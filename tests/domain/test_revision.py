"""Corrections: counted, and named where they come after somebody asked (R33)."""

from typing import Any

import pytest

from domain.revision import Revision
from domain.said import Said
from tests.support.sayings import BAWASLU, GUARD, STORE, leaf
from tests.support.story import BOX, Story


@pytest.fixture
def story() -> Story:
    return Story.of_election()


def _corrects(story: Story, target: str, by: str = GUARD, **fields: Any) -> Said:
    fields = {"target": target, "target_kind": "VisitorReported"} | fields
    return story.says(by, "CorrectionDeclared", "09:00", **fields)


def _speaks(story: Story, times: int) -> None:
    for _ in range(times):
        story.says(GUARD, "VisitorReported", "08:00")


def _rules(story: Story) -> list[str]:
    return [one for one in story.findings() if one == "R33"]


def test_a_journal_that_said_little_may_correct_it(story: Story) -> None:
    _speaks(story, 18)
    _corrects(story, leaf("x"))

    assert _rules(story) == []
    state = story.states["koreksi", GUARD]
    assert isinstance(state, Revision)
    assert (state.count, state.total) == (1, 19)


@pytest.mark.parametrize(("before", "left"), [(38, []), (37, ["R33"])])
def test_more_than_the_share_is_told_once(story: Story, before: int, left: list[str]) -> None:
    _speaks(story, before)
    _corrects(story, leaf("x"))
    _corrects(story, leaf("y"))

    assert _rules(story) == left
    if left:
        _corrects(story, leaf("z"))
        assert _rules(story) == left
        assert story.finding("R33").parameters["count"] == 39


def test_an_annulment_counts_like_a_correction(story: Story) -> None:
    _speaks(story, 20)
    for name in "ab":
        fields = {"target": leaf(name), "target_kind": "VisitorReported"}
        story.says(GUARD, "AnnulmentDeclared", "09:00", **fields)

    assert _rules(story) == ["R33"]


def test_a_correction_of_what_a_supervisor_asked_about_is_told(story: Story) -> None:
    visit = story.says(GUARD, "VisitorReported", "08:00")
    raised = story.says(BAWASLU, "FindingRaised", "08:30", basis=[visit.leaf], boxes=None)
    correction = _corrects(story, visit.leaf)

    assert _rules(story) == ["R33"]
    assert story.finding("R33").evidence == (correction.index, raised.index)


def test_a_correction_about_a_box_that_a_supervisor_asked_about_is_told(story: Story) -> None:
    said = story.looks(at="08:00", by=STORE)
    story.says(BAWASLU, "FindingRaised", "08:30", basis=None, boxes=[BOX])
    _corrects(story, said.leaf, by=STORE, target_kind="SealVerified")

    assert _rules(story) == ["R33"]


def test_a_correction_that_came_first_is_not(story: Story) -> None:
    visit = story.says(GUARD, "VisitorReported", "08:00")
    _corrects(story, visit.leaf)
    story.says(BAWASLU, "FindingRaised", "09:30", basis=[visit.leaf], boxes=None)

    assert _rules(story) == []


def test_a_finding_without_authority_makes_no_correction_suspicious(story: Story) -> None:
    visit = story.says(GUARD, "VisitorReported", "08:00")
    story.says(STORE, "FindingRaised", "08:30", basis=[visit.leaf], boxes=None)
    _corrects(story, visit.leaf)

    assert _rules(story) == []
