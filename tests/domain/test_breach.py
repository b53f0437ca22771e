"""Seals that come off: what excuses it, whatever reaches the log first."""

from itertools import permutations
from typing import Any

import pytest

from tests.support.arrival import hear
from tests.support.sayings import GUARD, STORE
from tests.support.story import BOX, STORE_PLACE, TAG, TIE, Story

BREACHES: dict[str, dict[str, Any]] = {
    "SealReplaced": {"box": BOX, "old": [TIE], "new": [TAG], "discrepancy": None},
    "SealBroken": {"boxes": [{"box": BOX, "seals": [TIE]}], "reason": "penggantian"},
}


@pytest.fixture
def story() -> Story:
    story = Story.of_election()
    story.registers()
    story.seals(TIE)
    return story


@pytest.mark.parametrize("order", list(permutations(range(2))))
@pytest.mark.parametrize("kind", list(BREACHES))
@pytest.mark.parametrize(("at", "rules"), [("21 09:00", []), ("21 11:00", ["R07"])])
def test_only_what_had_differed_before_is_a_cause(
    story: Story, kind: str, order: tuple[int, ...], at: str, rules: list[str]
) -> None:
    seen = {"place": STORE_PLACE, "boxes": [{"box": BOX, "utuh": ["tag_qr:X"]}]}
    drafts = [
        story.plans(GUARD, "SealVerified", at, **seen),
        story.plans(STORE, kind, "21 10:00", place=STORE_PLACE, order=None, **BREACHES[kind]),
    ]
    hear(story, drafts, order)

    assert [rule for rule in story.findings() if rule == "R07"] == rules


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_a_look_excuses_no_opening_that_nobody_provided_for(
    story: Story, order: tuple[int, ...]
) -> None:
    seen = {"place": STORE_PLACE, "boxes": [{"box": BOX, "utuh": ["tag_qr:X"]}]}
    cut = BREACHES["SealBroken"] | {"reason": "lain", "order": None, "place": STORE_PLACE}
    drafts = [
        story.plans(GUARD, "SealVerified", "21 09:00", **seen),
        story.plans(STORE, "SealBroken", "21 10:00", **cut),
    ]
    hear(story, drafts, order)

    assert "R07" in story.findings()


def test_what_a_stranger_saw_is_no_cause(story: Story) -> None:
    seen = {"place": STORE_PLACE, "boxes": [{"box": BOX, "utuh": ["tag_qr:X"]}]}
    story.says("16.08/kpu/hp-baru", "SealVerified", "21 09:00", **seen)
    story.says(STORE, "SealReplaced", "21 10:00", order=None, **BREACHES["SealReplaced"])

    assert "R07" in story.findings()
