"""A seal's life: applied once, taken off once."""

import pytest

from domain.sealing import Seals
from tests.support.sayings import STORE
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


def test_a_seal_nobody_applied_may_be_found_broken(story: Story) -> None:
    boxes = [{"box": BOX, "seals": [TAG]}]
    story.says(STORE, "SealBroken", "20 11:00", boxes=boxes, place=STORE_PLACE, reason="pembukaan")

    assert (story.seal(TAG).box, story.seal(TAG).state) == (None, "dilepas")
