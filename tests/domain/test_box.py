"""Boxes as they come into being and are opened."""

from domain.box import BoxOpened, ItemRegistered
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
