"""Officers: only what names persons touches anybody, and only what has force orders anybody."""

from typing import Any

from domain.officer import MAX_KEPT, Officer, Officers
from tests.support.sayings import GUARD, KPU, POLRI, STRANGER
from tests.support.story import PPK_PLACE, STORE_PLACE, Story, clock

WHO = "anggota-101"


def known(story: Story, person: str = WHO) -> Officer:
    state = story.states["petugas", person]
    assert isinstance(state, Officer)
    return state


def assigns(story: Story, by: str = POLRI, place: str = STORE_PLACE, **fields: Any) -> None:
    times = {"from": clock("07:00"), "until": clock("26 07:00")}
    story.says(by, "AssignmentMade", "06:00", persons=[WHO], place=place, **(times | fields))


def test_everybody_on_a_roll_is_touched_once() -> None:
    said = Story().sayings.say(GUARD, "ShiftStarted", persons=["a", "b", "a"])

    assert Officers().subjects(said) == ("a", "b")


def test_a_sealed_roll_touches_nobody() -> None:
    said = Story().sayings.say(GUARD, "ShiftStarted", persons=[])

    assert Officers().subjects(said) == ()


def test_a_stranger_puts_nobody_on_duty_and_lets_nobody_off() -> None:
    story = Story.of_election()
    story.starts(at="07:00", persons=[WHO])
    story.starts(at="08:00", persons=[WHO], post=PPK_PLACE, by=STRANGER)
    assert "R19" not in story.findings(at="12:00")

    fields = {"persons": [WHO], "inside": None, "inventory": None}
    story.says(STRANGER, "ShiftHandedOver", "19:00", **fields)
    assert "R19" in story.findings()


def test_an_assignment_without_force_binds_nobody() -> None:
    story = Story.of_election()
    assigns(story, by=GUARD)

    assert ("petugas", WHO) not in story.states
    assigns(story)
    assert [one.place for one in known(story).assignments] == [STORE_PLACE]


def test_the_earliest_moment_of_a_pledge_is_kept() -> None:
    story = Story.of_election()
    for at in ("10:00", "08:00", "09:00"):
        story.says(GUARD, "NeutralityPledged", at, persons=[WHO])

    assert [pledge.at.isoformat() for pledge in known(story).pledges] == [clock("08:00")]


def test_only_the_newest_assignments_are_remembered() -> None:
    story = Story.of_election()
    for day in range(1, 2 * MAX_KEPT + 1):
        times = {"from": clock(f"{day:02} 07:00"), "until": clock(f"{day:02} 08:00")}
        assigns(story, **times)

    kept = known(story).assignments
    assert len(kept) == MAX_KEPT
    assert max(one.ends for one in kept).isoformat() == clock("16 08:00")


def test_an_election_official_is_an_officer_too() -> None:
    story = Story.of_election()
    assigns(story, by=KPU, place=PPK_PLACE, unit="16.08/kpu")

    assert known(story).assignments[0].place == PPK_PLACE
