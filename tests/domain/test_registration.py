"""What a box was registered as: whose word counts, whatever reaches the log first."""

from itertools import permutations

import pytest

from domain.registration import Registration
from domain.said import Said
from tests.support.sayings import STORE, STRANGER
from tests.support.story import (
    BOX,
    LOGISTICS,
    PPK_PLACE,
    STORE_PLACE,
    UNIT_KPU,
    UNIT_PPK,
    Story,
    draft_acceptance,
    draft_dispatch,
)


@pytest.fixture
def story() -> Story:
    return Story.of_election()


def drafts(story: Story, by: str, at: str, holder: str, box_kind: str = "kotak_suara") -> Said:
    """Draft a registration of the box."""
    items = [{"box": BOX, "box_kind": box_kind}]
    return story.plans(by, "ItemRegistered", at, holder=holder, place=STORE_PLACE, items=items)


def registration(story: Story) -> Registration:
    told = story.box().registration
    assert told is not None
    return told


def test_nobody_squats_on_a_box_by_registering_it_first(story: Story) -> None:
    story.hears(drafts(story, STRANGER, "09 09:00", UNIT_PPK, "bilik"))
    assert story.box().custody.claims[0].basis == "pernyataan"

    told = story.hears(drafts(story, STORE, "10 09:00", UNIT_KPU))
    box = story.box()
    assert (box.holder, box.custody.claims[0].basis) == (UNIT_KPU, "pendaftaran")
    assert (registration(story).item.box_kind, registration(story).registrant) == (
        "kotak_suara",
        UNIT_KPU,
    )
    assert box.registered == told.index


def test_nobody_squats_in_the_name_of_the_holder_either(story: Story) -> None:
    story.hears(drafts(story, STRANGER, "09 09:00", UNIT_KPU, "bilik"))
    story.hears(drafts(story, STORE, "10 09:00", UNIT_KPU))

    assert story.box().item == registration(story).item
    assert registration(story).item.box_kind == "kotak_suara"
    assert [one.basis for one in story.box().custody.claims] == ["pendaftaran"]


def test_a_stranger_disputes_no_box_that_was_registered(story: Story) -> None:
    story.registers()
    before = story.box()
    story.hears(drafts(story, STRANGER, "09 09:00", UNIT_PPK, "bilik"))

    assert story.box().custody == before.custody
    assert story.box().registration == before.registration


def test_the_earlier_of_two_who_may_is_the_registration_and_both_claim_the_box(
    story: Story,
) -> None:
    story.hears(drafts(story, LOGISTICS, "11 09:00", UNIT_PPK, "bilik"))
    story.hears(drafts(story, STORE, "10 09:00", UNIT_KPU))

    assert registration(story).registrant == UNIT_KPU
    assert set(story.box().custody.holders) == {UNIT_KPU, UNIT_PPK}


def test_registering_a_box_again_changes_nothing_about_it(story: Story) -> None:
    story.registers()
    before = story.box()
    story.hears(drafts(story, STORE, "12 09:00", UNIT_KPU, "bilik"))

    assert story.box().registration == before.registration
    assert story.box().custody == before.custody


def test_no_order_of_arrival_decides_what_was_registered() -> None:
    ends = set()
    for order in permutations(range(5)):
        story = Story.of_election()
        said = [
            drafts(story, STRANGER, "08 09:00", UNIT_PPK, "bilik"),
            drafts(story, STRANGER, "09 09:00", UNIT_KPU, "bilik"),
            drafts(story, STORE, "10 09:00", UNIT_KPU),
            draft_dispatch(story, "07:45"),
            draft_acceptance(story, "08:30"),
        ]
        for number in order:
            story.hears(said[number])
        told, box = registration(story), story.box()
        claims = tuple((one.unit, one.basis, one.at) for one in box.custody.claims)
        base = tuple((one.unit, one.basis, one.at) for one in box.custody.base)
        kept = (told.item.box_kind, told.registrant, told.at, told.is_unexpected)
        found = tuple(story.findings(but="R04 R08 R13 R25 R28"))
        ends.add((kept, claims, base, box.state, box.place, found))
    assert len(ends) == 1
    ((kept, _, base, state, place, found),) = ends
    assert kept[:2] == ("kotak_suara", UNIT_KPU)
    assert [one[:2] for one in base] == [(UNIT_KPU, "pendaftaran")]
    assert (state, place, found) == ("dipegang", PPK_PLACE, ())
