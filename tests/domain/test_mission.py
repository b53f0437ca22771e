"""Orders: who was named, who took note, who was there and who has come back."""

from typing import Any

import msgspec
from hypothesis import given, strategies as st

from domain.mission import LISTED, MAX_KEPT, OTHERS_KEPT, Mission
from domain.said import Said
from tests.support.sayings import GUARD, POLRI, STORE, STRANGER
from tests.support.story import Story, clock

ORDER = "Sprin/1234/XI/PAM.3.3./2024"
ROLL = ["a-1", "a-2", "a-3"]
SEALED = {"sd": "A" * 43 + "=", "class": "tunda"}


def issues(story: Story, by: str = POLRI, **fields: Any) -> Said:
    return story.says(by, "OrderIssued", "24 15:00", **({"persons": ROLL} | fields))


def musters(story: Story, stage: str, at: str, *persons: str, **fields: Any) -> Said:
    fields = {"stage": stage, "persons": persons, "present": len(persons), "absent": None} | fields
    return story.says(GUARD, "DeploymentShifted", at, **fields)


def known(story: Story) -> Mission:
    state = story.states["perintah", ORDER]
    assert isinstance(state, Mission)
    return state


def test_who_of_the_roll_has_not_taken_note_is_known() -> None:
    story = Story.of_election()
    said = issues(story, persons=["p-danru", *ROLL])
    story.says(GUARD, "AssignmentAcknowledged", "07:30", of=said.leaf, persons=None)
    story.says(GUARD, "AssignmentAcknowledged", "07:31", of=said.leaf, persons=ROLL[:2])

    assert known(story).acknowledged == ("a-1", "a-2", "p-danru")
    assert known(story).waiting == ("a-3",)


def test_they_may_take_note_before_the_order_is_in_the_log() -> None:
    story = Story.of_election()
    story.says(GUARD, "AssignmentAcknowledged", "07:30", persons=ROLL[:2])
    assert known(story).issued is None

    issues(story)
    assert known(story).waiting == ("a-3",)


def test_assignments_under_the_order_add_to_its_roll() -> None:
    story = Story.of_election()
    issues(story)
    times = {"from": clock("07:00"), "until": clock("28 07:00")}
    story.says(POLRI, "AssignmentMade", "24 16:00", order=ORDER, persons=["a-4"], **times)

    assert (known(story).roll, known(story).assignments) == ((*ROLL, "a-4"), 1)


def test_an_order_without_force_orders_nobody() -> None:
    story = Story.of_election()
    issues(story, by=STORE)

    assert ("perintah", ORDER) not in story.states


def test_an_order_issued_twice_is_counted() -> None:
    story = Story.of_election()
    issues(story)
    issues(story)

    assert known(story).issues == 2


def test_who_left_and_has_not_come_back_is_known_by_name() -> None:
    story = Story.of_election()
    issues(story)
    absent = [{"person": "a-3", "reason": "sakit"}]
    musters(story, "berangkat", "07:00", "a-1", "a-2", absent=absent, ordered=3)
    musters(story, "tiba", "09:00", "a-1", "a-2")
    assert known(story).away == ("a-1", "a-2")
    assert known(story).musters[0].absent[0].reason == "sakit"

    musters(story, "kembali", "28 18:00", "a-2")
    assert known(story).away == ("a-1",)
    assert (known(story).departed, known(story).arrived, known(story).returned) == (2, 2, 1)


def test_who_is_present_and_not_on_the_roll_is_named() -> None:
    story = Story.of_election()
    musters(story, "berangkat", "07:00", "a-1", "x-9")
    assert known(story).strangers == ()

    issues(story)
    assert known(story).strangers == ("x-9",)


def test_where_a_roll_is_sealed_only_numbers_are_known() -> None:
    story = Story.of_election()
    issues(story, persons=None, roll=SEALED)
    musters(story, "berangkat", "07:00", "x-9", present=SEALED)
    musters(story, "berangkat", "07:00", area="16.08.06", present=14)

    assert (known(story).strangers, known(story).departed) == ((), 14)


def test_of_a_muster_told_twice_the_newest_counts() -> None:
    story = Story.of_election()
    musters(story, "berangkat", "07:10", "a-1", "a-2")
    musters(story, "berangkat", "07:00", "a-1")

    assert (len(known(story).musters), known(story).departed) == (1, 2)


def test_298_leave_for_twenty_districts() -> None:
    story = Story.of_election()
    people = [f"a-{number:03}" for number in range(298)]
    issues(story, persons=people, strength=298)
    for district in range(20):
        contingent = people[district::20]
        musters(story, "berangkat", "07:00", *contingent, area=f"16.08.{district + 1:02}")

    assert (known(story).departed, len(known(story).away)) == (298, 298)
    assert known(story).strangers == ()


def test_only_so_many_musters_are_remembered() -> None:
    story = Story.of_election()
    for number in range(MAX_KEPT + 9):
        musters(story, "tiba", "07:00", area=f"16.{number}")

    assert len(known(story).musters) == MAX_KEPT


def test_many_musters_of_many_names_make_no_large_state() -> None:
    """One telephone lines up three hundred persons hundreds of times, each time others."""
    story = Story.of_election()
    issues(story)
    for number in range(MAX_KEPT + 9):
        crowd = [f"{number:03}-{person:03}-{'x' * 100}" for person in range(200)]
        absent = [{"person": f"y{name}", "reason": "sakit"} for name in crowd[:50]]
        musters(story, "tiba", "07:00", *crowd, area=f"16.{number}", absent=absent)

    assert len(msgspec.json.encode(known(story))) < 150_000
    assert len(known(story).strangers) == LISTED
    assert len(known(story).present) == OTHERS_KEPT
    assert (known(story).musters[-1].named, known(story).musters[-1].absences) == (200, 50)
    assert known(story).left_out > MAX_KEPT * 200


def test_invented_names_push_nobody_out_who_has_not_taken_note() -> None:
    story = Story.of_election()
    issues(story, persons=[f"m-{number:03}" for number in range(298)])
    for number in range(6):
        crowd = [f"a{number}-{name:03}" for name in range(298)]
        story.says(GUARD, "AssignmentAcknowledged", "07:30", persons=crowd)
        musters(story, "berangkat", "07:00", *crowd, area=f"16.{number}")
    story.says(GUARD, "AssignmentAcknowledged", "07:31", persons=["m-000"])

    assert len(known(story).waiting) == 297
    assert "m-000" in known(story).acknowledged


def test_who_holds_no_role_takes_note_for_nobody_else() -> None:
    story = Story.of_election()
    issues(story)
    story.says(STRANGER, "AssignmentAcknowledged", "07:30", persons=ROLL)

    assert (known(story).acknowledged, len(known(story).waiting)) == ((), 3)


def test_musters_of_which_nobody_is_expected_to_tell_push_out_no_other() -> None:
    story = Story.of_election()
    issues(story)
    musters(story, "berangkat", "07:00", *ROLL)
    for number in range(MAX_KEPT):
        fields = {"stage": "berangkat", "area": f"16.{number}", "persons": [f"x-{number}"]}
        story.says(STRANGER, "DeploymentShifted", "26 07:00", **fields)
    story.says(STRANGER, "DeploymentShifted", "26 07:00", stage="berangkat", persons=[])

    (own,) = (one for one in known(story).musters if not one.is_unexpected)
    assert (own.present, known(story).away, len(known(story).musters)) == (3, tuple(ROLL), 128)


def test_a_roll_of_two_thousand_is_known_whole() -> None:
    story = Story.of_election()
    people = [f"a-{number:04}" for number in range(2000)]
    for start in range(0, 2000, 250):
        musters(story, "berangkat", "07:00", *people[start : start + 75], area=f"16.{start}")
    for start in range(0, 2000, 250):
        issues(story, persons=people[start : start + 250])
    for start in range(0, 1500, 250):
        story.says(GUARD, "AssignmentAcknowledged", "07:30", persons=people[start : start + 250])

    assert known(story).waiting == tuple(people[1500:])
    assert len(known(story).away) == 600
    assert known(story).left_out == 0


@given(st.permutations(range(6)))
def test_the_order_of_arrival_decides_nothing(order: list[int]) -> None:
    story = Story.of_election()
    named = {"present": 2, "absent": None}
    drafts = (
        story.plans(POLRI, "OrderIssued", "24 15:00", persons=ROLL),
        story.plans(GUARD, "AssignmentAcknowledged", "24 16:00", persons=ROLL[:2]),
        story.plans(GUARD, "DeploymentShifted", "07:00", stage="berangkat", persons=ROLL, **named),
        story.plans(
            GUARD, "DeploymentShifted", "07:10", stage="berangkat", persons=ROLL[:2], **named
        ),
        story.plans(
            GUARD, "DeploymentShifted", "28 18:00", stage="kembali", persons=ROLL[1:], **named
        ),
        story.plans(STRANGER, "DeploymentShifted", "29 07:00", stage="kembali", persons=["x-1"]),
    )
    for number in order:
        story.hears(drafts[number])

    mission = known(story)
    assert (mission.waiting, mission.away, mission.strangers) == (("a-3",), ("a-1",), ())
    assert (mission.departed, mission.returned, mission.left_out) == (2, 2, 0)


def test_a_muster_of_which_nobody_is_expected_to_tell_adds_to_no_sum() -> None:
    story = Story.of_election()
    issues(story)
    musters(story, "berangkat", "08:00", present=10, unit="16.08/polri")
    before = known(story).departed
    story.says(
        STRANGER,
        "DeploymentShifted",
        "08:00",
        order=ORDER,
        unit="16.08/lain",
        stage="berangkat",
        present=999,
        persons=[],
    )

    assert known(story).departed == before == 10
