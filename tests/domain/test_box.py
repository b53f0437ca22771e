"""Boxes as they come into being and are opened."""

from typing import Any

import pytest

from domain.box import BoxOpened, BoxPacked, ItemDestroyed, ItemRegistered, ItemReplaced
from domain.catalogue import NotUnderstood
from tests.support.sayings import golden


def test_boxes_are_registered_many_at_once_with_their_first_holder() -> None:
    registered = golden("ItemRegistered")

    assert isinstance(registered, ItemRegistered)
    assert registered.holder == "16.08/kpu"
    assert [item.election for item in registered.items] == ["GUB", "BUP"]


def test_a_box_keeps_the_code_that_another_system_put_on_it() -> None:
    registered = golden("ItemRegistered")

    assert isinstance(registered, ItemRegistered)
    assert registered.items[0].alias == "KPU1608-0500307-G"
    assert registered.items[1].alias is None


def test_more_boxes_than_one_statement_holds_are_not_registered_by_it() -> None:
    items = [{"box": f"b-{n}", "box_kind": "kotak_suara"} for n in range(301)]

    assert isinstance(golden("ItemRegistered", items=items), NotUnderstood)


def test_an_opening_names_its_purpose_and_who_watched() -> None:
    opened = golden("BoxOpened")

    assert isinstance(opened, BoxOpened)
    assert opened.purpose == "pungut"
    assert [witness.side for witness in opened.witnesses] == ["bawaslu", "saksi"]
    assert isinstance(golden("BoxOpened", purpose=None), NotUnderstood)


def test_a_packing_says_what_went_in_and_what_is_missing() -> None:
    packed = golden("BoxPacked")

    assert isinstance(packed, BoxPacked)
    (packing,) = packed.boxes
    assert [(tally.item, tally.count) for tally in packing.contents] == [
        ("surat_suara", 512),
        ("formulir", 1),
    ]
    assert [tally.item for tally in packing.missing] == ["tinta"]


def test_a_box_takes_the_place_of_one() -> None:
    replaced = golden("ItemReplaced", discrepancy=None)

    assert isinstance(replaced, ItemReplaced)
    assert (replaced.old, replaced.reason) == ("16.08.05.2003-TPS007-GUB", "basah")


def test_goods_are_destroyed_before_witnesses_with_minutes() -> None:
    destroyed = golden("ItemDestroyed")

    assert isinstance(destroyed, ItemDestroyed)
    assert {witness.side for witness in destroyed.witnesses} == {"polri", "bawaslu"}
    assert destroyed.document == "BA-14/XI/2024"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("BoxPacked", {"boxes": [{"box": "b"}]}),
        ("BoxPacked", {"boxes": [{"box": "b", "contents": [{"item": "tinta", "count": -1}]}]}),
        ("ItemReplaced", {"new": None}),
        ("ItemReplaced", {"discrepancy": "bukan daun"}),
        ("ItemDestroyed", {"document": None}),
        ("ItemDestroyed", {"goods": [{"item": "surat_suara", "count": "empat"}]}),
    ],
)
def test_what_cannot_be_is_not_understood(kind: str, fields: dict[str, Any]) -> None:
    assert isinstance(golden(kind, **fields), NotUnderstood)
