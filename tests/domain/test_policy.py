"""The policy: how long the rules wait, and who may open a box when."""

import msgspec

from domain.policy import DEFAULT_OPENINGS, DEFAULT_THRESHOLDS, Thresholds
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


def test_the_golden_plan_is_a_policy_too() -> None:
    assert golden("PlanSet").thresholds == Thresholds(  # type: ignore[union-attr]
        access_open=180, citation_wait=2880
    )
