"""Doors of stores: what comes off is what was put on, whenever it is said."""

from typing import Any

import pytest

from domain.closure import Closure
from domain.door import locked, unlocked
from domain.said import Said
from tests.support.sayings import GUARD, STORE
from tests.support.story import STORE_PLACE, Story, moment

DOOR = "16.08/GDG-01/pintu-1"
FIRST, SECOND = ("tag_qr:AAAA",), ("tag_qr:BBBB",)


@pytest.fixture
def story() -> Story:
    return Story.of_election()


def turn(kind: str, at: str, seals: tuple[str, ...]) -> dict[str, Any]:
    people: dict[str, Any] = {"persons": ["p-gudang", "p-danru"]}
    if kind == "StoreClosed":
        people["of"] = None
    return {"kind": kind, "at": at, "seals": seals, "door": DOOR, "place": STORE_PLACE} | people


def opens(story: Story, at: str, *seals: str) -> Said:
    return story.endorsed(story.says(STORE, **turn("StoreOpened", at, seals)))


def closes(story: Story, at: str, *seals: str) -> Said:
    return story.endorsed(story.says(STORE, **turn("StoreClosed", at, seals)))


def test_a_door_opens_with_the_seals_it_was_closed_with() -> None:
    closed = locked(Closure(), DOOR, FIRST, moment("07:00")).closure
    assert closed.seals == FIRST

    opened = unlocked(closed, DOOR, FIRST, 5, moment("08:00"))
    assert (opened.closure.seals, opened.closure.opened, opened.raised) == ((), 5, ())


def test_other_seals_are_a_difference_and_are_gone_all_the_same(story: Story) -> None:
    closes(story, "07:00", *FIRST)
    opened = opens(story, "08:00", *SECOND)

    finding = story.finding("R04")
    assert (finding.subject, finding.evidence) == (DOOR, (opened.index,))
    assert (finding.parameters["missing"], finding.parameters["extra"]) == (*FIRST, *SECOND)
    assert story.box(DOOR).seals == ()

    closes(story, "17:00", "tag_qr:CCCC")
    opens(story, "26 08:00", "tag_qr:CCCC")
    assert story.findings(but="R15 R17") == ["R04"]


def test_a_closing_that_is_said_late_explains_the_opening_and_is_over(story: Story) -> None:
    late = story.plans(STORE, **turn("StoreClosed", "07:00", FIRST))
    opens(story, "08:00", *FIRST)
    assert "R04" in story.findings()

    story.endorsed(story.hears(late))
    assert "R04" not in story.findings()
    assert story.box(DOOR).seals == ()


def test_an_opening_that_is_said_late_leaves_the_door_as_it_is(story: Story) -> None:
    closes(story, "07:00", *FIRST)
    late = story.plans(STORE, **turn("StoreOpened", "08:00", FIRST))
    story.says(GUARD, "SealVerified", "09:00", place=STORE_PLACE, boxes=[{"box": DOOR}])
    assert "R04" in story.findings()
    closes(story, "17:00", *SECOND)
    story.endorsed(story.hears(late))

    assert "R04" not in story.findings()
    assert SECOND[0] in story.box(DOOR).seals


def test_a_guard_sees_the_seals_of_the_last_closing(story: Story) -> None:
    closes(story, "17:00", *FIRST)
    boxes = [{"box": DOOR, "utuh": FIRST}]
    story.says(GUARD, "SealVerified", "19:00", place=STORE_PLACE, boxes=boxes)

    assert "R04" not in story.findings()
