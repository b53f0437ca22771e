"""Campaign meetings are secured, props removed after notice, drills held before a second person."""

from domain.activity import ActivitySecured, DrillHeld
from domain.oversight import FindingRaised, ResponseFiled
from tests.tools.scenario.postbox import Rehearsal


def test_whatever_is_begun_is_ended(rehearsal: Rehearsal) -> None:
    told = [saying.statement for saying in rehearsal.box.sayings(ActivitySecured)]
    begun = {one.activity for one in told if one.stage == "dibuka"}
    assert begun == {one.activity for one in told if one.stage == "ditutup"}
    assert len(begun) == len(rehearsal.stage.area.districts) + 1


def test_props_are_removed_only_after_notice_that_was_understood(rehearsal: Rehearsal) -> None:
    told = [saying.statement for saying in rehearsal.box.sayings(ActivitySecured)]
    (removal,) = [one for one in told if one.notice is not None]
    notices = {saying.leaf: saying for saying in rehearsal.box.sayings(FindingRaised)}
    assert notices[removal.notice].statement.at < removal.at
    answered = [saying.statement.of for saying in rehearsal.box.sayings(ResponseFiled)]
    assert removal.notice in answered


def test_drills_are_seen_by_a_second_person(rehearsal: Rehearsal) -> None:
    drills = rehearsal.box.sayings(DrillHeld)
    assert len(drills) == 3
    assert {saying.leaf for saying in drills} <= rehearsal.box.endorsed()
