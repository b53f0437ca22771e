"""A guarded place: who has the watch and who is inside."""

import pytest

from domain.guest import MAX_KEPT
from domain.watch import Watches
from tests.support.sayings import GUARD, STRANGER, leaf
from tests.support.story import GUARD_2, STORE_PLACE, Story


def test_a_watch_passes_from_team_to_team() -> None:
    story = Story.of_election()
    story.starts(10, at="07:00")
    handed = story.says(GUARD, "ShiftHandedOver", "19:00", inside=None, inventory=None)
    assert [team.team for team in story.post().duty.teams] == ["regu-1"]
    assert not story.post().handovers[0].is_accepted

    story.says(
        GUARD_2, "ShiftAccepted", "19:10", of=handed.leaf, present=9, inside=None, inventory=None
    )
    assert [(team.team, team.present) for team in story.post().duty.teams] == [("regu-2", 9)]
    assert story.post().handovers[0].is_accepted
    assert story.findings() == []


def test_visitors_are_inside_until_they_leave() -> None:
    story = Story.of_election()
    visit = story.says(GUARD, "VisitorReported", "08:00")
    story.says(GUARD, "AccessGranted", "08:01", of=visit.leaf, zone="kantor")
    story.says(GUARD, "AccessGranted", "08:02", of=visit.leaf, zone="kantor")
    assert [one.visit for one in story.post().inside] == [visit.leaf]

    story.says(GUARD, "AccessExited", "09:00", of=visit.leaf)
    assert story.post().inside == ()


def test_only_so_much_is_remembered_for_its_other_half() -> None:
    story = Story.of_election()
    for number in range(2 * MAX_KEPT):
        story.says(GUARD, "AccessExited", "09:00", of=leaf(f"nobody {number}"))
        story.says(GUARD, "ShiftHandedOver", "09:00", inside=None, inventory=None)
        fields = {"present": 5, "of": leaf(f"nothing {number}"), "inside": None}
        story.says(GUARD_2, "ShiftAccepted", "09:00", **fields)

    post = story.post(STORE_PLACE)
    assert len(post.exits) == len(post.handovers) == len(post.takeovers) == MAX_KEPT


@pytest.mark.parametrize("by", [GUARD, STRANGER])
@pytest.mark.parametrize("at", ["19:20", "2099-01-01T00:00:00+07:00"])
@pytest.mark.parametrize("is_last", [False, True])
def test_takeovers_of_nothing_push_out_none_that_waits_for_its_handover(
    by: str, at: str, *, is_last: bool
) -> None:
    story = Story.of_election()
    kept = {"inside": None, "inventory": [{"item": "kunci", "count": 3}]}
    handed = story.plans(GUARD, "ShiftHandedOver", "19:00", **kept)
    seen = kept | {"inventory": [{"item": "kunci", "count": 2}], "of": handed.leaf, "present": 9}
    taken = story.plans(GUARD_2, "ShiftAccepted", "19:10", **seen)
    if not is_last:
        story.hears(taken)
    for number in range(2 * MAX_KEPT):
        story.says(by, "ShiftAccepted", at, **(seen | {"of": leaf(f"nothing {number}")}))
    if is_last:
        story.hears(taken)
    assert len(story.post().takeovers) == MAX_KEPT
    story.hears(handed)

    assert "R20" in story.findings()


def test_inspections_and_incidents_belong_to_the_history_of_the_place() -> None:
    story = Story.of_election()
    for kind in ("InspectionRecorded", "IncidentReported"):
        said = story.says(GUARD, kind, "08:00", place=STORE_PLACE)
        assert Watches().subjects(said) == (STORE_PLACE,)

    assert ("pos", STORE_PLACE) not in story.states


@pytest.mark.parametrize("by", [GUARD_2, STRANGER])
def test_one_telephone_that_runs_ahead_makes_no_check_forgotten(by: str) -> None:
    story = Story.of_election()
    true = story.says(GUARD, "PostChecked", "08:00", post=STORE_PLACE)
    for year in range(2 * MAX_KEPT):
        at = f"{2030 + year}-01-01T00:00:00+07:00"
        story.says(by, "PostChecked", at, post=STORE_PLACE)

    checks = story.post().checks
    assert len(checks) == MAX_KEPT
    assert checks[0].index == true.index
