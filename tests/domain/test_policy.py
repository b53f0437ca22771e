"""The policy: how long the rules wait, and who may open a box when."""

from typing import Any

import msgspec
import pytest

from domain.catalogue import NotUnderstood
from domain.policy import DEFAULT_OPENINGS, DEFAULT_THRESHOLDS, PolicySet, Thresholds
from tests.support.sayings import golden


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
