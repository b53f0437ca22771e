"""The policy: how long the rules wait, and who may open a box when."""

from typing import Any

import msgspec
import pytest

from domain.catalogue import NotUnderstood
from domain.context import Standing
from domain.policy import DEFAULT_OPENINGS, DEFAULT_THRESHOLDS, PolicySet, Thresholds
from domain.said import Said
from tests.support.sayings import (
    BAWASLU,
    GUARD,
    KPU,
    POLRI,
    PPK,
    STORE,
    STRANGER,
    Sayings,
    golden,
)


def test_a_plan_changes_single_thresholds_and_the_rest_stay_as_agreed() -> None:
    changed = msgspec.convert({"access_open": 180}, Thresholds)

    assert (changed.access_open, changed.custody_gap) == (180, 60)
    assert msgspec.to_builtins(changed) == {"access_open": 180}


def test_the_thresholds_agreed_on_are_those_of_the_reference() -> None:
    default = DEFAULT_THRESHOLDS

    assert (default.custody_gap, default.single_signed, default.access_open) == (60, 30, 240)
    assert (default.shift_gap, default.understaffed, default.clock_skew) == (5, 15, 2)


def test_nobody_opens_a_box_alone_once_votes_are_in_it() -> None:
    for rule in DEFAULT_OPENINGS:
        assert rule.quorum > 0 or rule.phase == "persiapan"


def test_a_ballot_box_is_opened_in_the_store_again_only_by_order() -> None:
    store = [rule for rule in DEFAULT_OPENINGS if rule.place_kind == "gudang"]

    assert {rule.order_required for rule in store if rule.phase != "persiapan"} == {True}


def test_a_policy_states_thresholds_and_the_rest_stay_at_their_defaults() -> None:
    policy = golden("PolicySet", openings=None)

    assert isinstance(policy, PolicySet)
    assert policy.thresholds == Thresholds(access_open=180, citation_wait=2880)
    assert policy.openings == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 0},
        {"thresholds": {"access_open": -1}},
        {"thresholds": {"night_from": 24}},
        {"thresholds": {"correction_percent": 101}},
        {"deadlines": [{"name": "di_tps", "at": "2024-11-31T00:00:00+07:00"}]},
        {"quotas": [{"place_kind": "tps", "box_kind": "kotak_suara", "count": -2}]},
    ],
)
def test_a_policy_with_impossible_numbers_is_not_understood(changes: dict[str, Any]) -> None:
    assert isinstance(golden("PolicySet", **changes), NotUnderstood)


@pytest.fixture
def sayings() -> Sayings:
    return Sayings.of_operation()


def govern(sayings: Sayings, minutes: int, version: int = 1, by: str = KPU) -> Said:
    return sayings.say(by, "PolicySet", thresholds={"access_open": minutes}, version=version)


def how_long(sayings: Sayings) -> int:
    return sayings.context.schedule.thresholds(sayings.now).access_open


@pytest.mark.parametrize("by", [BAWASLU, POLRI])
def test_a_later_policy_waits_for_bawaslu_or_the_police(sayings: Sayings, by: str) -> None:
    govern(sayings, 180)
    later = govern(sayings, 1, version=2)
    assert how_long(sayings) == 180

    sayings.enrol(KPU, "p-angkut", "16.08/angkut/truk-1", "ekspedisi", "16.08")
    for other in (KPU, STORE, PPK, GUARD, STRANGER, "16.08/angkut/truk-1"):
        sayings.endorse(other, later)
        assert how_long(sayings) == 180
    endorsed = sayings.endorse(by, later)

    assert how_long(sayings) == 1
    assert sayings.context.standing(later.leaf) == Standing(since=endorsed.index)


def test_whoever_is_left_without_a_policy_sets_no_other_alone(sayings: Sayings) -> None:
    sayings.enrol(KPU, "p-ketua", f"{KPU}/ketua", "ketua_kpu", "16.08")
    first = sayings.say(f"{KPU}/ketua", "PolicySet", thresholds={"access_open": 180})
    sayings.context.doubt(f"{KPU}/ketua", first.sequence - 1, sayings.now - 1)
    assert how_long(sayings) == 240

    again = govern(sayings, 1)
    assert how_long(sayings) == 240
    sayings.endorse(BAWASLU, again)
    assert how_long(sayings) == 1


def test_of_two_policies_that_wait_the_older_does_not_follow_the_newer(sayings: Sayings) -> None:
    govern(sayings, 180)
    second, third = govern(sayings, 2, version=2), govern(sayings, 3, version=3)
    sayings.endorse(BAWASLU, third)
    sayings.endorse(BAWASLU, second)

    assert how_long(sayings) == 3
    assert sayings.context.standing(second.leaf) == Standing(why="version")


@pytest.mark.parametrize("kind", ["CorrectionDeclared", "AnnulmentDeclared"])
def test_a_policy_is_amended_with_the_same_consent(sayings: Sayings, kind: str) -> None:
    chair = f"{KPU}/ketua"
    sayings.enrol(KPU, "p-ketua", chair, "ketua_kpu", "16.08")
    first = govern(sayings, 180, by=chair)
    fields: dict[str, Any] = {"target": first.leaf, "target_kind": "PolicySet", "replaces": None}
    if kind == "CorrectionDeclared":
        fields["changes"] = {"thresholds": {"access_open": 1}}
    amendment = sayings.say(chair, kind, **fields)
    sayings.endorse(PPK, amendment)
    assert how_long(sayings) == 180
    assert sayings.context.corrections.why_not(amendment.leaf) == "line"

    sayings.endorse(POLRI, amendment)
    assert how_long(sayings) == (1 if "changes" in fields else 240)
