"""R22: cameras that are down, and patrols in their place."""

from itertools import permutations
from typing import Any

import msgspec
import pytest

from domain.apparatus import MAX_KEPT, MAX_PATROLS, Apparatus
from domain.rules.equipment import BLIND
from domain.said import Said
from tests.support.arrival import hear
from tests.support.sayings import GUARD, STRANGER
from tests.support.story import GUARD_2, STORE_PLACE, Story, moment

FAR = "2099-01-01T00:00:00+07:00"
DOWN, UP, PATROL = "mati", "hidup", "patroli"


@pytest.fixture
def story() -> Story:
    return Story.of_election()


def draft(story: Story, what: str, at: str, by: str = GUARD, **fields: Any) -> Said:
    if what == PATROL:
        return story.plans(by, "PostChecked", at, post=STORE_PLACE, present=None)
    fields = {"status": what, "since": None, "asset": "cctv-01"} | fields
    return story.plans(by, "EquipmentStatusChanged", at, **fields)


def says(story: Story, what: str, at: str, **fields: Any) -> Said:
    return story.hears(draft(story, what, at, **fields))


def found(story: Story, at: str = "30 00:00") -> list[int]:
    """Return the leaves after which nobody came by in time."""
    return sorted(
        finding.evidence[0]
        for key, finding in story.raised.items()
        if finding.rule == BLIND.number and key not in story.settled and finding.stands(moment(at))
    )


def apparatus(story: Story) -> Apparatus:
    state = story.states["alat", STORE_PLACE]
    assert isinstance(state, Apparatus)
    return state


@pytest.mark.parametrize(("patrol", "late"), [("10:30", False), ("10:30:01", True)])
def test_a_patrol_comes_within_half_an_hour(story: Story, patrol: str, late: bool) -> None:
    down = says(story, DOWN, "10:00")
    says(story, PATROL, patrol)
    says(story, UP, "10:45")

    assert found(story) == ([down.index] if late else [])


def test_nobody_comes_at_all(story: Story) -> None:
    down = says(story, DOWN, "10:00")

    assert found(story, "10:30") == []
    assert found(story, "10:30:01") == [down.index]


def test_each_patrol_asks_for_the_next(story: Story) -> None:
    says(story, DOWN, "10:00")
    patrol = says(story, PATROL, "10:25")
    says(story, UP, "11:00")

    assert found(story) == [patrol.index]


def test_a_camera_that_is_up_in_time_needs_nobody(story: Story) -> None:
    says(story, DOWN, "10:00")
    says(story, UP, "10:30")

    assert found(story) == []


def test_an_inspection_is_a_patrol(story: Story) -> None:
    says(story, DOWN, "10:00")
    story.says(GUARD, "InspectionRecorded", "10:20", place=STORE_PLACE, template="cctv")
    says(story, UP, "10:40")

    assert found(story) == []


def test_another_device_is_followed_and_asks_for_nobody(story: Story) -> None:
    says(story, DOWN, "10:00", equipment="genset", asset="genset-1", cause="rusak")

    (device,) = apparatus(story).devices
    assert (device.status, device.cause, apparatus(story).status) == ("mati", "rusak", "mati")
    assert found(story) == []


def test_down_twice_is_down_once(story: Story) -> None:
    first = says(story, DOWN, "10:00")
    says(story, DOWN, "10:10")
    says(story, UP, "11:00")

    assert found(story) == [first.index]


def test_one_patrol_serves_two_cameras(story: Story) -> None:
    says(story, DOWN, "10:00")
    says(story, DOWN, "10:10", asset="cctv-02")
    patrol = says(story, PATROL, "10:20")
    says(story, UP, "10:30")
    assert found(story) == [patrol.index]
    assert story.finding("R22").parameters["assets"] == "cctv-01, cctv-02"

    says(story, UP, "10:45", asset="cctv-02")
    assert found(story) == []


def test_since_when_it_was_down_counts(story: Story) -> None:
    down = says(story, DOWN, "10:00", since="2024-11-25T09:20:00+07:00")
    says(story, PATROL, "10:05")
    says(story, UP, "10:10")

    assert found(story) == [down.index]


def test_the_order_of_arrival_decides_nothing() -> None:
    told = ((DOWN, "10:00"), (PATROL, "10:25"), (PATROL, "10:50"), (UP, "11:10"))
    for order in permutations(told):
        story = Story.of_election()
        for what, at in order:
            says(story, what, at)
        assert found(story) == []
        assert apparatus(story).status == "hidup"


@pytest.mark.parametrize("what", [PATROL, UP])
def test_a_stranger_neither_walks_past_nor_mends_a_camera(story: Story, what: str) -> None:
    down = says(story, DOWN, "10:00")
    story.hears(draft(story, what, "10:10", by=STRANGER))

    assert found(story) == [down.index]
    assert apparatus(story).status == "mati"


@pytest.mark.parametrize("by", [STRANGER, GUARD_2])
def test_one_telephone_that_runs_ahead_silences_no_camera(story: Story, by: str) -> None:
    says(story, DOWN, "09:00", asset="cctv-02")
    for _ in range(2 * MAX_KEPT):
        story.hears(draft(story, PATROL, FAR, by=by))
    down = says(story, DOWN, "10:00")

    assert down.index in found(story)


def test_a_device_is_not_up_for_ever_by_a_far_future(story: Story) -> None:
    says(story, UP, FAR, by=GUARD_2)
    knowing = draft(story, DOWN, "10:00")
    story.hears(msgspec.structs.replace(knowing, cited=story.sayings.now))

    assert apparatus(story).status == "mati"


def test_of_two_words_for_one_moment_the_same_counts_whichever_arrives_first() -> None:
    ends = set()
    for order in permutations(range(2)):
        story = Story.of_election()
        drafts = [draft(story, DOWN, "10:00"), draft(story, UP, "10:00", by=GUARD_2)]
        ends.add(apparatus(hear(story, drafts, order)).status)

    assert len(ends) == 1


def test_only_so_much_is_kept(story: Story) -> None:
    for minute in range(MAX_PATROLS + 4):
        says(story, PATROL, f"08:{minute:02}")
    assert len(apparatus(story).marks) == MAX_PATROLS

    says(story, DOWN, "09:00")
    for minute in range(MAX_KEPT + 8):
        says(story, PATROL, f"1{minute // 30}:{minute % 30:02}")
    assert len(apparatus(story).marks) == MAX_KEPT
    assert apparatus(story).down == ("cctv-01",)

    last = story.sayings.now - 1
    assert found(story)[-1] == last
