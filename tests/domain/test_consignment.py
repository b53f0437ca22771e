"""Consignments and handovers as they are said."""

import pytest

from domain.catalogue import NotUnderstood
from domain.consignment import (
    ConsignmentArrived,
    ConsignmentDispatched,
    HandoverAccepted,
    HandoverOffered,
    HandoverRefused,
)
from tests.support.sayings import golden


def test_a_large_consignment_is_said_in_parts() -> None:
    second = golden("ConsignmentDispatched", part=2, parts=3)

    assert isinstance(second, ConsignmentDispatched)
    assert (second.part, second.parts) == (2, 3)
    assert isinstance(golden("ConsignmentDispatched", part=0), NotUnderstood)


def test_a_consignment_in_one_piece_is_part_one_of_one() -> None:
    whole = golden("ConsignmentArrived", part=None, parts=None)

    assert isinstance(whole, ConsignmentArrived)
    assert (whole.part, whole.parts) == (1, 1)


def test_a_box_that_nobody_announced_is_accepted_all_the_same() -> None:
    found = golden("HandoverAccepted", of=None, consignment=None)

    assert isinstance(found, HandoverAccepted)
    assert found.of is None
    assert (found.from_, found.to) == ("16.08.05.2003/pps", "16.08.05.2003/kpps-007")


def test_an_acceptance_says_for_each_box_what_the_seals_looked_like() -> None:
    taken = golden("HandoverAccepted")

    assert isinstance(taken, HandoverAccepted)
    assert [state for _, state in taken.boxes[1].seen()] == ["utuh"] * 4 + ["rusak", "tidak_ada"]


def test_a_box_taken_without_looking_names_no_seal() -> None:
    taken = golden("HandoverAccepted", boxes=[{"box": "16.08.05.2003-TPS007-GUB"}])

    assert isinstance(taken, HandoverAccepted)
    assert not list(taken.boxes[0].seen())


def test_a_refusal_gives_a_reason_for_each_box() -> None:
    refused = golden("HandoverRefused")

    assert isinstance(refused, HandoverRefused)
    assert [(box.box, box.reason) for box in refused.boxes] == [
        ("16.08.05.2003-TPS007-BUP", "segel_beda")
    ]


@pytest.mark.parametrize("kind", ["ConsignmentDispatched", "HandoverOffered"])
def test_an_expected_time_is_a_time(kind: str) -> None:
    assert isinstance(golden(kind, eta="2024-02-30T00:00:00Z"), NotUnderstood)
    assert isinstance(golden(kind, eta=None), ConsignmentDispatched | HandoverOffered)
