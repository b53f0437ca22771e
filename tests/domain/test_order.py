"""Orders as they are said."""

import pytest

from domain.catalogue import NotUnderstood
from domain.order import ROLL_MAX, AssignmentAcknowledged, OrderIssued
from tests.support.sayings import golden


def test_a_roll_may_name_as_many_as_a_note_holds() -> None:
    assert isinstance(golden("OrderIssued", persons=["a"] * ROLL_MAX), OrderIssued)
    assert isinstance(golden("OrderIssued", persons=["a"] * (ROLL_MAX + 1)), NotUnderstood)


@pytest.mark.parametrize("field", ["from", "until"])
def test_an_order_says_from_when_until_when(field: str) -> None:
    assert isinstance(golden("OrderIssued", **{field: None}), NotUnderstood)
    assert isinstance(golden("OrderIssued", **{field: "2024-02-30T00:00:00Z"}), NotUnderstood)


def test_a_roll_may_be_sealed_and_risks_are_words() -> None:
    sealed = {"sd": "A" * 43 + "=", "class": "tunda"}

    assert isinstance(golden("OrderIssued", persons=None, roll=sealed), OrderIssued)
    assert isinstance(golden("OrderIssued", risks=["x" * 65]), NotUnderstood)


def test_whoever_takes_note_cites_what_was_ordered() -> None:
    assert isinstance(golden("AssignmentAcknowledged", persons=None), AssignmentAcknowledged)
    assert isinstance(golden("AssignmentAcknowledged", of="Sprin/1234"), NotUnderstood)
