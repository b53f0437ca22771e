"""The same asked for again (R34): told by the stated times, in whatever order it arrives."""

from itertools import permutations

import msgspec
import pytest

from domain.repetition import MAX_KEPT, Repetition
from domain.said import Said
from tests.support.sayings import BAWASLU, STORE
from tests.support.story import Story

HOURS = ("20:00", "26 20:00", "27 08:00")


@pytest.fixture
def story() -> Story:
    return Story.of_election()


@pytest.fixture
def raised(story: Story) -> Said:
    return story.says(BAWASLU, "FindingRaised", "20:00")


def _answered(story: Story, raised: Said, at: str) -> None:
    story.says(STORE, "ResponseFiled", at, of=raised.leaf)


def test_the_same_asked_for_again_is_told_at_once(story: Story, raised: Said) -> None:
    _answered(story, raised, "21:00")
    second = story.says(BAWASLU, "FindingRaised", "26 20:00", number="028/PM.00.02")
    _answered(story, second, "26 21:00")

    assert story.findings() == ["R34"]
    again = story.finding("R34")
    assert again.evidence == (second.index, raised.index)
    assert again.parameters["times"] == 2


def test_what_is_asked_again_has_its_own_clock(story: Story, raised: Said) -> None:
    _answered(story, raised, "21:00")
    second = story.says(BAWASLU, "FindingRaised", "26 20:00", due="2024-11-28T20:00:00+07:00")

    assert story.findings("2024-11-28T20:00:00+07:00") == ["R34"]
    assert story.findings("2024-11-28T20:00:01+07:00") == ["R34", "R34"]
    _answered(story, second, "28 19:00")
    assert story.findings() == ["R34"]


@pytest.mark.parametrize("changes", [{"place": "16.08/GDG-01"}, {"rule": "R05"}, {"rule": None}])
def test_another_place_or_rule_is_not_the_same(
    story: Story, raised: Said, changes: dict[str, str | None]
) -> None:
    _answered(story, raised, "21:00")
    second = story.says(BAWASLU, "FindingRaised", "26 20:00", **changes)
    _answered(story, second, "26 21:00")

    assert story.findings() == []


def test_what_is_raised_without_authority_repeats_nothing(story: Story, raised: Said) -> None:
    _answered(story, raised, "21:00")
    story.says(STORE, "FindingRaised", "26 20:00")

    assert story.findings(but="R28") == []


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_which_one_is_the_repetition_the_stated_times_tell(order: tuple[int, ...]) -> None:
    story = Story.of_election()
    said = {
        place: story.says(BAWASLU, "FindingRaised", HOURS[place], number=f"{place}/XI")
        for place in order
    }

    again = [one for one in story.raised.values() if one.subject_kind == "ulangan"]
    assert {(one.parameters["number"], one.parameters["times"]) for one in again} == {
        ("1/XI", 2),
        ("2/XI", 3),
    }
    assert {one.evidence for one in again} == {
        (said[1].index, said[0].index),
        (said[2].index, said[1].index, said[0].index),
    }
    clocks = [one for one in story.raised.values() if one.subject_kind == "temuan"]
    assert [one.due is None for one in clocks] == [False] * 3


def test_a_hundred_of_them_are_not_all_kept_and_still_counted(story: Story) -> None:
    for minute in range(40):
        story.says(BAWASLU, "FindingRaised", f"21:{minute:02}", number=f"{minute}/XI")

    (known,) = (one for one in story.states.values() if isinstance(one, Repetition))
    assert (len(known.askings), known.before) == (MAX_KEPT, 40 - MAX_KEPT)
    assert len(msgspec.json.encode(known)) < 3000
    times = {one.parameters["times"] for one in story.raised.values() if one.due is None}
    assert times == set(range(2, 41))


@pytest.mark.parametrize("order", [(*range(MAX_KEPT + 2),), (*range(1, MAX_KEPT + 2), 0)])
def test_one_too_old_to_be_kept_is_counted_in_what_was_told(
    story: Story, order: tuple[int, ...]
) -> None:
    drafts = [
        story.plans(BAWASLU, "FindingRaised", f"{number:02} 20:00", number=f"{number:02}")
        for number in range(1, MAX_KEPT + 3)
    ]
    for place in order:
        story.hears(drafts[place])

    again = [one.parameters for one in story.raised.values() if one.subject_kind == "ulangan"]
    told = sorted((str(one["number"]), one["times"]) for one in again)
    assert told[-MAX_KEPT:] == [(f"{times:02}", times) for times in range(3, MAX_KEPT + 3)]
