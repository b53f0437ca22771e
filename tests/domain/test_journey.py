"""A box's journey: where it is, what seals it, and what the last look found."""

import pytest

from domain.journey import Journeys
from tests.support.sayings import GUARD
from tests.support.story import (
    BOX,
    OTHER,
    PPK_PLACE,
    PTPS,
    STORE_PLACE,
    TAG,
    TIE,
    TPS_PLACE,
    UNIT_KPU,
    Story,
)


@pytest.fixture
def story() -> Story:
    story = Story.of_election()
    story.registers()
    story.seals()
    return story


def test_a_box_nobody_spoke_of_is_unknown() -> None:
    assert Story().box().state == "tidak_dikenal"


def test_what_was_registered_is_kept_with_the_box(story: Story) -> None:
    told = story.box().registration
    assert told is not None
    assert (told.item.box, told.item.box_kind, told.registrant) == (BOX, "kotak_suara", UNIT_KPU)
    assert story.box().item == told.item


def test_arrival_takes_a_box_off_the_road_and_leaves_the_holder(story: Story) -> None:
    story.sends(at="07:45")
    story.says(
        "16.08.05/ppk/hp-1",
        "ConsignmentArrived",
        "08:30",
        consignment="kirim-1",
        place=PPK_PLACE,
        boxes=[BOX],
        count=1,
        part=1,
        parts=1,
    )

    box = story.box()
    assert (box.holder, box.place, box.guard, box.road) == (UNIT_KPU, PPK_PLACE, None, None)


def test_an_old_statement_that_comes_late_does_not_move_the_box_back(story: Story) -> None:
    late = story.plans(
        GUARD,
        "SealVerified",
        "24 10:00",
        place=STORE_PLACE,
        boxes=[{"box": BOX, "utuh": [TIE]}],
    )
    story.sends(at="07:45")
    story.accepts(at="08:30")
    story.hears(late)

    assert story.box().place == PPK_PLACE


def test_a_dispatch_that_comes_after_its_acceptance_puts_no_box_on_the_road(story: Story) -> None:
    sent = story.plans(
        "16.08/kpu/gudang-01",
        "ConsignmentDispatched",
        "07:45",
        boxes=[BOX],
        count=1,
        eta=None,
        part=1,
        parts=1,
    )
    story.accepts(at="08:30")
    story.hears(sent)

    assert (story.box().state, story.box().place) == ("dipegang", PPK_PLACE)


def test_seals_on_record_are_those_applied_and_not_taken_off(story: Story) -> None:
    assert story.box().seals == (TIE,)

    story.seals(TAG, at="20 10:05")
    assert story.box().seals == (TIE, TAG)

    story.says(
        "16.08/kpu/gudang-01",
        "SealBroken",
        "20 11:00",
        place=STORE_PLACE,
        reason="pembukaan",
        boxes=[{"box": BOX, "seals": [TIE]}],
    )
    assert story.box().seals == (TAG,)


def test_opening_takes_off_what_it_names_and_sealing_closes_the_box(story: Story) -> None:
    opened = story.says(
        "16.08/kpu/gudang-01",
        "BoxOpened",
        "20 11:00",
        boxes=[BOX, OTHER],
        place=STORE_PLACE,
        purpose="pengesetan",
        seals=[TIE],
    )
    assert (story.box().seals, story.box().opened) == ((), opened.index)

    story.seals(TAG, at="20 12:00")
    assert (story.box().seals, story.box().opened) == ((TAG,), None)


def test_what_was_reported_different_is_taken_over_when_seals_change(story: Story) -> None:
    story.looks(TAG, at="08:00")
    assert story.box().difference == ((TIE,), (TAG,), ())

    story.seals("tag_qr:NEW", at="09:00", place=TPS_PLACE, boxes=[{"box": BOX, "seals": ["x:1"]}])
    assert story.box().seals == (TAG, "x:1")


def test_a_box_named_twice_is_touched_once(story: Story) -> None:
    said = story.says(
        PTPS, "BoxOpened", "27 07:00", boxes=[BOX, BOX], place=TPS_PLACE, purpose="pungut"
    )

    assert Journeys().subjects(said) == (BOX,)


def test_an_incident_belongs_to_the_history_of_the_boxes_it_names(story: Story) -> None:
    before = story.box()
    said = story.says(PTPS, "IncidentReported", "27 07:00", boxes=[BOX])

    assert Journeys().subjects(said) == (BOX,)
    assert story.box() == before
