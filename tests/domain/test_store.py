"""Stores as they are spoken of: doors, counts and where boxes stand."""

from typing import Any

import pytest

from domain.catalogue import KINDS, NotUnderstood
from domain.store import BoxStored, StockCounted, StoreClosed, StoreOpened
from tests.support.sayings import golden


def test_a_door_is_opened_with_its_seals_and_its_persons() -> None:
    opened = golden("StoreOpened")

    assert isinstance(opened, StoreOpened)
    assert (opened.door, opened.reason) == ("16.08/GDG-01/pintu-1", "pengesetan")
    assert opened.seals[0] == "gembok:G-01"
    assert opened.persons == ("gudang-1", "danru-1")


def test_a_closing_may_know_nothing_of_its_opening() -> None:
    closed = golden("StoreClosed", of=None)

    assert isinstance(closed, StoreClosed)
    assert closed.of is None


def test_a_count_says_how_many_are_spoilt() -> None:
    counted = golden("StockCounted")

    assert isinstance(counted, StockCounted)
    assert (counted.counted, counted.expected, counted.void) == (2063, 2064, 1)


def test_boxes_stand_in_a_bay_or_somewhere() -> None:
    stored = golden("BoxStored", bay=None)

    assert isinstance(stored, BoxStored)
    assert stored.bay is None


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("StockCounted", {"counted": -1}),
        ("StockCounted", {"void": -1}),
        ("StockCounted", {"counted": "12"}),
        ("StockCounted", {"item": ""}),
        ("StoreOpened", {"door": ""}),
        ("StoreOpened", {"at": "2024-02-30T08:00:00+07:00"}),
        ("StoreOpened", {"seals": [f"gembok:{number}" for number in range(51)]}),
        ("StoreClosed", {"of": "bukan daun"}),
        ("BoxStored", {"boxes": [f"kotak-{number}" for number in range(301)]}),
    ],
)
def test_what_cannot_be_is_not_understood(kind: str, fields: dict[str, Any]) -> None:
    assert isinstance(golden(kind, **fields), NotUnderstood)


@pytest.mark.parametrize("kind", ["StoreOpened", "StoreClosed", "StockCounted"])
def test_doors_and_counts_take_two(kind: str) -> None:
    assert KINDS[kind].completed_by == ("Endorsed",)
