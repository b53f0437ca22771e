"""A seal's life: applied once, taken off once."""

from typing import Any

import pytest

from domain.sealing import Seals
from tests.support.sayings import STORE, STRANGER
from tests.support.story import BOX, OTHER, STORE_PLACE, TAG, TIE, Story


@pytest.fixture
def story() -> Story:
    story = Story.of_election()
    story.registers()
    return story


def test_a_seal_sits_on_the_box_it_was_put_on_until_it_comes_off(story: Story) -> None:
    applied = story.seals(TIE)
    assert (story.seal().box, story.seal().applied) == (BOX, applied.index)
    assert story.seal().state == "terpasang"

    opened = story.says(STORE, "BoxOpened", "20 11:00", boxes=[BOX], place=STORE_PLACE, seals=[TIE])
    assert (story.seal().state, story.seal().broken) == ("dilepas", opened.index)


def test_a_seal_comes_off_once(story: Story) -> None:
    story.seals(TIE)
    boxes = [{"box": BOX, "seals": [TIE]}]
    first = story.says(
        STORE, "SealBroken", "20 11:00", boxes=boxes, place=STORE_PLACE, reason="pembukaan"
    )
    story.says(STORE, "BoxOpened", "20 11:00", boxes=[BOX], place=STORE_PLACE, seals=[TIE])

    assert story.seal().broken == first.index


def test_every_numbered_seal_of_a_statement_is_touched_once(story: Story) -> None:
    boxes = [
        {"box": BOX, "seals": [TIE, TAG, "kabel_ties@tutup"]},
        {"box": OTHER, "seals": [TIE, "segel_kertas@lubang"]},
    ]
    said = story.seals(boxes=boxes)

    assert Seals().subjects(said) == (TIE, TAG)


def test_seals_are_replaced_in_one_statement(story: Story) -> None:
    story.seals(TIE)
    fields = {"box": BOX, "place": STORE_PLACE, "old": [TIE], "new": [TAG]}
    replaced = story.endorsed(story.says(STORE, "SealReplaced", "20 11:00", **fields))

    assert (story.seal(TIE).state, story.seal(TIE).broken) == ("dilepas", replaced.index)
    assert (story.seal(TAG).box, story.seal(TAG).applied) == (BOX, replaced.index)
    assert story.box().seals == (TAG,)
    assert story.findings() == []


def test_a_seal_that_came_off_does_not_go_on_again(story: Story) -> None:
    story.seals(TIE)
    fields = {"box": BOX, "place": STORE_PLACE, "old": [TIE], "new": [TIE]}
    story.endorsed(story.says(STORE, "SealReplaced", "20 11:00", **fields))

    assert story.findings() == ["R05"]


def test_a_padlock_is_meant_to_be_used_again(story: Story) -> None:
    lock = "gembok:G-01"
    fields = {"box": BOX, "place": STORE_PLACE, "old": [lock], "new": [lock]}
    said = story.endorsed(story.says(STORE, "SealReplaced", "20 11:00", **fields))

    assert Seals().subjects(said) == ()
    assert story.findings() == []


def test_the_seals_of_a_door_live_like_those_of_a_box(story: Story) -> None:
    door = {"door": "pintu", "place": STORE_PLACE}
    closed = story.says(STORE, "StoreClosed", "19 17:00", seals=[TAG], of=None, **door)
    assert (story.seal(TAG).box, story.seal(TAG).applied) == ("pintu", closed.index)

    opened = story.says(STORE, "StoreOpened", "20 08:00", seals=[TAG], **door)
    assert (story.seal(TAG).state, story.seal(TAG).broken) == ("dilepas", opened.index)


@pytest.mark.parametrize(("at", "rules"), [("20 11:00", []), ("20 11:00:01", ["R05"])])
def test_who_put_a_seal_on_may_speak_after_who_took_it_off(
    story: Story, at: str, rules: list[str]
) -> None:
    boxes = [{"box": BOX, "seals": [TAG]}]
    late = story.plans(STORE, "SealApplied", at, boxes=boxes, place=STORE_PLACE)
    off = story.says(STORE, "BoxOpened", "20 11:00", boxes=[BOX], place=STORE_PLACE, seals=[TAG])
    on = story.hears(late)

    assert [rule for rule in story.findings() if rule == "R05"] == rules
    assert story.seal(TAG).applied == on.index
    assert story.seal(TAG).broken == (None if rules else off.index)


def test_a_seal_nobody_applied_may_be_found_broken(story: Story) -> None:
    boxes = [{"box": BOX, "seals": [TAG]}]
    story.says(STORE, "SealBroken", "20 11:00", boxes=boxes, place=STORE_PLACE, reason="pembukaan")

    assert (story.seal(TAG).box, story.seal(TAG).state) == (None, "dilepas")


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("SealApplied", {"boxes": [{"box": OTHER, "seals": [TAG, TIE]}]}),
        ("SealReplaced", {"box": OTHER, "old": [TIE], "new": [TAG]}),
        ("SealBroken", {"boxes": [{"box": BOX, "seals": [TIE, TAG]}]}),
        ("BoxOpened", {"boxes": [BOX], "seals": [TIE, TAG]}),
        ("StoreOpened", {"door": OTHER, "seals": [TIE, TAG]}),
        ("StoreClosed", {"door": OTHER, "seals": [TIE, TAG], "of": None}),
    ],
)
def test_no_stranger_uses_a_seal_up(story: Story, kind: str, fields: dict[str, Any]) -> None:
    applied = story.seals(TIE)
    story.says(STRANGER, kind, "20 11:00", **fields)
    assert (story.seal().box, story.seal().applied) == (BOX, applied.index)
    assert story.seal().state == "terpasang"

    fresh = story.seals(TAG, at="20 12:00")
    assert "R05" not in {one.rule for one in story.raised.values() if one.subject == TAG}
    assert story.seal(TAG).applied == fresh.index


def test_a_stranger_who_puts_on_what_sits_elsewhere_is_a_difference(story: Story) -> None:
    story.seals(TIE)
    said = story.seals(boxes=[{"box": OTHER, "seals": [TIE]}], at="20 11:00", by=STRANGER)

    assert story.finding("R05").evidence[0] == said.index
