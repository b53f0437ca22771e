"""Guests: who is inside, and whom a handover leaves out, in whatever order it is heard."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, strategies as st

from domain.guest import GONE_KEPT, INSIDE_KEPT, LISTED_KEPT, MAX_KEPT
from domain.said import Said
from tests.support.sayings import GUARD, STRANGER, leaf
from tests.support.story import GUARD_2, STORE_PLACE, Story, moment


def drafts_entry(story: Story, visit: str, at: str, by: str = GUARD) -> Said:
    return story.plans(by, "AccessGranted", at, of=leaf(visit), zone="kantor")


def drafts_exit(story: Story, visit: str, at: str, by: str = GUARD) -> Said:
    return story.plans(by, "AccessExited", at, of=leaf(visit))


def drafts_handover(story: Story, at: str, *inside: str) -> Said:
    fields: dict[str, Any] = {"inventory": None, "inside": [leaf(visit) for visit in inside]}
    return story.plans(GUARD, "ShiftHandedOver", at, **fields)


@given(st.permutations(range(9)))
def test_the_order_of_arrival_decides_nothing(order: list[int]) -> None:
    story = Story.of_election()
    drafts = (
        drafts_entry(story, "early", "17:00"),
        drafts_entry(story, "left out", "17:05"),
        drafts_entry(story, "left out", "17:06"),
        drafts_entry(story, "stays", "18:00"),
        drafts_exit(story, "early", "18:59"),
        drafts_exit(story, "left out", "19:30"),
        drafts_exit(story, "left out", "19:40"),
        drafts_handover(story, "19:00", "stays"),
        drafts_handover(story, "26 07:00"),
    )
    heard = {number: story.hears(drafts[number]) for number in order}

    found = {leaves for _, sentence, leaves in story.open() if "handover" in sentence}
    assert found == {
        (heard[7].leaf, heard[1].leaf),
        (heard[8].leaf, heard[3].leaf),
    }
    post = story.post()
    assert [one.visit for one in post.inside] == [leaf("stays")]
    assert {one.visit for one in post.gone} == {leaf("early"), leaf("left out")}
    assert post.exits == ()
    assert [one.leaf for one in post.handovers] == [heard[7].leaf, heard[8].leaf]


def test_who_never_leaves_makes_no_large_state() -> None:
    story = Story.of_election()
    for number in range(300):
        story.hears(
            drafts_entry(story, f"visit {number}", f"08:{number // 60:02}:{number % 60:02}")
        )

    post = story.post()
    assert (len(post.inside), post.left_out) == (INSIDE_KEPT, 300 - INSIDE_KEPT)
    assert post.inside[-1].visit == leaf("visit 299")
    assert len(msgspec.json.encode(post)) < 20_000


def test_invented_visits_push_nobody_out_who_is_inside() -> None:
    story = Story.of_election()
    story.hears(drafts_entry(story, "real", "08:00"))
    for number in range(300):
        story.hears(drafts_entry(story, f"invented {number}", "09:00", STRANGER))

    story.hears(drafts_handover(story, "08:30"))
    assert story.post().inside[0].visit == leaf("real")
    assert [one for one in story.findings(at="08:31") if one != "R28"] == ["R14"]


def test_only_so_many_who_left_are_remembered() -> None:
    story = Story.of_election()
    for number in range(GONE_KEPT + 4):
        story.hears(drafts_entry(story, f"visit {number}", "08:00"))
        story.hears(drafts_exit(story, f"visit {number}", f"09:{number:02}"))

    assert len(story.post().gone) == GONE_KEPT


def test_early_exits_of_strangers_push_out_no_other() -> None:
    story = Story.of_election()
    story.hears(drafts_exit(story, "real", "08:00"))
    for number in range(2 * MAX_KEPT):
        story.hears(drafts_exit(story, f"invented {number}", "09:00", STRANGER))

    assert story.post().exits[0].visit == leaf("real")


def test_a_handover_that_lists_very_many_is_cut_but_for_those_known_as_inside() -> None:
    story = Story.of_election()
    story.hears(drafts_entry(story, "listed", "08:00"))
    story.hears(drafts_entry(story, "missing", "08:00"))
    others = [f"other {number}" for number in range(LISTED_KEPT + 20)]
    story.hears(drafts_handover(story, "19:00", *others, "listed"))
    story.hears(drafts_entry(story, "other 140", "08:00"))

    (handover,) = story.post().handovers
    assert (len(handover.inside), handover.left_out) == (LISTED_KEPT, 21)
    assert story.finding_of(STORE_PLACE).parameters["count"] == 1


@given(st.permutations(range(6)))
def test_no_exit_ends_a_visit_that_began_after_it(order: list[int]) -> None:
    story = Story.of_election()
    drafts = (
        drafts_entry(story, "stays", "08:05"),
        drafts_exit(story, "stays", "08:02:59"),
        drafts_entry(story, "left", "08:05"),
        drafts_exit(story, "left", "08:02:59"),
        drafts_exit(story, "left", "09:00", GUARD_2),
        drafts_handover(story, "19:00"),
    )
    heard = {number: story.hears(drafts[number]) for number in order}

    found = {leaves for _, sentence, leaves in story.open() if "handover" in sentence}
    assert found == {(heard[5].leaf, heard[0].leaf)}
    post = story.post()
    assert [one.visit for one in post.inside] == [leaf("stays")]
    assert [one.visit for one in post.gone] == [leaf("left")]


@pytest.mark.parametrize("is_first", [False, True])
def test_the_entry_that_a_guard_tells_counts_before_a_strangers(*, is_first: bool) -> None:
    story = Story.of_election()
    drafts = [drafts_entry(story, "real", "07:00", STRANGER), drafts_entry(story, "real", "08:00")]
    for draft in drafts if is_first else reversed(drafts):
        story.hears(draft)

    assert [(one.at, one.voice) for one in story.post().inside] == [(moment("08:00"), GUARD)]


def test_one_telephone_that_runs_ahead_makes_no_true_word_forgotten() -> None:
    story = Story.of_election()
    early = story.hears(drafts_exit(story, "early", "08:30"))
    story.hears(drafts_entry(story, "inside", "08:00"))
    handover = story.hears(drafts_handover(story, "08:40", "inside"))
    for number in range(2 * INSIDE_KEPT):
        at = f"2099-01-01T{number // 60:02}:{number % 60:02}:00+07:00"
        story.hears(drafts_exit(story, f"invented exit {number}", at, GUARD_2))
        story.hears(drafts_entry(story, f"invented {number}", at, GUARD_2))
        fields: dict[str, Any] = {"inventory": None, "inside": None}
        story.says(GUARD_2, "ShiftHandedOver", at, **fields)

    post = story.post()
    assert post.exits[0].index == early.index
    assert post.inside[0].visit == leaf("inside")
    assert post.handovers[0].leaf == handover.leaf
