"""Activities: opened, ended, and what is missing or said twice."""

from typing import Any

import pytest

from domain.said import Said
from domain.securing import Securing
from tests.support.sayings import BAWASLU, GUARD, leaf
from tests.support.story import GUARD_2, Story, moment

ACTIVITY = "giat-0210-bantan"


def secures(story: Story, stage: str, at: str, by: str = GUARD, **fields: Any) -> Said:
    fields = {"stage": stage, "notice": None, "result": None, "counts": None} | fields
    return story.says(by, "ActivitySecured", at, **fields)


def known(story: Story) -> Securing:
    state = story.states["giat", ACTIVITY]
    assert isinstance(state, Securing)
    return state


@pytest.mark.parametrize("is_reversed", [False, True])
def test_an_activity_is_opened_and_ends_whichever_is_heard_first(*, is_reversed: bool) -> None:
    story = Story.of_election()
    counts = [{"item": "hadir", "count": 300}]
    if not is_reversed:
        secures(story, "dibuka", "08:00")
        assert known(story).status == "berjalan"
    secures(story, "ditutup", "12:00", GUARD_2, result="aman", counts=counts, strength=11)
    if is_reversed:
        assert known(story).status == "tanpa_pembukaan"
        secures(story, "dibuka", "08:00")

    assert (known(story).status, known(story).result) == ("selesai", "aman")
    opened, closed = known(story).opened, known(story).closed
    assert opened is not None
    assert closed is not None
    assert (opened.strength, opened.points, closed.strength) == (12, 2, 11)
    assert story.findings() == []


def test_opening_twice_is_counted_and_the_first_opening_counts() -> None:
    story = Story.of_election()
    secures(story, "dibuka", "09:00", by=GUARD_2)
    secures(story, "dibuka", "08:00", strength=4)
    secures(story, "dibuka", "10:00")

    opened = known(story).opened
    assert opened is not None
    assert (known(story).openings, opened.at, opened.strength) == (3, moment("08:00"), 4)


def test_ending_twice_is_counted_and_the_last_end_counts() -> None:
    story = Story.of_election()
    for at, result in (("12:00", "aman"), ("13:00", "gangguan"), ("12:30", "aman")):
        secures(story, "ditutup", at, result=result)

    assert (known(story).closings, known(story).result) == (3, "gangguan")


def test_props_are_removed_after_a_notice_that_stands_in_the_log() -> None:
    story = Story.of_election()
    props = {"activity_kind": "penertiban_apk"}
    secures(story, "dibuka", "08:00", **props, notice=leaf("nothing"))
    assert known(story).lacks_notice

    notice = story.says(BAWASLU, "FindingRaised", "08:05", finding_kind="himbauan")
    secures(story, "dibuka", "08:10", **props, notice=notice.leaf)
    assert not known(story).lacks_notice
    assert known(story).notice == notice.leaf


def test_other_activities_need_no_notice() -> None:
    story = Story.of_election()
    secures(story, "dibuka", "08:00")

    assert not known(story).lacks_notice
