"""Supply as it is spoken of: what vendors bring, and the stock of seals."""

from typing import Any

import pytest

from domain.catalogue import NotUnderstood
from domain.supply import ConsignmentReceived, SealStockReceived
from tests.support.sayings import golden

LINE = {"item": "tinta", "announced": 10, "good": 10}


def test_a_receipt_accounts_for_each_line_of_the_waybill() -> None:
    received = golden("ConsignmentReceived")

    assert isinstance(received, ConsignmentReceived)
    (line,) = received.lines
    assert (line.announced, line.good, line.damaged, line.missing) == (2064, 2060, 3, 1)


def test_a_line_that_does_not_add_up_is_understood_and_judged_elsewhere() -> None:
    assert isinstance(
        golden("ConsignmentReceived", lines=[LINE | {"damaged": 5}]), ConsignmentReceived
    )


def test_seals_come_by_range_by_list_and_by_number() -> None:
    stocked = golden("SealStockReceived")

    assert isinstance(stocked, SealStockReceived)
    assert (stocked.count, len(stocked.seals), stocked.seal_kind) == (12145, 1, "segel_kertas")


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("ConsignmentReceived", {"lines": []}),
        ("ConsignmentReceived", {"lines": [LINE] * 301}),
        ("ConsignmentReceived", {"lines": [LINE | {"good": -1}]}),
        ("ConsignmentReceived", {"part": 0}),
        ("ConsignmentReceived", {"waybill": ""}),
        ("ConsignmentReceived", {"driver": "Budi"}),
        ("SealStockReceived", {"count": -1}),
        ("SealStockReceived", {"ranges": [{"seal_kind": "kabel_ties", "first": -1, "last": 2}]}),
    ],
)
def test_what_cannot_be_is_not_understood(kind: str, fields: dict[str, Any]) -> None:
    assert isinstance(golden(kind, **fields), NotUnderstood)
