"""What one statement moves from whom to whom."""

from typing import Any

import pytest

from domain.movement import Movement, movements, stock
from domain.said import Said
from tests.support.sayings import KPU, PPK, STORE, Sayings

OUT = "16.08/kpu"
IN = "16.08.05/ppk"
PLACE = "16.08/GDG-01"
SEAL = "tag_qr:7K3M-Q2RT-9WXC-4HJF"


@pytest.fixture
def sayings() -> Sayings:
    return Sayings.of_operation()


def moved(said: Said) -> dict[str, int]:
    return {one.stock: one.change for one in movements(said)}


def handing(**fields: Any) -> dict[str, Any]:
    return {"from": OUT, "to": IN, "place": "16.08.05/PPK"} | fields


def test_boxes_of_all_kinds_are_one_item() -> None:
    assert stock(OUT, "kotak_suara") == stock(OUT, "kotak") == f"{OUT}:kotak"
    assert stock(OUT, "tinta") == f"{OUT}:tinta"


def test_boxes_come_in_when_they_are_registered(sayings: Sayings) -> None:
    said = sayings.say(STORE, "ItemRegistered")

    assert movements(said) == (Movement(f"{OUT}:kotak", 2, PLACE),)


def test_boxes_leave_with_their_dispatch(sayings: Sayings) -> None:
    fields: dict[str, Any] = {"from": OUT, "origin": PLACE, "boxes": ["a", "b", "c"], "count": 3}
    said = sayings.say(STORE, "ConsignmentDispatched", **fields)

    assert movements(said) == (Movement(f"{OUT}:kotak", -3, PLACE),)


@pytest.mark.parametrize(
    ("consignment", "expected"),
    [("k-1", {f"{IN}:kotak": 2}), (None, {f"{IN}:kotak": 2, f"{OUT}:kotak": -2})],
)
def test_what_is_accepted_has_left_the_giver_once(
    sayings: Sayings, consignment: str | None, expected: dict[str, int]
) -> None:
    said = sayings.say(PPK, "HandoverAccepted", **handing(consignment=consignment))

    assert moved(said) == expected


@pytest.mark.parametrize(("consignment", "expected"), [("k-1", {f"{OUT}:kotak": 1}), (None, {})])
def test_what_is_refused_comes_back_from_the_road(
    sayings: Sayings, consignment: str | None, expected: dict[str, int]
) -> None:
    boxes = [{"box": "a", "reason": "rusak"}]
    said = sayings.say(PPK, "HandoverRefused", **handing(consignment=consignment, boxes=boxes))

    assert moved(said) == expected


def test_goods_come_in_as_far_as_they_are_good(sayings: Sayings) -> None:
    lines = [
        {"item": "tinta", "announced": 10, "good": 8, "damaged": 2},
        {"item": "kotak_suara", "announced": 4, "good": 4},
    ]
    said = sayings.say(STORE, "ConsignmentReceived", lines=lines)

    assert moved(said) == {f"{OUT}:tinta": 8, f"{OUT}:kotak": 0}


def test_goods_go_into_boxes(sayings: Sayings) -> None:
    contents = [{"item": "tinta", "count": 2}]
    boxes = [{"box": name, "contents": contents} for name in ("a", "b")]
    said = sayings.say(STORE, "BoxPacked", boxes=boxes)

    assert moved(said) == {f"{OUT}:tinta": -4}


def test_what_is_destroyed_is_gone(sayings: Sayings) -> None:
    said = sayings.say(STORE, "ItemDestroyed")

    assert moved(said) == {f"{OUT}:kotak": -1, f"{OUT}:surat_suara_rusak": -41}


def test_seals_come_in_by_range_by_list_and_by_number(sayings: Sayings) -> None:
    ranges = [{"seal_kind": "kabel_ties", "prefix": "OKT-", "first": 1, "last": 100}]
    fields: dict[str, Any] = {
        "ranges": ranges,
        "seals": [SEAL],
        "seal_kind": "segel_kertas",
        "count": 150,
    }
    said = sayings.say(STORE, "SealStockReceived", **fields)

    assert moved(said) == {
        f"{OUT}:kabel_ties": 100,
        f"{OUT}:tag_qr": 1,
        f"{OUT}:segel_kertas": 49,
    }


def test_a_range_that_ends_before_it_begins_holds_nothing(sayings: Sayings) -> None:
    ranges = [{"seal_kind": "kabel_ties", "first": 9, "last": 1}]
    fields: dict[str, Any] = {"ranges": ranges, "seals": None, "seal_kind": None, "count": 9}

    assert moved(sayings.say(STORE, "SealStockReceived", **fields)) == {f"{OUT}:kabel_ties": 0}


def test_seals_are_issued_from_one_to_another(sayings: Sayings) -> None:
    ranges = [{"seal_kind": "kabel_ties", "first": 1, "last": 12}]
    said = sayings.say(KPU, "SealIssued", ranges=ranges, seals=None, count=12)

    assert moved(said) == {f"{OUT}:kabel_ties": -12, f"{IN}:kabel_ties": 12}


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("SealApplied", {"boxes": [{"box": "a", "seals": [SEAL, "kabel_ties@tutup"]}]}),
        ("SealReplaced", {"old": ["kabel_ties:1"], "new": [SEAL, "kabel_ties:2"]}),
        ("StoreClosed", {"seals": ["gembok:1", SEAL, "kabel_ties:3"]}),
    ],
)
def test_seals_are_used_up_by_the_unit_that_puts_them_on(
    sayings: Sayings, kind: str, fields: dict[str, Any]
) -> None:
    said = sayings.say(STORE, kind, **fields)

    assert moved(said) == {f"{OUT}:tag_qr": -1, f"{OUT}:kabel_ties": -1}


def test_a_count_moves_nothing(sayings: Sayings) -> None:
    assert movements(sayings.say(STORE, "StockCounted")) == ()
