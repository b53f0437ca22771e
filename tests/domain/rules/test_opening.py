"""R07: who may open a box when, where, for what and before whom."""

from typing import Any

import pytest

from domain.box import BoxOpened, Witness
from domain.policy import OpeningRule
from domain.rules.opening import breaking_fault, opening_fault
from domain.said import Said
from domain.seal import SealBroken
from tests.support.sayings import KPU, STORE
from tests.support.story import (
    BOX,
    KPPS,
    PTPS,
    STORE_PLACE,
    TAG,
    TIE,
    TPS_PLACE,
    Story,
    clock,
)

AT = "2024-11-27T07:00:00+07:00"
SUPERVISOR, PARTY = {"side": "bawaslu", "person": "p-ptps"}, {"side": "saksi"}


@pytest.fixture
def story() -> Story:
    """Voting day, and a sealed box at its polling station."""
    story = Story.of_election()
    story.registers()
    story.seals()
    for before, after, at in (
        ("persiapan", "distribusi", "25 06:00"),
        ("distribusi", "pemungutan", "27 05:00"),
    ):
        story.sayings.say(KPU, "PhaseChanged", at=clock(at), to=after, **{"from": before})
    return story


def opens(story: Story, at: str = "27 07:00", by: str = KPPS, **fields: Any) -> Said:
    act = {
        "boxes": [BOX],
        "place": TPS_PLACE,
        "purpose": "pungut",
        "witnesses": [SUPERVISOR, PARTY],
        "seals": [TIE],
    }
    opened = story.says(by, "BoxOpened", at, **(act | fields))
    return story.endorsed(opened, by=PTPS)


def breaks(
    story: Story,
    reason: str = "pembukaan",
    place: str = TPS_PLACE,
    at: str = "27 06:55",
    **fields: Any,
) -> Said:
    boxes = fields.pop("boxes", [{"box": BOX, "seals": [TIE]}])
    act = {"place": place, "reason": reason, "boxes": boxes, "order": None}
    broken = story.says(KPPS, "SealBroken", at, **(act | fields))
    return story.endorsed(broken, by=PTPS)


def test_a_box_opened_to_vote_on_voting_day_before_a_witness_is_as_it_should_be(
    story: Story,
) -> None:
    breaks(story)
    opens(story)

    assert story.findings() == []


def test_a_box_opened_before_voting_day_is_a_finding() -> None:
    story = Story.of_election()
    story.registers()
    opens(story)

    assert story.findings() == ["R07"]
    assert story.finding("R07").parameters["phase"] == "persiapan"


@pytest.mark.parametrize(
    "changed",
    [{"purpose": "rekap"}, {"place": STORE_PLACE}, {"place": "16.08.05.2003/TIDAK-ADA"}],
    ids=["purpose", "kind of place", "unknown place"],
)
def test_the_purpose_and_the_place_must_fit_the_phase(
    story: Story, changed: dict[str, str]
) -> None:
    opens(story, **changed)

    assert story.findings(but="R28") == ["R07"]
    assert "the policy does not provide for it" in story.finding("R07").english()


def test_a_witness_of_the_openers_own_side_is_no_witness(story: Story) -> None:
    opens(story, witnesses=[{"side": "linmas"}, {"side": "kpps", "person": "p-9"}])

    assert story.findings() == ["R07"]
    assert "0 witnesses of other sides, the policy asks 1" in story.finding("R07").english()


def test_each_box_is_a_finding_of_its_own(story: Story) -> None:
    opens(story, boxes=[BOX, "other"], witnesses=None)

    assert story.findings() == ["R07", "R07"]


def test_seals_cut_too_early_are_a_finding(story: Story) -> None:
    breaks(story, at="27 04:59:59")

    assert story.findings() == ["R07"]


@pytest.mark.parametrize(("at", "rules"), [("27 12:59:59", []), ("27 13:00", ["R07"])])
def test_what_was_done_offline_is_judged_by_its_time(
    story: Story, at: str, rules: list[str]
) -> None:
    phases = {"from": "pemungutan", "to": "pengembalian"}
    story.sayings.say(KPU, "PhaseChanged", at=clock("27 13:00"), **phases)
    opens(story, at=at)

    assert story.findings() == rules


def test_a_seal_that_differs_may_be_replaced_but_no_other(story: Story) -> None:
    story.looks(TAG, at="27 06:00")
    breaks(story, reason="penggantian")
    assert story.findings() == ["R04"]

    story.seals(at="27 06:56")
    breaks(story, reason="penggantian")
    assert story.findings(but="R04 R05") == ["R07"]


def test_seals_found_off_are_no_act_of_opening(story: Story) -> None:
    breaks(story, reason="tidak_diketahui", found=True, place=STORE_PLACE)

    assert story.findings(but="R28") == ["R04"]


def test_the_door_of_a_store_is_no_box(story: Story) -> None:
    story.says(
        STORE,
        "SealBroken",
        "27 06:00",
        place=STORE_PLACE,
        reason="pembukaan",
        boxes=[{"box": "16.08/GDG-01/PINTU-1", "seals": ["kabel_ties:OKT-000003"]}],
    )

    assert story.findings(but="R08") == []


RULE = OpeningRule(phase="p", place_kind="k", purpose="psu", quorum=2, order_required=True)


def _opened(*witnesses: Witness, order: str | None = "1") -> BoxOpened:
    return BoxOpened(
        at=AT, boxes=(BOX,), place="x", purpose="psu", order=order, witnesses=witnesses
    )


def test_an_order_and_a_quorum_are_asked_where_the_policy_asks_them() -> None:
    party, named = Witness(side="saksi"), Witness(side="bawaslu", person="p-1")

    assert opening_fault(_opened(party, party), RULE, "kpu") is None
    assert opening_fault(_opened(party, named), RULE, "kpu") is None
    assert opening_fault(_opened(named, named), RULE, "kpu") is not None
    assert opening_fault(_opened(party, party, order=None), RULE, "kpu") is not None
    assert opening_fault(_opened(party, party), None, "kpu") is not None


def test_seals_come_off_with_an_order_where_every_rule_asks_one() -> None:
    free = OpeningRule(phase="p", place_kind="k", purpose="pungut", quorum=1)
    broken = SealBroken(at=AT, place="x", boxes=(), reason="pembukaan")

    assert breaking_fault(broken, [RULE, free], differs=False) is None
    assert breaking_fault(broken, [RULE], differs=False) is not None
    assert breaking_fault(broken, [], differs=True) is not None


REPLACED = {"box": BOX, "place": STORE_PLACE, "old": [TIE], "new": [TAG]}


def test_seals_are_replaced_for_a_stated_cause(story: Story) -> None:
    story.endorsed(story.says(STORE, "SealReplaced", "27 08:00", **REPLACED, discrepancy=None))

    assert story.findings() == []


def test_seals_replaced_without_a_cause_are_a_finding(story: Story) -> None:
    fields = REPLACED | {"order": None, "discrepancy": None}
    story.endorsed(story.says(STORE, "SealReplaced", "27 08:00", **fields))

    assert story.findings() == ["R07"]
    assert story.finding("R07").parameters["purpose"] == "rusak"


def test_a_difference_on_record_is_cause_enough(story: Story) -> None:
    story.looks(at="26 08:00", rusak=[TIE])
    fields = REPLACED | {"order": None, "discrepancy": None}
    story.endorsed(story.says(STORE, "SealReplaced", "27 08:00", **fields))

    assert story.findings() == ["R04"]
