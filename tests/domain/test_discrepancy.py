"""Discrepancies as they are said: declared by anybody who is there, resolved by two."""

import pytest

from domain.catalogue import KINDS, NotUnderstood
from domain.discrepancy import DiscrepancyDeclared, DiscrepancyResolved
from domain.kind import SECOND
from domain.role import SUPERVISORS
from tests.support.sayings import golden


def test_what_was_expected_and_what_was_found_stand_side_by_side() -> None:
    declared = golden("DiscrepancyDeclared")

    assert isinstance(declared, DiscrepancyDeclared)
    assert (declared.discrepancy_kind, declared.expected, declared.found) == ("segel", 6, 5)
    assert declared.boxes == ("16.08.05.2003-TPS007-GUB",)


def test_a_difference_need_not_be_one_of_numbers() -> None:
    declared = golden("DiscrepancyDeclared", expected=None, found=None, item=None, seals=None)

    assert isinstance(declared, DiscrepancyDeclared)
    assert (declared.expected, declared.found) == (None, None)


@pytest.mark.parametrize("count", [-1, "6", 2**53])
def test_what_is_counted_is_a_number_that_can_be(count: object) -> None:
    assert isinstance(golden("DiscrepancyDeclared", found=count), NotUnderstood)


@pytest.mark.parametrize("field", ["of", "place", "cause", "action"])
def test_a_resolution_names_what_it_resolves_and_how(field: str) -> None:
    assert isinstance(golden("DiscrepancyResolved"), DiscrepancyResolved)
    assert isinstance(golden("DiscrepancyResolved", **{field: None}), NotUnderstood)


def test_a_resolution_names_its_boxes_again_or_none() -> None:
    named, unnamed = golden("DiscrepancyResolved"), golden("DiscrepancyResolved", boxes=None)

    assert isinstance(named, DiscrepancyResolved)
    assert isinstance(unnamed, DiscrepancyResolved)
    assert (named.boxes, unnamed.boxes) == (("16.08.05.2003-TPS007-GUB",), ())


def test_a_resolution_asks_for_a_second_person() -> None:
    assert KINDS["DiscrepancyResolved"].completed_by == SECOND
    assert KINDS["DiscrepancyDeclared"].completed_by == ()


def test_supervisors_declare_and_do_not_resolve() -> None:
    assert KINDS["DiscrepancyDeclared"].roles >= SUPERVISORS
    assert KINDS["DiscrepancyResolved"].roles.isdisjoint(SUPERVISORS)
