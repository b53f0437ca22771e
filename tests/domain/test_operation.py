"""The operation: what is secured, in which stages, and who takes part."""

import pytest

from domain.catalogue import NotUnderstood
from domain.operation import OperationOpened, OrganisationRegistered, PhaseChanged
from tests.support.sayings import golden


def test_an_operation_declares_its_phases_in_order() -> None:
    opened = golden("OperationOpened")

    assert isinstance(opened, OperationOpened)
    assert opened.phases.index("pemungutan") < opened.phases.index("rekapitulasi")


def test_the_first_phase_comes_from_none() -> None:
    first = golden("PhaseChanged", to="persiapan", **{"from": None})

    assert isinstance(first, PhaseChanged)
    assert first.from_ is None


def test_a_founding_organisation_answers_to_nobody() -> None:
    founder = golden("OrganisationRegistered", unit="16.08/kpu", unit_kind="kpu", parent=None)

    assert isinstance(founder, OrganisationRegistered)
    assert founder.parent is None


@pytest.mark.parametrize("name", ["", "x" * 201])
def test_a_label_is_neither_empty_nor_a_letter(name: str) -> None:
    assert isinstance(golden("OperationOpened", name=name), NotUnderstood)
