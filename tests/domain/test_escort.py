"""Escorts as they are said: beside the goods, never holding them."""

import pytest

from domain.catalogue import KINDS, NotUnderstood
from domain.escort import EscortEnded, EscortStarted, TransitPointPassed
from domain.role import HOLDERS
from domain.statement import Sealed
from tests.support.sayings import golden


def test_officers_go_along_with_one_consignment() -> None:
    started = golden("EscortStarted")

    assert isinstance(started, EscortStarted)
    assert (started.consignment, started.unit, started.present) == (
        "16.08.05-pergi-1",
        "16.08/polri",
        2,
    )
    assert started.persons == ("anggota-101", "anggota-102")


def test_how_many_there_are_may_be_sealed() -> None:
    sealed = {"sd": "A" * 43 + "=", "class": "tunda"}
    started = golden("EscortStarted", present=sealed)

    assert isinstance(started, EscortStarted)
    assert isinstance(started.present, Sealed)


@pytest.mark.parametrize("field", ["consignment", "place", "unit", "present"])
def test_an_escort_of_nothing_or_of_nobody_is_not_understood(field: str) -> None:
    assert isinstance(golden("EscortStarted", **{field: None}), NotUnderstood)


def test_an_end_may_name_its_beginning_or_not() -> None:
    ended, alone = golden("EscortEnded"), golden("EscortEnded", of=None)

    assert isinstance(ended, EscortEnded)
    assert isinstance(alone, EscortEnded)
    assert (ended.of is None, alone.of, alone.reason) == (False, None, "tiba")


def test_a_beginning_is_cited_by_a_leaf_hash() -> None:
    assert isinstance(golden("EscortEnded", of="kemarin"), NotUnderstood)


def test_a_point_on_the_way_says_what_was_seen_at_a_glance() -> None:
    passed = golden("TransitPointPassed")

    assert isinstance(passed, TransitPointPassed)
    assert (passed.place, passed.count, passed.seals) == ("16.08/CP-03", 102, "utuh")


@pytest.mark.parametrize("count", [-1, 1.5, "102"])
def test_boxes_on_sight_are_counted(count: object) -> None:
    assert isinstance(golden("TransitPointPassed", count=count), NotUnderstood)


@pytest.mark.parametrize("kind", ["EscortStarted", "EscortEnded"])
def test_holders_of_boxes_are_not_expected_to_escort_them(kind: str) -> None:
    assert KINDS[kind].roles.isdisjoint(HOLDERS)
