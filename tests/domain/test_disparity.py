"""Discrepancies followed from their declaration to their end, and as the boxes have them."""

from typing import Any

import pytest

from domain.disparity import MAX_KEPT, Disparity
from domain.said import Said
from tests.support.sayings import PPK, STRANGER, leaf
from tests.support.story import BOX, LOGISTICS, OTHER, PPK_PLACE, Story, moment


@pytest.fixture
def story() -> Story:
    return Story.of_election()


def declares(story: Story, at: str = "25 10:05", **fields: Any) -> Said:
    return story.says(PPK, "DiscrepancyDeclared", at, **fields)


def resolves(story: Story, of: str, at: str = "25 13:00", **fields: Any) -> Said:
    return story.says(PPK, "DiscrepancyResolved", at, of=of, **fields)


def known(story: Story, name: str) -> Disparity:
    state = story.states["selisih", name]
    assert isinstance(state, Disparity)
    return state


def test_a_discrepancy_goes_from_its_declaration_to_its_end(story: Story) -> None:
    declared = declares(story)
    assert known(story, declared.leaf).status == "dinyatakan"
    assert known(story, declared.leaf).place == PPK_PLACE

    resolved = resolves(story, declared.leaf)
    now = known(story, declared.leaf)
    assert (now.status, now.cause, now.action) == ("diselesaikan", "rusak", "diganti")
    assert (now.resolution, now.resolved) == (resolved.leaf, moment("25 13:00"))
    assert (now.expected, now.found, now.declared) == (6, 5, moment("25 10:05"))


def test_the_end_may_reach_the_log_first(story: Story) -> None:
    draft = story.plans(PPK, "DiscrepancyDeclared", "25 10:05")
    resolves(story, draft.leaf)
    assert known(story, draft.leaf).discrepancy_kind is None

    story.hears(draft)
    assert known(story, draft.leaf).status == "diselesaikan"
    assert known(story, draft.leaf).discrepancy_kind == "segel"
    assert not story.box().trail.remarks[0].is_open


@pytest.mark.parametrize(("at", "cause"), [("25 14:00", "hilang"), ("25 12:00", "rusak")])
def test_the_resolution_of_the_latest_time_counts(story: Story, at: str, cause: str) -> None:
    declared = declares(story)
    resolves(story, declared.leaf)
    resolves(story, declared.leaf, at, cause="hilang")

    assert known(story, declared.leaf).cause == cause
    assert known(story, declared.leaf).resolutions == 2


def test_a_resolution_without_a_second_person_is_told_of(story: Story) -> None:
    declared = declares(story)
    said = resolves(story, declared.leaf)
    assert story.findings() == ["R08"]

    story.endorsed(said, at="25 13:05")
    assert story.findings() == []


def test_a_resolution_of_nothing_is_kept(story: Story) -> None:
    resolves(story, leaf("nothing"))

    assert known(story, leaf("nothing")).declared is None


def test_a_box_has_its_open_discrepancies(story: Story) -> None:
    declared = declares(story, boxes=[BOX, OTHER])
    assert [one.leaf for one in story.box().trail.remarks if one.is_open] == [declared.leaf]

    resolves(story, declared.leaf, boxes=[BOX])
    assert [one.is_open for one in story.box().trail.remarks] == [False]
    assert [one.is_open for one in story.box(OTHER).trail.remarks] == [True]


def test_of_many_the_open_ones_are_kept_the_longest(story: Story) -> None:
    first = declares(story)
    for _ in range(MAX_KEPT + 2):
        resolves(story, declares(story).leaf)

    remarks = story.box().trail.remarks
    assert len(remarks) == MAX_KEPT
    assert remarks[0].leaf == first.leaf


def test_ends_that_are_stated_elsewhere_pile_up_with_no_box(story: Story) -> None:
    draft = story.plans(PPK, "DiscrepancyDeclared", "25 10:05")
    for of in (draft.leaf, leaf("nothing")):
        for number in range(3 * MAX_KEPT):
            place = f"16.08.05.2003/TPS-{number:03}"
            story.says(LOGISTICS, "DiscrepancyResolved", "25 13:00", of=of, place=place)
    assert {len(one.ended) for one in story.box().trail.remarks} == {MAX_KEPT}

    story.hears(draft)
    story.says(LOGISTICS, "DiscrepancyResolved", "25 14:00", of=draft.leaf, place="16.08.05.2003")
    remark = story.box().trail.remarks[0]
    assert (remark.leaf, remark.ended, remark.is_open) == (draft.leaf, (), True)
    resolves(story, draft.leaf)
    assert story.box().trail.remarks[0].ended == (PPK_PLACE,)


def test_who_is_expected_to_declare_nothing_makes_no_discrepancy_forgotten(story: Story) -> None:
    declared = declares(story)
    for minute in range(2 * MAX_KEPT):
        place = f"16.08/AULA-{minute}"
        story.says(STRANGER, "DiscrepancyDeclared", f"25 11:{minute:02}", boxes=[BOX], place=place)

    remarks = story.box().trail.remarks
    assert (len(remarks), remarks[0].leaf) == (MAX_KEPT, declared.leaf)
